package io.portcullis.apilock;

import io.portcullis.control.Change;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceLock;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespaceTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Locking and unlocking namespaces: pure functions of a view of the control plane, for {@code ControlWriter.commit}. Spec of namespaces, 2.2 and 2.3. */
final class ApiLockCommands {

    private ApiLockCommands() {}

    /**
     * What somebody wants locked.
     *
     * @param path of the namespace, from the first one down
     * @param reason for people
     * @param ttl after which the lock lifts itself; zero: never
     * @param by who wants it
     */
    record Wanted(String path, String reason, Duration ttl, NamespaceLock.Actor by) {}

    /**
     * A namespace that is locked now.
     *
     * @param key unlocks it
     */
    record Locked(NamespaceLock lock, String key) {}

    /**
     * Locks a namespace.
     *
     * @throws Fault 400 when there is no such namespace, it is the first, or something closes it already
     */
    static Change<Locked> lock(View view, Wanted wanted) {
        Namespace target = target(view, wanted.path());
        NamespaceLocks.of(view).topmost(target.path(), view.time()).ifPresent(lock -> {
            throw Fault.badRequest("cannot lock namespace " + GoText.quote(target.path()) + ": "
                    + (lock.path().equals(target.path())
                            ? "is already locked"
                            : "ancestor namespace " + GoText.quote(lock.path()) + " is already locked"));
        });
        String key = UnlockKey.random();
        NamespaceLock lock = new NamespaceLock(
                UUID.randomUUID().toString(),
                target.path(),
                UnlockKey.hash(view.snapshot().seal(), target.id(), key),
                view.time(),
                until(view, wanted),
                wanted.reason(),
                wanted.by());
        return put(target, new Locked(lock, key));
    }

    private static @Nullable Instant until(View view, Wanted wanted) {
        return wanted.ttl().isZero() ? null : view.time().plus(wanted.ttl());
    }

    private static Change<Locked> put(Namespace target, Locked locked) {
        return Change.resultingIn(locked).put(NamespaceLocks.KIND, target.id(), NamespaceLocks.encode(locked.lock()));
    }

    /** The lock that a namespace had, and that has run out. */
    static Optional<NamespaceLock> runOut(View view, String path) {
        return NamespaceTree.of(view)
                .at(path)
                .flatMap(namespace -> NamespaceLocks.of(view).withId(namespace.id()))
                .filter(lock -> !lock.holds(view.time()));
    }

    /**
     * Takes over the lock of a namespace, with another key, end and reason: ours.
     *
     * @throws Fault 400 when there is no such namespace, it is the first, it is not locked, or one above it is
     */
    static Change<Locked> rekey(View view, Wanted wanted) {
        Namespace target = target(view, wanted.path());
        NamespaceLock before = ownLock(view, target);
        checkAncestors(view, target, "rekey");
        String key = UnlockKey.random();
        String hash = UnlockKey.hash(view.snapshot().seal(), target.id(), key);
        return put(target, new Locked(before.takenOver(hash, until(view, wanted), wanted.reason(), wanted.by()), key));
    }

    /**
     * What came of an attempt to unlock.
     *
     * @param namespaceId of the namespace
     * @param lock the one that it has, or had
     * @param right whether it is lifted; else the key was wrong
     */
    record Unlocking(String namespaceId, NamespaceLock lock, boolean right) {}

    /**
     * Unlocks a namespace.
     *
     * @param key what is to unlock it; empty for who needs none
     * @throws Fault 400 when there is no such namespace, it is the first, it is not locked, or one above it is
     */
    static Change<Unlocking> unlock(View view, String path, Optional<String> key) {
        Namespace target = target(view, path);
        NamespaceLock lock = ownLock(view, target);
        checkAncestors(view, target, "unlock");
        boolean right = key.map(given -> UnlockKey.matches(view.snapshot().seal(), target.id(), given, lock.keyHash()))
                .orElse(true);
        Change<Unlocking> change = Change.resultingIn(new Unlocking(target.id(), lock, right));
        return right ? change.delete(NamespaceLocks.KIND, target.id()) : change;
    }

    private static Namespace target(View view, String path) {
        Namespace target = NamespaceTree.of(view)
                .at(path)
                .orElseThrow(() -> Fault.badRequest("requested namespace does not exist"));
        if (target.isRoot()) {
            throw Fault.badRequest("root namespace cannot be locked/unlocked");
        }
        return target;
    }

    private static NamespaceLock ownLock(View view, Namespace target) {
        return NamespaceLocks.of(view)
                .withId(target.id())
                .filter(lock -> lock.holds(view.time()))
                .orElseThrow(() -> Fault.badRequest("namespace " + GoText.quote(target.path()) + " is not locked"));
    }

    private static void checkAncestors(View view, Namespace target, String what) {
        NamespaceLocks.of(view)
                .topmost(target.path(), view.time())
                .filter(top -> !top.path().equals(target.path()))
                .ifPresent(top -> {
                    throw Fault.badRequest("cannot " + what + " " + GoText.quote(target.path()) + " with namespace "
                            + GoText.quote(top.path()) + " being locked");
                });
    }
}
