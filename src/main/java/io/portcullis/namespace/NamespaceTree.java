package io.portcullis.namespace;

import io.portcullis.control.Kind;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** All namespaces: a part of the control plane's snapshot. */
public final class NamespaceTree {

    /** The kind of entry that namespaces are; its keys are their ids. */
    public static final Kind<NamespaceTree> KIND = new NamespaceKind();

    private static final RecordJson<Namespace> JSON = new RecordJson<>(Namespace.class);

    private final HashPMap<String, Namespace> idToNamespace;
    private final HashPMap<String, Namespace> pathToNamespace;
    private final PerNamespace<Namespace> children;

    private NamespaceTree(
            HashPMap<String, Namespace> idToNamespace,
            HashPMap<String, Namespace> pathToNamespace,
            PerNamespace<Namespace> children) {
        this.idToNamespace = idToNamespace;
        this.pathToNamespace = pathToNamespace;
        this.children = children;
    }

    /** The namespaces by a view. */
    public static NamespaceTree of(View view) {
        return view.snapshot().part(KIND);
    }

    /** The namespace of an id. */
    public Optional<Namespace> withId(String id) {
        return id.equals(Namespace.ROOT_ID) ? Optional.of(Namespace.ROOT) : Optional.ofNullable(idToNamespace.get(id));
    }

    /** Whether a namespace is there, and not being deleted. */
    public boolean isOpen(String id) {
        return withId(id).filter(namespace -> !namespace.tainted()).isPresent();
    }

    /** The namespace at a path, which is empty or ends in a slash. */
    public Optional<Namespace> at(String path) {
        return path.isEmpty() ? Optional.of(Namespace.ROOT) : Optional.ofNullable(pathToNamespace.get(path));
    }

    /** The lowest namespace, from the given one on, that a path leads into; the rest of the path begins at {@link Located#start}. */
    public Located locate(Namespace from, String path) {
        Namespace found = from;
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Optional<Namespace> next = children.find(found.path(), path.substring(start, slash + 1));
            if (next.isEmpty()) {
                break;
            }
            found = next.get();
            start = slash + 1;
        }
        return new Located(found, start);
    }

    /**
     * Where a path leads.
     *
     * @param namespace the lowest namespace on the way
     * @param start where in the path the rest begins, which is a path in it
     */
    public record Located(Namespace namespace, int start) {}

    /** The namespaces right below one, sorted. */
    Collection<Namespace> below(Namespace parent) {
        return children.of(parent.path());
    }

    /** The namespaces below one, at any depth, each followed by those below it. */
    public Stream<Namespace> allBelow(Namespace parent) {
        return below(parent).stream().flatMap(child -> Stream.concat(Stream.of(child), allBelow(child)));
    }

    /** Those that are being deleted. */
    public List<Namespace> tainted() {
        return idToNamespace.values().stream().filter(Namespace::tainted).toList();
    }

    /**
     * Refuses (404) what is asked of a namespace that is being deleted or is gone.
     *
     * @param path of the request in the namespace
     */
    public void checkOpen(Namespace namespace, String path) {
        if (!isOpen(namespace.id())) {
            throw Fault.of(
                    404,
                    "no handler for route \"" + path + "\" on namespace \"" + namespace.path()
                            + "\". route entry or namespace is tainted.");
        }
    }

    /** A namespace as the bytes of its entry. */
    static byte[] encode(Namespace namespace) {
        return JSON.encode(namespace);
    }

    private static final class NamespaceKind implements Kind<NamespaceTree> {

        @Override
        public String name() {
            return "namespaces";
        }

        @Override
        public RecordKind record() {
            return RecordKind.NAMESPACE;
        }

        @Override
        public NamespaceTree empty() {
            return new NamespaceTree(HashTreePMap.empty(), HashTreePMap.empty(), PerNamespace.empty());
        }

        @Override
        public NamespaceTree put(NamespaceTree part, String key, byte[] plain) {
            Namespace namespace = JSON.decode(plain);
            return new NamespaceTree(
                    part.idToNamespace.plus(key, namespace),
                    part.pathToNamespace.plus(namespace.path(), namespace),
                    part.children.plus(namespace.parentPath(), namespace.name(), namespace));
        }

        @Override
        public NamespaceTree remove(NamespaceTree part, String key) {
            Namespace old = part.idToNamespace.get(key);
            return old == null
                    ? part
                    : new NamespaceTree(
                            part.idToNamespace.minus(key),
                            part.pathToNamespace.minus(old.path()),
                            part.children.minus(old.parentPath(), old.name()));
        }
    }
}
