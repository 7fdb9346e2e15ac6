package io.portcullis.lockout;

import io.portcullis.control.Snapshot;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.DeadMounts.DeadMount;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import java.util.Optional;

/**
 * A mount whose failure counters are looked after.
 *
 * @param namespace path of its namespace, with a final slash; empty for the first; {@code deleted namespace <id>} where that is gone
 * @param path with {@code auth/} before, and a final slash; empty where its namespace is gone
 * @param accessor never used again after it
 * @param buckets over how many slots its accounts are spread
 * @param settings of its locks now; empty where nobody is locked out
 */
record CountedMount(String namespace, String path, String accessor, int buckets, Optional<LockoutSettings> settings) {

    static CountedMount of(Snapshot snapshot, LockoutRules rules, MountEntry mount) {
        return new CountedMount(
                namespace(snapshot, mount.namespaceId()),
                "auth/" + mount.path(),
                mount.accessor(),
                mount.buckets(),
                rules.of(mount));
    }

    private static CountedMount of(Snapshot snapshot, LockoutRules rules, DeadMount mount) {
        return new CountedMount(
                namespace(snapshot, mount.namespaceId()), "", mount.accessor(), mount.buckets(), rules.of(mount));
    }

    /** The mount with an accessor, or one of a deleted namespace, whose locks run on; empty where there is none. */
    static Optional<CountedMount> find(Snapshot snapshot, LockoutRules rules, String accessor) {
        return snapshot.part(MountTable.KIND)
                .withAccessor(accessor)
                .map(mount -> of(snapshot, rules, mount))
                .or(() -> snapshot.part(DeadMounts.KIND)
                        .ofDeletedNamespace(accessor)
                        .map(mount -> of(snapshot, rules, mount)));
    }

    private static String namespace(Snapshot snapshot, String id) {
        return snapshot.part(NamespaceTree.KIND).withId(id).map(Namespace::path).orElse("deleted namespace " + id);
    }
}
