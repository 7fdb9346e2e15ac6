package io.portcullis.mount;

import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonFields;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.namespace.Namespace;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sys/internal/ui/mounts} and {@code .../:path}: the mounts that the caller can touch, and those that are to be listed for
 * strangers: those without a token, and those whose token is good for nothing here. Spec of the system, 3.12 and 3.13.
 */
public final class UiMountRoutes {

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("internal/ui/mounts")
                        .access(Endpoint.Access.OPTIONAL_TOKEN)
                        .help("List the mounts that the caller can use.")
                        .on(Operation.READ, call -> Future.succeededFuture(Answer.data(visible(call))))
                        .build(),
                Endpoint.at("internal/ui/mounts/(?<path>.+)", "path")
                        .access(Endpoint.Access.OPTIONAL_TOKEN)
                        .fields(new Field("path", FieldType.TEXT, "The path, with that of the mount before it."))
                        .help("Tell which mount serves a path.")
                        .on(Operation.READ, call -> Future.succeededFuture(serving(call)))
                        .build());
    }

    private static JsonFields visible(Call call) {
        Map<String, JsonFields> auth = new LinkedHashMap<>();
        boolean stranger = !reach(call).touches("auth/");
        for (MountEntry mount : mounts(call).of(Namespace.of(call).id())) {
            if (reach(call).touches("auth/" + mount.path())) {
                auth.put(mount.path(), MountWire.entry(mount));
            } else if (mount.config().listingVisibility().equals("unauth")) {
                auth.put(mount.path(), stranger ? MountWire.forStrangers(mount) : MountWire.entry(mount));
            }
        }
        Map<String, JsonFields> secret = new LinkedHashMap<>();
        for (BuiltInMounts.BuiltIn mount :
                BuiltInMounts.of(snapshot(call).seal(), Namespace.of(call).id())) {
            if (reach(call).touches(mount.path())) {
                secret.put(mount.path(), MountWire.builtIn(mount));
            }
        }
        return json -> {
            objects(auth, "auth").write(json);
            objects(secret, "secret").write(json);
        };
    }

    private static JsonFields objects(Map<String, JsonFields> nameToFields, String name) {
        return json -> {
            json.writeObjectFieldStart(name);
            for (Map.Entry<String, JsonFields> each : nameToFields.entrySet()) {
                json.writeObjectFieldStart(each.getKey());
                each.getValue().write(json);
                json.writeEndObject();
            }
            json.writeEndObject();
        };
    }

    private static Answer serving(Call call) {
        if (call.request().token().isEmpty()) {
            throw Fault.permissionDenied();
        }
        String path = call.captured("path").endsWith("/") ? call.captured("path") : call.captured("path") + "/";
        Optional<Answer> found = path.startsWith("auth/") ? auth(call, path) : builtIn(call, path);
        return found.orElseThrow(() -> Fault.of(
                403,
                "preflight capability check returned 403, please ensure client's policies grant access to path \""
                        + path
                        + "\""));
    }

    private static Optional<Answer> auth(Call call, String path) {
        return mounts(call)
                .serving(Namespace.of(call).id(), path.substring("auth/".length()))
                .filter(mount -> reach(call).touches("auth/" + mount.path()))
                .map(mount -> withPath(MountWire.entry(mount), mount.path()));
    }

    private static Optional<Answer> builtIn(Call call, String path) {
        return BuiltInMounts.of(snapshot(call).seal(), Namespace.of(call).id()).stream()
                .filter(mount -> path.startsWith(mount.path()) && reach(call).touches(mount.path()))
                .findFirst()
                .map(mount -> withPath(MountWire.builtIn(mount), mount.path()));
    }

    private static Answer withPath(JsonFields fields, String path) {
        return Answer.data(json -> {
            fields.write(json);
            json.writeStringField("path", path);
        });
    }

    private static MountTable mounts(Call call) {
        return snapshot(call).part(MountTable.KIND);
    }

    private static Snapshot snapshot(Call call) {
        return call.found(View.class).snapshot();
    }

    private static Reach reach(Call call) {
        return call.found(Reach.class);
    }
}
