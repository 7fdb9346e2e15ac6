package io.portcullis.mount;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.JsonFields;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.vertx.core.Future;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code sys/auth} and the part of {@code sys/mounts} that concerns auth methods: spec of userpass, section 2. */
public final class MountRoutes {

    private static final Field PATH = new Field("path", FieldType.TEXT, "The path of the mount.");

    private final ControlWriter control;
    private final LeaseTtls leases;
    private final SecureRandom random = new SecureRandom();

    /** Routes that change mounts through the given writer. */
    public MountRoutes(ControlWriter control, LeaseTtls leases) {
        this.leases = leases;
        this.control = control;
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("auth")
                        .help("List the auth methods that are enabled.")
                        .on(Operation.READ, call -> answer(Answer.repeatedData(allAuth(call))))
                        .build(),
                Endpoint.at("auth/(?<path>.+)/tune", "path")
                        .fields(ConfigFields.TUNE)
                        .help("Read or change the tuning of an auth method.")
                        .on(Operation.READ, this::readTuning)
                        .on(Operation.UPDATE, this::tune)
                        .build(),
                Endpoint.at("auth/(?<path>.+?)/?", "path")
                        .fields(
                                PATH,
                                new Field("type", FieldType.TEXT, "The type of the mount."),
                                new Field("description", FieldType.TEXT, "What it is, for people."),
                                new Field("config", FieldType.MAP, "The tuning to begin with."),
                                new Field("options", FieldType.PAIRS, "Options by name."),
                                new Field("local", FieldType.BOOL, "Stored, and shown."),
                                new Field("seal_wrap", FieldType.BOOL, "Stored, and shown."),
                                new Field("external_entropy_access", FieldType.BOOL, "Stored, and shown."),
                                new Field("plugin_name", FieldType.TEXT, "Accepted, and means nothing."),
                                new Field("plugin_version", FieldType.TEXT, "Accepted, and means nothing."))
                        .help("Enable, read or disable an auth method.")
                        .on(Operation.READ, call -> read(call, "No auth engine at " + path(call)))
                        .on(Operation.UPDATE, this::enable)
                        .on(Operation.DELETE, this::disable)
                        .build(),
                Endpoint.at("mounts")
                        .help("List the mounts other than auth methods.")
                        .on(Operation.READ, call -> answer(Answer.repeatedData(allBuiltIn(call))))
                        .build(),
                Endpoint.at("mounts/auth/(?<path>.+)/tune", "path")
                        .fields(ConfigFields.TUNE)
                        .help("Read or change the tuning of an auth method.")
                        .on(Operation.READ, this::readTuning)
                        .on(Operation.UPDATE, this::tune)
                        .build(),
                Endpoint.at("mounts/auth/(?<path>.+?)/?", "path")
                        .fields(PATH)
                        .help("Read an auth method.")
                        .on(Operation.READ, call -> read(call, "No secret engine mount at auth/" + path(call)))
                        .build(),
                Endpoint.at("mounts/(?<path>.+)/tune", "path")
                        .fields(PATH)
                        .help("Read the tuning of a mount that cannot be changed.")
                        .on(Operation.READ, this::readBuiltInTuning)
                        .on(Operation.UPDATE, MountRoutes::refuseTuning)
                        .build(),
                Endpoint.at("mounts/(?<path>.+?)/?", "path")
                        .fields(PATH, new Field("type", FieldType.TEXT, "The type of the mount."))
                        .help("Read a mount; there are no secret engines to enable.")
                        .on(Operation.READ, MountRoutes::readBuiltIn)
                        .on(Operation.UPDATE, MountRoutes::refuseEngine)
                        .on(Operation.DELETE, MountRoutes::refuseUnmount)
                        .build());
    }

    private static Future<Answer> answer(Answer answer) {
        return Future.succeededFuture(answer);
    }

    private static MountTable mounts(Call call) {
        return call.found(View.class).snapshot().part(MountTable.KIND);
    }

    private static String path(Call call) {
        return call.captured("path") + "/";
    }

    private static JsonFields allAuth(Call call) {
        Collection<MountEntry> mounts = mounts(call).of(Namespace.of(call).id());
        return json -> {
            for (MountEntry mount : mounts) {
                object(json, mount.path(), MountWire.entry(mount));
            }
        };
    }

    private static JsonFields allBuiltIn(Call call) {
        List<BuiltInMounts.BuiltIn> mounts = BuiltInMounts.of(
                call.found(View.class).snapshot().seal(), Namespace.of(call).id());
        return json -> {
            for (BuiltInMounts.BuiltIn mount : mounts) {
                object(json, mount.path(), MountWire.builtIn(mount));
            }
        };
    }

    private static void object(JsonGenerator json, String name, JsonFields fields) throws IOException {
        json.writeObjectFieldStart(name);
        fields.write(json);
        json.writeEndObject();
    }

    private static Future<Answer> read(Call call, String missing) {
        return answer(mounts(call)
                .at(Namespace.of(call).id(), path(call))
                .map(mount -> Answer.repeatedData(MountWire.entry(mount)))
                .orElseThrow(() -> Fault.badRequest(missing)));
    }

    private static Optional<BuiltInMounts.BuiltIn> builtIn(Call call) {
        return BuiltInMounts.of(
                        call.found(View.class).snapshot().seal(),
                        Namespace.of(call).id())
                .stream()
                .filter(mount -> mount.path().equals(path(call)))
                .findFirst();
    }

    private Future<Answer> readBuiltInTuning(Call call) {
        return answer(builtIn(call)
                .map(mount -> Answer.repeatedData(MountWire.builtInTuning(mount, leases)))
                .orElseThrow(() -> Fault.badRequest("cannot fetch sysview for path \"" + path(call) + "\"")));
    }

    private static Future<Answer> refuseTuning(Call call) {
        throw builtIn(call).isPresent()
                ? Fault.unsupportedOperation().aggregate()
                : Fault.badRequest("tune of path \"" + path(call) + "\" failed: no mount entry found");
    }

    private static Future<Answer> readBuiltIn(Call call) {
        return answer(builtIn(call)
                .map(mount -> Answer.repeatedData(MountWire.builtIn(mount)))
                .orElseThrow(() -> Fault.badRequest("No secret engine mount at " + path(call))));
    }

    private static Future<Answer> refuseEngine(Call call) {
        if (isProtected(path(call))) {
            throw Fault.badRequest("cannot mount \"" + path(call) + "\"");
        }
        String type = call.parameters().text("type").orElse("");
        throw Fault.badRequest(
                type.isEmpty()
                        ? "backend type must be specified as a string"
                        : "plugin not found in the catalog: " + type);
    }

    private static Future<Answer> refuseUnmount(Call call) {
        if (isProtected(path(call))) {
            throw Fault.badRequest("cannot unmount \"" + path(call) + "\"");
        }
        return answer(Answer.noContent());
    }

    private static boolean isProtected(String path) {
        return path.equals("sys/") || path.equals("identity/") || path.equals("cubbyhole/") || path.startsWith("auth/");
    }

    private Future<Answer> enable(Call call) {
        Parameters given = call.parameters();
        String type = given.text("type").orElse("");
        Map<String, String> options = given.pairs("options").orElse(Map.of());
        if (!options.getOrDefault("version", "").isEmpty()) {
            throw Fault.badRequest("auth method \"" + type + "\" does not allow setting a version");
        }
        MountCommands.Wanted wanted = new MountCommands.Wanted(
                path(call),
                type,
                given.text("description").orElse(""),
                ConfigFields.ofNew(type, given.map("config"), leases),
                call.request().raw().isNull("options") ? null : options,
                given.bool("local").orElse(false),
                given.bool("seal_wrap").orElse(false),
                given.bool("external_entropy_access").orElse(false));
        return control.commit(Grant.of(call)
                        .confirming(view ->
                                MountCommands.enable(view, Namespace.of(call).id(), wanted, random)))
                .map(Answer.noContent());
    }

    private Future<Answer> disable(Call call) {
        return control.commit(Grant.of(call)
                        .confirming(view ->
                                MountCommands.disable(view, Namespace.of(call).id(), path(call))))
                .map(Answer.noContent());
    }

    private Future<Answer> readTuning(Call call) {
        return answer(mounts(call)
                .at(Namespace.of(call).id(), path(call))
                .map(mount -> Answer.repeatedData(MountWire.tuning(mount, leases)))
                .orElseThrow(() -> Fault.badRequest("cannot fetch sysview for path \"auth/" + path(call) + "\"")));
    }

    private Future<Answer> tune(Call call) {
        Parameters given = call.parameters();
        UnaryOperator<MountEntry> tuning = mount -> tuned(mount, given);
        return control.commit(Grant.of(call)
                        .confirming(view ->
                                MountCommands.tune(view, Namespace.of(call).id(), path(call), tuning)))
                .map(Answer.noContent());
    }

    private MountEntry tuned(MountEntry mount, Parameters given) {
        if (mount.type().equals(MountEntry.TOKEN) && given.text("token_type").isPresent()) {
            throw Fault.badRequest("'token_type' cannot be set for 'token' or 'ns_token' auth mounts");
        }
        return mount.with(
                ConfigFields.changed(mount, given, leases),
                given.text("description").orElse(mount.description()),
                mergedOptions(mount.options(), given.pairs("options")));
    }

    /** Sent options go over the old ones; an empty value takes one away. */
    private static @Nullable Map<String, String> mergedOptions(
            @Nullable Map<String, String> before, Optional<Map<String, String>> given) {
        if (given.isEmpty() || given.get().isEmpty()) {
            return before;
        }
        Map<String, String> merged = new HashMap<>(before == null ? Map.of() : before);
        given.get().forEach((name, value) -> {
            if (value.isEmpty()) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return Map.copyOf(merged);
    }
}
