package io.portcullis.mount;

import io.portcullis.control.Change;
import java.security.SecureRandom;

/** Puts mounts into a namespace without a request. */
public final class MountPlant {

    private static final SecureRandom RANDOM = new SecureRandom();

    private MountPlant() {}

    /** One of type userpass, with the accessor that it was given. */
    public static void userpass(String namespaceId, String path, Change<?> change) {
        String accessor = "auth_userpass_%08x".formatted(RANDOM.nextInt());
        MountEntry mount = new MountEntry(
                namespaceId,
                path,
                MountEntry.USERPASS,
                "",
                accessor,
                accessor,
                MountConfig.UNTUNED,
                null,
                false,
                false,
                false,
                MountEntry.DEFAULT_BUCKETS);
        change.put(MountTable.KIND, accessor, MountTable.encode(mount));
    }
}
