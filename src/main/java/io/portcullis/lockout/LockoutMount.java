package io.portcullis.lockout;

import io.portcullis.control.Snapshot;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.DeadMounts.DeadMount;
import io.portcullis.mount.LockoutConfig;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mount as user lockout sees it.
 *
 * @param namespaceId the namespace that it is in, or was
 * @param namespacePath with a final slash, empty for the first; {@code deleted namespace <id>} where that is gone, or going
 * @param path with {@code auth/} before, and a final slash; empty where its namespace is gone
 * @param accessor never used again after it
 * @param buckets over how many hash slots its accounts are spread
 * @param tuned how it was tuned; null when it never was
 * @param settings of its locks now; empty where nobody is locked out
 */
record LockoutMount(
        String namespaceId,
        String namespacePath,
        String path,
        String accessor,
        int buckets,
        @Nullable LockoutConfig tuned,
        Optional<LockoutSettings> settings) {

    static LockoutMount of(Snapshot snapshot, LockoutRules rules, MountEntry mount) {
        return new LockoutMount(
                mount.namespaceId(),
                namespacePath(snapshot, mount.namespaceId()),
                "auth/" + mount.path(),
                mount.accessor(),
                mount.buckets(),
                mount.config().lockout(),
                rules.of(mount));
    }

    /** One that ended with its namespace. */
    static LockoutMount of(Snapshot snapshot, LockoutRules rules, DeadMount mount) {
        return new LockoutMount(
                mount.namespaceId(),
                namespacePath(snapshot, mount.namespaceId()),
                "",
                mount.accessor(),
                mount.buckets(),
                mount.lockout(),
                rules.of(mount));
    }

    /** No mount that there is: nobody is locked. */
    static LockoutMount none(Namespace namespace, String accessor) {
        return new LockoutMount(namespace.id(), namespace.path(), "", accessor, 0, null, Optional.empty());
    }

    /** The mount with an accessor, or one of a deleted namespace, whose locks run on; empty where there is none. */
    static Optional<LockoutMount> find(Snapshot snapshot, LockoutRules rules, String accessor) {
        return snapshot.part(MountTable.KIND)
                .withAccessor(accessor)
                .map(mount -> of(snapshot, rules, mount))
                .or(() -> snapshot.part(DeadMounts.KIND)
                        .ofDeletedNamespace(accessor)
                        .map(mount -> of(snapshot, rules, mount)));
    }

    private static String namespacePath(Snapshot snapshot, String id) {
        return snapshot.part(NamespaceTree.KIND)
                .withId(id)
                .filter(Predicate.not(Namespace::tainted))
                .map(Namespace::path)
                .orElse("deleted namespace " + id);
    }
}
