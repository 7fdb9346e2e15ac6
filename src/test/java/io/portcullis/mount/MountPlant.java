package io.portcullis.mount;

import io.portcullis.control.Change;
import java.security.SecureRandom;
import java.time.Instant;

/** Puts mounts into a namespace without a request. */
public final class MountPlant {

    private static final SecureRandom RANDOM = new SecureRandom();

    private MountPlant() {}

    /** One of type userpass, with the accessor that it was given. */
    public static void userpass(String namespaceId, String path, Change<?> change) {
        userpass(namespaceId, path, "auth_userpass_%08x".formatted(RANDOM.nextInt()), MountConfig.UNTUNED, change);
    }

    /** One of type userpass, new or as it is to be from now on. */
    public static void userpass(
            String namespaceId, String path, String accessor, MountConfig config, Change<?> change) {
        MountEntry mount = new MountEntry(
                namespaceId,
                path,
                MountEntry.USERPASS,
                "",
                accessor,
                accessor,
                config,
                null,
                false,
                false,
                false,
                MountEntry.DEFAULT_BUCKETS);
        change.put(MountTable.KIND, accessor, MountTable.encode(mount));
    }

    /** Ends one with its namespace. */
    public static void end(MountEntry mount, Instant now, Change<?> change) {
        MountCommands.endWithNamespace(mount, now, change);
    }
}
