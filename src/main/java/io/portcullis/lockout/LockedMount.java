package io.portcullis.lockout;

import io.portcullis.mount.DeadMounts.DeadMount;
import io.portcullis.mount.LockoutConfig;
import io.portcullis.mount.MountEntry;
import io.portcullis.namespace.Namespace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mount as one asks about its locked accounts.
 *
 * @param namespaceId the namespace that it is in, or was
 * @param namespacePath where that is listed; of one that was deleted {@code deleted namespace <id>}
 * @param accessor the mount's
 * @param buckets over how many hash slots its accounts are spread
 * @param tuned how it was tuned; null when it never was
 * @param settings when accounts are locked; empty where nobody is locked out
 */
record LockedMount(
        String namespaceId,
        String namespacePath,
        String accessor,
        int buckets,
        @Nullable LockoutConfig tuned,
        Optional<LockoutSettings> settings) {

    static LockedMount of(MountEntry mount, String namespacePath, LockoutRules rules) {
        return new LockedMount(
                mount.namespaceId(),
                namespacePath,
                mount.accessor(),
                mount.buckets(),
                mount.config().lockout(),
                rules.of(mount));
    }

    static LockedMount of(DeadMount mount, LockoutRules rules) {
        return new LockedMount(
                mount.namespaceId(),
                pathOfDeleted(mount.namespaceId()),
                mount.accessor(),
                mount.buckets(),
                mount.lockout(),
                rules.of(mount));
    }

    /** No mount that there is: nobody is locked. */
    static LockedMount none(Namespace namespace, String accessor) {
        return new LockedMount(namespace.id(), namespace.path(), accessor, 0, null, Optional.empty());
    }

    /** Where a namespace is listed that was deleted, or is being deleted. */
    static String pathOfDeleted(String namespaceId) {
        return "deleted namespace " + namespaceId;
    }
}
