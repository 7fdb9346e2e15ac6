package io.portcullis.mount;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.DeadMounts.DeadMount;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be done to mounts: pure functions of a view of the control plane, for {@code ControlWriter.commit}. */
final class MountCommands {

    private static final int MOST_PATH_BYTES = 512;

    private MountCommands() {}

    /** What somebody asks to be mounted; the rest of a {@link MountEntry} is ours to choose. */
    record Wanted(
            String path,
            String type,
            String description,
            MountConfig config,
            @Nullable Map<String, String> options,
            boolean local,
            boolean sealWrap,
            boolean externalEntropyAccess) {}

    /**
     * Enables an auth method: POST and DELETE of {@code sys/auth/:path} (2.4).
     *
     * @throws Fault 400 when the type cannot be mounted or the path is taken
     */
    static Change<Void> enable(View view, String namespaceId, Wanted wanted, SecureRandom random) {
        check(wanted);
        MountTable mounts = view.snapshot().part(MountTable.KIND);
        mounts.inTheWayOf(namespaceId, wanted.path()).ifPresent(other -> {
            throw Fault.badRequest("path is already in use at " + other.path());
        });
        MountEntry mount = new MountEntry(
                namespaceId,
                wanted.path(),
                wanted.type(),
                wanted.description(),
                freshAccessor(view.snapshot(), wanted.type(), random),
                UUID.randomUUID().toString(),
                wanted.config(),
                wanted.options(),
                wanted.local(),
                wanted.sealWrap(),
                wanted.externalEntropyAccess(),
                MountEntry.DEFAULT_BUCKETS);
        return Change.withoutResult().put(MountTable.KIND, mount.accessor(), MountTable.encode(mount));
    }

    private static void check(Wanted wanted) {
        switch (wanted.type()) {
            case "" -> throw Fault.badRequest("backend type must be specified as a string");
            case MountEntry.TOKEN, "ns_token" ->
                throw Fault.badRequest("token credential backend cannot be instantiated");
            case "plugin" -> throw Fault.badRequest("plugin_name must be provided for plugin backend");
            case MountEntry.USERPASS -> checkPath(wanted.path());
            default -> throw Fault.badRequest("plugin not found in the catalog: " + wanted.type());
        }
    }

    /** Refuses (400) what can be no path of a mount. */
    static void checkPath(String path) {
        if (path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MOST_PATH_BYTES) {
            throw Fault.badRequest("mount path is longer than " + MOST_PATH_BYTES + " bytes");
        }
        if (path.contains("//") || path.startsWith("/")) {
            throw Fault.badRequest("mount path has an empty segment");
        }
    }

    /** {@code auth_<type>_<8 hex digits>}, used neither now nor ever before. */
    private static String freshAccessor(Snapshot snapshot, String type, SecureRandom random) {
        MountTable mounts = snapshot.part(MountTable.KIND);
        DeadMounts dead = snapshot.part(DeadMounts.KIND);
        while (true) {
            byte[] digits = new byte[4];
            random.nextBytes(digits);
            String accessor = "auth_" + type + "_" + HexFormat.of().formatHex(digits);
            if (mounts.withAccessor(accessor).isEmpty() && !dead.contains(accessor)) {
                return accessor;
            }
        }
    }

    /** Disables an auth method, with all tokens that it gave: POST and DELETE of {@code sys/auth/:path} (2.5). Nothing at that path is nothing to do. */
    static Change<Void> disable(View view, String namespaceId, String path) {
        Change<Void> change = Change.withoutResult();
        Optional<MountEntry> mount = view.snapshot().part(MountTable.KIND).at(namespaceId, path);
        mount.ifPresent(found -> {
            if (found.type().equals(MountEntry.TOKEN)) {
                throw Fault.badRequest("token credential backend cannot be disabled");
            }
            end(found, DeadMount.disabled(found, view.time()), change);
        });
        return change;
    }

    /** Puts a mount among the dead whose namespace is being deleted. */
    static void endWithNamespace(MountEntry mount, Instant now, Change<?> change) {
        end(mount, DeadMount.deleted(mount, now), change);
    }

    private static void end(MountEntry mount, DeadMount dead, Change<?> change) {
        change.delete(MountTable.KIND, mount.accessor())
                .put(DeadMounts.KIND, mount.accessor(), DeadMounts.encode(dead));
    }

    /** Tunes a mount: POST and DELETE of {@code sys/auth/:path} (2.7). */
    static Change<Void> tune(View view, String namespaceId, String path, UnaryOperator<MountEntry> tuning) {
        MountEntry mount = view.snapshot()
                .part(MountTable.KIND)
                .at(namespaceId, path)
                .orElseThrow(() -> Fault.badRequest("tune of path \"auth/" + path + "\" failed: no mount entry found"));
        MountEntry tuned = tuning.apply(mount);
        return tuned.equals(mount)
                ? Change.withoutResult()
                : Change.withoutResult().put(MountTable.KIND, tuned.accessor(), MountTable.encode(tuned));
    }

    /** The mount of the token store, which every namespace has from its beginning. */
    static MountEntry tokenMount(Snapshot snapshot, String namespaceId, SecureRandom random) {
        return new MountEntry(
                namespaceId,
                "token/",
                MountEntry.TOKEN,
                "token based credentials",
                freshAccessor(snapshot, MountEntry.TOKEN, random),
                UUID.randomUUID().toString(),
                MountConfig.UNTUNED,
                null,
                false,
                false,
                false,
                MountEntry.DEFAULT_BUCKETS);
    }
}
