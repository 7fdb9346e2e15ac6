package io.portcullis.namespace;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.DeadNamespaces.DeadNamespace;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be done to namespaces: pure functions of a view of the control plane, for {@code ControlWriter.commit}. Spec of namespaces, 1.5 and 1.9. */
final class NamespaceCommands {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** How many entries one commit takes away: it holds up all other commits for as long as it takes. */
    private static final int MOST_ENTRIES = 500;

    private NamespaceCommands() {}

    /** The namespace of a name in another. */
    static Optional<Namespace> find(View view, Namespace parent, String name) {
        return NamespaceTree.of(view).at(parent.path() + name + "/");
    }

    /**
     * Creates a namespace with what all begin with, or replaces the metadata of the one that is there.
     *
     * @throws Fault 400 when it may not be called so, or is being deleted
     */
    static Change<Namespace> write(
            View view,
            Namespace parent,
            String name,
            Map<String, String> metadata,
            List<NamespaceContent> contents,
            SecureRandom random) {
        NamespaceName.checkNew(parent, name);
        Optional<Namespace> old = find(view, parent, name);
        if (old.isPresent()) {
            return put(old.get(), was -> was.with(metadata));
        }
        Snapshot snapshot = view.snapshot();
        Namespace made = new Namespace(
                freshId(snapshot, random), UUID.randomUUID().toString(), parent.path() + name + "/", false, metadata);
        Change<Namespace> change =
                Change.resultingIn(made).put(NamespaceTree.KIND, made.id(), NamespaceTree.encode(made));
        contents.forEach(content -> content.begin(snapshot, made.id(), view.time(), change));
        return change;
    }

    /**
     * Changes the metadata of a namespace.
     *
     * @throws Fault 400 when there is none, or it is being deleted
     */
    static Change<Namespace> patch(View view, Namespace parent, String name, UnaryOperator<Map<String, String>> patch) {
        Namespace old = find(view, parent, name).orElseThrow(() -> Fault.badRequest("namespace not found"));
        return put(old, was -> was.with(patch.apply(was.customMetadata())));
    }

    private static Change<Namespace> put(Namespace old, UnaryOperator<Namespace> changing) {
        if (old.tainted()) {
            throw Fault.badRequest("namespace with that name exists and is currently tainted");
        }
        Namespace now = changing.apply(old);
        Change<Namespace> change = Change.resultingIn(now);
        return now.equals(old) ? change : change.put(NamespaceTree.KIND, now.id(), NamespaceTree.encode(now));
    }

    /** Used neither now nor ever before. */
    private static String freshId(Snapshot snapshot, SecureRandom random) {
        NamespaceTree tree = snapshot.part(NamespaceTree.KIND);
        DeadNamespaces dead = snapshot.part(DeadNamespaces.KIND);
        while (true) {
            StringBuilder id = new StringBuilder(Namespace.ID_LENGTH);
            random.ints(Namespace.ID_LENGTH, 0, BASE62.length()).forEach(place -> id.append(BASE62.charAt(place)));
            if (tree.withId(id.toString()).isEmpty() && !dead.contains(id.toString())) {
                return id.toString();
            }
        }
    }

    /**
     * Begins to delete a namespace: from now on nothing in it is served, and its tokens are void.
     *
     * @return results in what is to be deleted; empty when there is nothing
     * @throws Fault 400 when there are namespaces in it
     */
    static Change<Optional<Namespace>> taint(View view, Namespace parent, String name) {
        Optional<Namespace> found = find(view, parent, name);
        Change<Optional<Namespace>> change = Change.resultingIn(found);
        if (found.isEmpty()) {
            return change;
        }
        Namespace doomed = found.get();
        if (!NamespaceTree.of(view).below(doomed).isEmpty()) {
            throw Fault.badRequest("unable to delete namespace containing child namespaces");
        }
        return doomed.tainted()
                ? change
                : change.put(NamespaceTree.KIND, doomed.id(), NamespaceTree.encode(doomed.asTainted()));
    }

    /** Takes away some of what a namespace has that is being deleted, and at last itself; results in whether something is left. */
    static Change<Boolean> shrink(View view, String id, List<NamespaceContent> contents) {
        Optional<Namespace> doomed = NamespaceTree.of(view).withId(id).filter(Namespace::tainted);
        if (doomed.isEmpty()) {
            return Change.resultingIn(false);
        }
        Change<Boolean> shrinking = Change.resultingIn(true);
        int left = MOST_ENTRIES;
        for (NamespaceContent content : contents) {
            left -= left > 0 ? content.end(view.snapshot(), id, view.time(), left, shrinking) : 0;
        }
        if (left <= 0) {
            return shrinking;
        }
        return shrinking
                .with(false)
                .delete(NamespaceTree.KIND, id)
                .delete(NamespaceLocks.KIND, id)
                .put(DeadNamespaces.KIND, id, DeadNamespaces.encode(new DeadNamespace(id, view.time(), false)));
    }
}
