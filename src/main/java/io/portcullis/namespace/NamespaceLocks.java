package io.portcullis.namespace;

import io.portcullis.control.Kind;
import io.portcullis.control.View;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/** Which namespaces are locked: a part of the control plane's snapshot. A lock that has run out is here until it is swept, and counts for nothing. */
public final class NamespaceLocks {

    /** The kind of entry that locks are; its keys are the ids of the namespaces. */
    public static final Kind<NamespaceLocks> KIND = new LockKind();

    private static final RecordJson<NamespaceLock> JSON = new RecordJson<>(NamespaceLock.class);

    private final HashPMap<String, NamespaceLock> idToLock;
    private final TreePMap<String, NamespaceLock> pathToLock;

    private NamespaceLocks(HashPMap<String, NamespaceLock> idToLock, TreePMap<String, NamespaceLock> pathToLock) {
        this.idToLock = idToLock;
        this.pathToLock = pathToLock;
    }

    /** The locks by a view. */
    public static NamespaceLocks of(View view) {
        return view.snapshot().part(KIND);
    }

    /** The lock that a namespace has itself, run out or not. */
    public Optional<NamespaceLock> withId(String namespaceId) {
        return Optional.ofNullable(idToLock.get(namespaceId));
    }

    /** Whether a namespace has a lock of its own. */
    public boolean isLocked(Namespace namespace, Instant now) {
        return withId(namespace.id()).filter(lock -> lock.holds(now)).isPresent();
    }

    /** The lock that closes a namespace: of all that do, the one that is highest up. */
    public Optional<NamespaceLock> topmost(String path, Instant now) {
        if (pathToLock.isEmpty()) {
            return Optional.empty();
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            NamespaceLock lock = pathToLock.get(path.substring(0, slash + 1));
            if (lock != null && lock.holds(now)) {
                return Optional.of(lock);
            }
        }
        return Optional.empty();
    }

    /** The lock that closes the namespace of an id, by a view. */
    public static Optional<NamespaceLock> closing(View view, String namespaceId) {
        NamespaceLocks locks = of(view);
        return locks.pathToLock.isEmpty()
                ? Optional.empty()
                : NamespaceTree.of(view)
                        .withId(namespaceId)
                        .flatMap(namespace -> locks.topmost(namespace.path(), view.time()));
    }

    /**
     * Checks that nothing closes a namespace.
     *
     * @throws io.portcullis.fault.Fault 503 when something does
     */
    public static void checkUnlocked(View view, String namespaceId) {
        closing(view, namespaceId).ifPresent(lock -> {
            throw lock.refusal();
        });
    }

    /** The locks at and below a path, of paths behind another one, by path. */
    public Stream<NamespaceLock> below(String path, String after) {
        boolean later = PerNamespace.ORDER.compare(after, path) >= 0;
        return pathToLock.tailMap(later ? after : path, !later).values().stream()
                .takeWhile(lock -> lock.path().startsWith(path));
    }

    /** How many there are. */
    public int size() {
        return idToLock.size();
    }

    /** The ids of the namespaces whose locks have run out. */
    public List<String> runOut(Instant now) {
        return idToLock.entrySet().stream()
                .filter(entry -> !entry.getValue().holds(now))
                .map(entry -> entry.getKey())
                .toList();
    }

    /** A lock as the bytes of its entry. */
    public static byte[] encode(NamespaceLock lock) {
        return JSON.encode(lock);
    }

    private static final class LockKind implements Kind<NamespaceLocks> {

        @Override
        public String name() {
            return "namespace-locks";
        }

        @Override
        public RecordKind record() {
            return RecordKind.NAMESPACE_LOCK;
        }

        @Override
        public NamespaceLocks empty() {
            return new NamespaceLocks(HashTreePMap.empty(), TreePMap.empty(PerNamespace.ORDER));
        }

        @Override
        public NamespaceLocks put(NamespaceLocks part, String key, byte[] plain) {
            NamespaceLock lock = JSON.decode(plain);
            return new NamespaceLocks(part.idToLock.plus(key, lock), part.pathToLock.plus(lock.path(), lock));
        }

        @Override
        public NamespaceLocks remove(NamespaceLocks part, String key) {
            NamespaceLock old = part.idToLock.get(key);
            return old == null ? part : new NamespaceLocks(part.idToLock.minus(key), part.pathToLock.minus(old.path()));
        }
    }
}
