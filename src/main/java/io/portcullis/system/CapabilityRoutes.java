package io.portcullis.system;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonOutput;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.portcullis.policy.Acl;
import io.portcullis.token.Caller;
import io.portcullis.token.StoredToken;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code sys/capabilities} and its fellows: what a token may do at some paths. Spec of the system, 3.18. */
public final class CapabilityRoutes {

    /** Everybody may ask, and each path costs time of the event loop. */
    private static final int MOST_PATHS = 1_000;

    private static final Field PATHS = new Field("paths", FieldType.COMMA_LIST, "The paths.");
    private static final Field PATH = Field.older("path", FieldType.COMMA_LIST, "paths");

    private final TokenService tokens;

    /** Routes that look tokens up in the given service. */
    public CapabilityRoutes(TokenService tokens) {
        this.tokens = tokens;
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("capabilities")
                        .fields(new Field("token", FieldType.TEXT, "The token."), PATHS, PATH)
                        .help("Tell what a token may do at some paths.")
                        .on(Operation.UPDATE, this::ofToken)
                        .build(),
                Endpoint.at("capabilities-accessor")
                        .fields(new Field("accessor", FieldType.TEXT, "The accessor of the token."), PATHS, PATH)
                        .help("Tell what the token of an accessor may do at some paths.")
                        .on(Operation.UPDATE, this::ofAccessor)
                        .build(),
                Endpoint.at("capabilities-self")
                        .fields(new Field("token", FieldType.TEXT, "The token."), PATHS, PATH)
                        .help("Tell what the caller may do at some paths.")
                        .on(Operation.UPDATE, CapabilityRoutes::ofCaller)
                        .build());
    }

    private static Future<Answer> ofCaller(Call call) {
        return Future.succeededFuture(answer(call, Caller.of(call).stored(), paths(call)));
    }

    private Future<Answer> ofToken(Call call) {
        String token = token(call);
        List<String> paths = paths(call);
        return tokens.find(call.found(View.class), token).map(found -> {
            StoredToken stored =
                    found.orElseThrow(() -> Fault.badRequest("invalid token").aggregate());
            return answer(call, stored, paths);
        });
    }

    /** The token in the body, which must be a text: it is looked at before the paths are, and looked up after them. */
    private static String token(Call call) {
        if (call.request().raw().value("token") instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw Fault.badRequest("no token found").aggregate();
    }

    /** Here the token is looked at before the paths are. */
    private Future<Answer> ofAccessor(Call call) {
        String accessor = call.parameters().text("accessor").orElse("");
        if (accessor.isEmpty()) {
            throw Fault.badRequest("missing accessor");
        }
        return tokens.findByAccessor(call.found(View.class), Namespace.of(call).id(), accessor)
                .map(found -> {
                    StoredToken stored = found.orElseThrow(
                            () -> Fault.badRequest("invalid accessor").aggregate());
                    return answer(call, stored, paths(call));
                });
    }

    private static List<String> paths(Call call) {
        List<String> paths = call.parameters().list("paths").orElse(List.of());
        if (paths.isEmpty()) {
            paths = call.parameters().list("path").orElse(List.of());
        }
        if (paths.isEmpty()) {
            throw Fault.badRequest("paths must be supplied");
        }
        if (paths.size() > MOST_PATHS) {
            throw Fault.badRequest("at most " + MOST_PATHS + " paths can be asked about at once");
        }
        return paths;
    }

    private static Answer answer(Call call, StoredToken token, List<String> paths) {
        Acl acl = acl(call.found(View.class), token);
        String namespace = Namespace.of(call).path();
        Map<String, List<String>> pathToCapabilities = new TreeMap<>();
        for (String path : paths) {
            if (path.isEmpty()) {
                throw Fault.badRequest("missing path").aggregate();
            }
            pathToCapabilities.put(path, acl.capabilities(namespace, path));
        }
        if (paths.size() == 1) {
            pathToCapabilities.put("capabilities", acl.capabilities(namespace, paths.get(0)));
        }
        return Answer.repeatedData(json -> {
            for (Map.Entry<String, List<String>> each : pathToCapabilities.entrySet()) {
                JsonOutput.strings(json, each.getKey(), each.getValue());
            }
        });
    }

    private static Acl acl(View view, StoredToken token) {
        token.entry().aclObstacle(view).ifPresent(obstacle -> {
            throw Fault.of(403, obstacle).aggregate();
        });
        return token.entry().acl(view);
    }
}
