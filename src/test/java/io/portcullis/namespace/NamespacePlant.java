package io.portcullis.namespace;

import io.portcullis.control.Change;
import io.portcullis.control.View;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Puts namespaces into states that nobody can make by a request. */
public final class NamespacePlant {

    private NamespacePlant() {}

    /** Begins to delete a namespace below the first one. */
    public static Change<Void> taint(View view, String name) {
        Namespace doomed = NamespaceCommands.find(view, Namespace.ROOT, name).orElseThrow();
        return Change.withoutResult().put(NamespaceTree.KIND, doomed.id(), NamespaceTree.encode(doomed.asTainted()));
    }

    /** Creates one below the first one, with what all begin with, under an id of the caller's choice. */
    public static void create(View view, String id, String name, List<NamespaceContent> contents, Change<?> change) {
        Namespace made = new Namespace(id, UUID.randomUUID().toString(), name + "/", false, Map.of());
        change.put(NamespaceTree.KIND, id, NamespaceTree.encode(made));
        contents.forEach(content -> content.begin(view.snapshot(), id, view.time(), change));
    }

    /** The id of a namespace below the first one. */
    public static String idOf(View view, String name) {
        return NamespaceCommands.find(view, Namespace.ROOT, name).orElseThrow().id();
    }
}
