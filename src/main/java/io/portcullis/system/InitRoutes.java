package io.portcullis.system;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.address.Cidr;
import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlPlane;
import io.portcullis.fault.Fault;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.CleanRequest;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.JsonOutput;
import io.portcullis.redis.RedisGateway;
import io.portcullis.secret.SecretBytes;
import io.portcullis.token.TokenService;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * POST and PUT of {@code sys/init}: spec of the system, 3.4; threats R4. Not enveloped, no token is asked for: served to the machine
 * itself, and to the networks that the configuration names, by the address of the connection. What came through a proxy comes
 * from elsewhere.
 */
public final class InitRoutes implements Handler<CleanRequest> {

    private final Initialisation initialisation;
    private final List<Cidr> allowed;
    private final BodyCollector bodies;
    private final ErrorWriter errors;

    /**
     * Routes for one event loop.
     *
     * @param redis the gateway for commits
     * @param allowed who may initialise, beside the machine itself
     */
    public InitRoutes(
            Vertx vertx,
            ControlPlane plane,
            RedisGateway redis,
            TokenService tokens,
            List<Cidr> allowed,
            BodyCollector bodies,
            ErrorWriter errors) {
        this.initialisation = new Initialisation(vertx, plane, redis, tokens);
        this.allowed = List.copyOf(allowed);
        this.bodies = bodies;
        this.errors = errors;
    }

    /** Whether a request is for here. */
    public boolean serves(CleanRequest request) {
        boolean writes = request.method().equals("POST") || request.method().equals("PUT");
        return writes && (request.path().equals("sys/init") || request.path().equals("sys/init/"));
    }

    @Override
    public void handle(CleanRequest request) {
        bodies.collect(request)
                .map(body -> parse(request, body))
                .compose(initialisation::initialise)
                .compose(made -> request.response().end(answer(made)))
                .onFailure(failure -> errors.write(request.response(), failure));
    }

    private InitRequest parse(CleanRequest request, byte[] body) {
        if (!isAllowed(request.request())) {
            throw Fault.of(403, "this address may not initialise the server: see init_allowed_cidrs");
        }
        if (!request.namespace().isEmpty()) {
            throw Fault.badRequest("operation unavailable in namespaces");
        }
        return InitRequest.of(body);
    }

    private boolean isAllowed(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress().replaceFirst("%.*", "");
        IpAddress address = IpAddress.parse(peer).orElseThrow(() -> Fault.of(403, "the peer has no address"));
        boolean forwarded = request.headers().contains("X-Forwarded-For")
                || request.headers().contains("Forwarded");
        return address.isLoopback() && !forwarded || allowed.stream().anyMatch(network -> network.contains(address));
    }

    private static Buffer answer(Initialisation.Made made) {
        try {
            return JsonOutput.object(json -> {
                JsonOutput.strings(json, "keys", List.of());
                JsonOutput.strings(json, "keys_base64", List.of());
                if (!made.recoveryShares().isEmpty()) {
                    secrets(json, "recovery_keys", made.recoveryShares(), SecretText::hex);
                    secrets(json, "recovery_keys_base64", made.recoveryShares(), SecretText::base64);
                }
                json.writeStringField("root_token", made.rootToken());
            });
        } finally {
            made.recoveryShares().forEach(SecretBytes::close);
        }
    }

    private static void secrets(
            JsonGenerator json, String name, List<SecretBytes> secrets, Function<byte[], char[]> encoding)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (SecretBytes secret : secrets) {
            char[] text = secret.read(encoding);
            json.writeString(text, 0, text.length);
            Arrays.fill(text, '\0');
        }
        json.writeEndArray();
    }
}
