package io.portcullis.app;

import io.portcullis.address.ForwardedFor;
import io.portcullis.address.IpAddress;
import io.portcullis.fault.Fault;
import io.portcullis.field.GoDuration;
import io.portcullis.field.RawParameters;
import io.portcullis.http.CleanRequest;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.namespace.NamespacePath;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** Makes a logical request of a clean one and its body: spec of the envelope, 1.3, 1.5 and 1.6. */
final class RequestParser {

    private static final Set<String> SECRETS = Set.of("password");
    private static final Pattern MEDIA_PARAMETERS =
            Pattern.compile("(\\s*;\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+=([!#$%&'*+.^_`|~0-9A-Za-z-]+|\"[^\"]*\"))?)*\\s*");
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final ForwardedFor forwardedFor;

    RequestParser(ForwardedFor forwardedFor) {
        this.forwardedFor = forwardedFor;
    }

    /** Parses, and wipes the body; throws a fault of 400, 404, 405 or 415. */
    LogicalRequest parse(CleanRequest request, byte[] body) {
        try {
            RootOnlyPaths.checkHeader(request.namespace(), request.path());
            Operation operation = Operation.of(request.method(), request.query());
            checkWrapping(request.request());
            IpAddress client = client(request.request());
            RawParameters raw = operation.takesBody() ? body(operation, request.request(), body) : query(request, body);
            return logical(request, operation, raw, client);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static LogicalRequest logical(
            CleanRequest request, Operation operation, RawParameters raw, IpAddress client) {
        String path = request.path();
        AtomicBoolean gone = new AtomicBoolean();
        request.response().closeHandler(closed -> gone.set(true));
        return new LogicalRequest(
                UUID.randomUUID().toString(),
                operation,
                NamespacePath.ofHeader(request.namespace()),
                operation.lists() && !path.endsWith("/") ? path + "/" : path,
                raw,
                client,
                request.token(),
                gone::get);
    }

    /**
     * The flags that make an operation of a GET are no parameters of it; beside another verb they are like any other. What stands in the query
     * goes before what stands in the body, where that means something (decision D9).
     */
    private static RawParameters query(CleanRequest request, byte[] body) {
        RawParameters query = request.method().equals("GET")
                ? RawParameters.query(request.query())
                : RawParameters.wholeQuery(request.query());
        return body.length == 0
                ? query
                : query.over(RawParameters.body(body, contentType(request.request()), Set.of()));
    }

    private static String contentType(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
    }

    private static RawParameters body(Operation operation, HttpServerRequest request, byte[] body) {
        String contentType = contentType(request);
        if (operation == Operation.PATCH) {
            checkPatch(contentType);
        }
        return RawParameters.body(body, contentType, SECRETS);
    }

    private static void checkPatch(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.isEmpty()) {
            throw Fault.badRequest("mime: no media type");
        }
        if (type.matches("[!#$%&'*+.^_`|~0-9a-z-]+[^!#$%&'*+.^_`|~0-9a-z/-].*")) {
            throw Fault.badRequest("mime: expected slash after first token");
        }
        if (!MEDIA_PARAMETERS
                .matcher(contentType.substring(contentType.split(";", 2)[0].length()))
                .matches()) {
            throw Fault.badRequest("mime: invalid media parameter");
        }
        if (!type.equals(MERGE_PATCH)) {
            throw Fault.of(415, "PATCH requires Content-Type of " + MERGE_PATCH + ", provided " + type);
        }
    }

    /** Wrapping does not exist yet; to ask for it must not be ignored. */
    private static void checkWrapping(HttpServerRequest request) {
        String ttl = request.getHeader("X-Vault-Wrap-TTL");
        if (ttl == null || ttl.isEmpty()) {
            return;
        }
        try {
            java.time.Duration wanted = GoDuration.parse(ttl);
            if (wanted.isNegative()) {
                throw Fault.badRequest("requested wrap ttl cannot be negative");
            }
            if (!wanted.isZero()) {
                throw Fault.badRequest("response wrapping is not supported yet");
            }
        } catch (Fault unparsable) {
            throw Fault.badRequest("error parsing X-Vault-Wrap-TTL header: " + unparsable.getMessage());
        }
    }

    private IpAddress client(HttpServerRequest request) {
        IpAddress peer = IpAddress.parse(withoutZone(request.remoteAddress().hostAddress()))
                .orElseThrow(() -> new IllegalStateException("the peer has no address"));
        return forwardedFor.clientAddress(peer, request.headers().getAll("X-Forwarded-For"));
    }

    /** A link-local address comes with the interface that it was seen on, which is ours and not a part of it. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
