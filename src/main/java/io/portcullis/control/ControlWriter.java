package io.portcullis.control;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Place;
import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Changes the control plane: decides on a snapshot in plain Java, then commits if the epoch is still that one, else decides
 * again.
 *
 * <p>One commit of a process is in flight at a time; the others queue behind it. A commit whose answer was lost is sent again as
 * it was, within one deadline: its nonce in the log tells whether it had taken effect (invariant D1).
 *
 * <p>Not thread-safe: use it from the context of its gateway, which should be its own: what waits for replicas blocks it.
 */
public final class ControlWriter {

    /** A script that were given more would fail half-way (Lua cannot unpack them), and leave what does not sum up. */
    private static final int MOST_OPERATIONS = 3_000;

    private static final String LOCK = "io.portcullis.control.commit";
    private static final int DECISIONS = 100;
    private static final long RESEND_MILLIS = 20;

    private final Vertx vertx;
    private final ControlPlane plane;
    private final ControlReader reader;
    private final ControlStore store;
    private final Duration deadline;

    /** A writer on the given gateway. */
    public ControlWriter(Vertx vertx, ControlPlane plane, RedisGateway redis) {
        this.vertx = vertx;
        this.plane = plane;
        this.reader = new ControlReader(plane, redis);
        this.store = new ControlStore(redis, plane.kinds(), plane.logLength());
        this.deadline = redis.deadline();
    }

    /**
     * Commits what the decision makes of the state now. When the future succeeds, every request that starts afterwards, on any
     * node, sees the change.
     *
     * @param decision a pure function of the view; it may run several times, and throws a {@link Fault} to refuse
     * @return the result of the change; fails with the decision's fault, or 503
     */
    public <R> Future<R> commit(Function<View, Change<R>> decision) {
        return vertx.sharedData()
                .getLocalLockWithTimeout(LOCK, deadline.toMillis() / 2)
                .recover(late -> Future.failedFuture(Fault.unavailable(late)))
                .compose(lock -> decide(decision, DECISIONS).eventually(() -> {
                    lock.release();
                    return Future.succeededFuture();
                }));
    }

    /**
     * As {@link #commit(Function)}, where a view of now is at hand: what comes to nothing by that, or is refused, does not wait for what others commit, and
     * holds nobody up.
     */
    public <R> Future<R> commit(View now, Function<View, Change<R>> decision) {
        Change<R> change = decision.apply(now);
        return change.operations().isEmpty() ? Future.succeededFuture(change.result()) : commit(decision);
    }

    private <R> Future<R> decide(Function<View, Change<R>> decision, int decisions) {
        return reader.now().compose(view -> {
            Change<R> change = decision.apply(view);
            if (change.operations().isEmpty()) {
                return Future.succeededFuture(change.result());
            }
            return commit(view.snapshot(), change).compose(committed -> {
                if (committed) {
                    return Future.succeededFuture(change.result());
                }
                return decisions > 1
                        ? decide(decision, decisions - 1)
                        : Future.failedFuture(Fault.unavailable("too many others change the control plane"));
            });
        });
    }

    private Future<Boolean> commit(Snapshot before, Change<?> change) {
        if (change.operations().size() > MOST_OPERATIONS) {
            throw new IllegalStateException("a change of " + change.operations().size() + " operations");
        }
        List<StoredEntry> entries = change.operations().stream()
                .map(operation -> seal(before.seal(), operation))
                .toList();
        Snapshot after = before.with(new Epoch(before.epoch().number() + 1, ""), sealAfter(before, change), entries);
        Snapshot sealedAfter = after.sealedAs(after.expectedEpoch());
        return send(Optional.of(before.epoch()), sealedAfter.epoch(), entries, nonce(), System.nanoTime())
                .map(committed -> {
                    if (committed) {
                        plane.built(sealedAfter);
                        plane.counts().commits().increment();
                    } else {
                        plane.counts().refusals().increment();
                    }
                    return committed;
                })
                .onFailure(unanswered -> plane.counts().unknown().increment());
    }

    /** Not that of this process: nobody may seal with a new version of the record key before it is committed. */
    private Seal sealAfter(Snapshot before, Change<?> change) {
        return change.operations().stream()
                .filter(operation -> operation.kind() == Keyring.KIND)
                .flatMap(operation -> operation.plain().stream())
                .findFirst()
                .map(this::unseal)
                .orElse(before.seal());
    }

    private Seal unseal(byte[] wrapped) {
        if (plane.sealKeys().unseal(wrapped) instanceof SealKeys.Open open) {
            return open.seal();
        }
        throw new IllegalStateException("a keyring of our own does not open");
    }

    private static StoredEntry seal(Seal seal, Change.Operation operation) {
        Kind<?> kind = operation.kind();
        if (kind == Keyring.KIND) {
            return new StoredEntry(kind, operation.key(), operation.plain());
        }
        Place place = Place.of(kind.record(), operation.key());
        return new StoredEntry(kind, operation.key(), operation.plain().map(plain -> seal.seal(place, plain)));
    }

    /** Sends it until the outcome is known, for as long as one command may take. */
    private Future<Boolean> send(
            Optional<Epoch> expected, Epoch next, List<StoredEntry> entries, String nonce, long firstNanos) {
        return store.commit(expected, next, nonce, entries)
                .recover(unknown -> System.nanoTime() - firstNanos < deadline.toNanos()
                        ? vertx.timer(RESEND_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(paused -> send(expected, next, entries, nonce, firstNanos))
                        : Future.failedFuture(unknown));
    }

    /**
     * Initialises an empty store: a keyring, and what the first change puts beside it. There must be a seal key.
     *
     * @param prepare gets the state without entries, writes what must be there before anybody sees the store initialised, and gives
     *     the first change
     * @return whether this call did it; false when the store was initialised already
     */
    public Future<Boolean> initialise(Function<Snapshot, Future<Change<Void>>> prepare) {
        byte[] keyring = plane.sealKeys().newKeyring();
        Seal seal = unseal(keyring);
        return prepare.apply(Snapshot.empty(seal)).compose(first -> {
            List<StoredEntry> entries = Stream.concat(
                            Stream.of(new StoredEntry(Keyring.KIND, Keyring.KEY, Optional.of(keyring))),
                            first.operations().stream().map(operation -> seal(seal, operation)))
                    .toList();
            Snapshot after = Snapshot.empty(seal).with(new Epoch(1, ""), seal, entries);
            return send(Optional.empty(), after.expectedEpoch(), entries, nonce(), System.nanoTime());
        });
    }

    /**
     * Adds a version of the record key, by which all records are sealed from then on; the old ones go on opening (threats R7).
     *
     * @param beside what changes with it; it may run several times
     */
    public <R> Future<R> rotate(Function<View, Change<R>> beside) {
        return commit(view -> beside.apply(view)
                .putKeyring(plane.sealKeys().rotated(view.snapshot().wrappedKeyring())));
    }

    /**
     * Wraps the keyring by the seal key of now, where it is still wrapped by another that this node has: once for all nodes.
     *
     * @return whether there was anything to do
     */
    public Future<Boolean> rewrap() {
        return commit(view -> {
            byte[] wrapped = view.snapshot().wrappedKeyring();
            boolean current = plane.sealKeys().unseal(wrapped) instanceof SealKeys.Open open && open.current();
            return current
                    ? Change.resultingIn(false)
                    : Change.resultingIn(true).putKeyring(plane.sealKeys().rewrapped(wrapped));
        });
    }

    private static String nonce() {
        return UUID.randomUUID().toString();
    }
}
