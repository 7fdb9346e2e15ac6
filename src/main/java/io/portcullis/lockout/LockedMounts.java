package io.portcullis.lockout;

import io.portcullis.control.View;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mounts whose locked accounts are shown in a namespace: its own and those below. In the first namespace also those of namespaces that
 * were deleted, or are being deleted, which are shown nowhere else (decision D7).
 *
 * @param rules when accounts are locked
 */
record LockedMounts(LockoutRules rules) {

    /** Those of a namespace and all below it. */
    List<LockoutMount> below(View view, Namespace namespace) {
        NamespaceTree tree = NamespaceTree.of(view);
        Stream<LockoutMount> living = Stream.concat(Stream.of(namespace), tree.allBelow(namespace))
                .filter(each -> !each.tainted())
                .flatMap(each -> of(view, each));
        return Stream.concat(living, deleted(view, namespace)).toList();
    }

    /** The one with this accessor, if it is the namespace's own or one of a deleted namespace: unlocking and filters go no further (D6). */
    Optional<LockoutMount> find(View view, Namespace namespace, String accessor) {
        return Stream.concat(of(view, namespace), deleted(view, namespace))
                .filter(mount -> mount.accessor().equals(accessor))
                .findFirst();
    }

    private Stream<LockoutMount> of(View view, Namespace namespace) {
        return view.snapshot().part(MountTable.KIND).of(namespace.id()).stream()
                .filter(mount -> mount.type().equals(MountEntry.USERPASS))
                .map(mount -> LockoutMount.of(view.snapshot(), rules, mount));
    }

    private Stream<LockoutMount> deleted(View view, Namespace namespace) {
        if (!namespace.isRoot()) {
            return Stream.empty();
        }
        Stream<LockoutMount> dead = view.snapshot()
                .part(DeadMounts.KIND)
                .ofDeletedNamespaces()
                .map(mount -> LockoutMount.of(view.snapshot(), rules, mount));
        Stream<LockoutMount> dying = NamespaceTree.of(view).tainted().stream().flatMap(each -> of(view, each));
        return Stream.concat(dead, dying);
    }
}
