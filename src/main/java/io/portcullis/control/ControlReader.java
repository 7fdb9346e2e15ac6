package io.portcullis.control;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Place;
import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control plane as one event loop reads it: "the snapshot, valid now" (invariant N2).
 *
 * <p>One look at the epoch is shared by all requests of a turn of the event loop that arrived before it was sent. Is the epoch
 * another than the last snapshot's, the changes are fetched; can the log not tell them, everything is loaded. What does not sum
 * up to its head is refused (503): somebody changed it who has no key.
 *
 * <p>Not thread-safe: use it from the context of its gateway.
 */
public final class ControlReader {

    private static final Logger LOG = LoggerFactory.getLogger(ControlReader.class);
    private static final int LOAD_ATTEMPTS = 3;
    private static final int LOOKS = 4;
    private static final long HANDOVER_MILLIS = 10;

    private final ControlPlane plane;
    private final RedisGateway redis;
    private final ControlStore store;
    private @Nullable Future<Snapshot> refreshing;

    /** A reader on the given gateway. */
    public ControlReader(ControlPlane plane, RedisGateway redis) {
        this.plane = plane;
        this.redis = redis;
        this.store = new ControlStore(redis, plane.kinds(), plane.logLength());
    }

    /**
     * The control plane and the time, as Redis has them after this call.
     *
     * @return fails with {@link Fault#unavailable} when Redis does not answer, or holds what cannot be trusted; with
     *     {@link Fault#sealed} when the store is not initialised, or no key opens it
     */
    public Future<View> now() {
        Optional<String> obstacle = plane.obstacle();
        return obstacle.isPresent()
                ? Future.failedFuture(Fault.unavailable(obstacle.get()))
                : redis.oncePerTurn(this, this::read);
    }

    private Future<View> read() {
        long asked = System.nanoTime();
        Future<Instant> time = redis.time(redis.keys().epoch());
        return store.epoch()
                .compose(epoch -> epoch.isPresent() ? snapshot(epoch.get()) : withoutEpoch())
                .compose(snapshot -> time.map(instant -> new View(snapshot, instant, asked)));
    }

    /**
     * What was found just before something is handed out.
     *
     * @param view the control plane
     * @param beside what else was asked with it
     */
    public record LastLook<T>(View view, T beside) {}

    /**
     * The last validation before a token is handed out or prolonged: the control plane, and something else, both asked after
     * this call. Is the answer older than {@value #HANDOVER_MILLIS} ms when it is there, it is asked for again, a few times; nothing
     * may wait between it and the answer to the client.
     */
    public <T> Future<LastLook<T>> lastLook(Supplier<Future<T>> beside) {
        return lastLook(beside, LOOKS);
    }

    private <T> Future<LastLook<T>> lastLook(Supplier<Future<T>> beside, int looks) {
        Future<View> view = now();
        Future<T> other = beside.get();
        return Future.join(view, other)
                .map(both -> new LastLook<>(view.result(), other.result()))
                .compose(look -> looks == 1 || isFresh(look.view())
                        ? Future.succeededFuture(look)
                        : lastLook(beside, looks - 1));
    }

    private static boolean isFresh(View view) {
        return System.nanoTime() - view.askedNanos() <= TimeUnit.MILLISECONDS.toNanos(HANDOVER_MILLIS);
    }

    /** Whether the store has been initialised; does not look at its content. */
    public Future<Boolean> initialised() {
        return store.epoch().map(Optional::isPresent);
    }

    /**
     * Opens a record. Was it sealed by a version of the record key that this process does not have yet, it catches up, once: the version
     * was committed before anybody sealed with it.
     *
     * @return fails with 503 as {@link Seal#open}
     */
    public Future<byte[]> open(Seal seal, Place place, byte[] sealed) {
        return seal.lacksKeyOf(sealed)
                ? refresh().map(caughtUp -> seal.open(place, sealed))
                : Future.succeededFuture(seal.open(place, sealed));
    }

    private <T> Future<T> withoutEpoch() {
        return store.keyring().compose(ring -> Future.failedFuture(plane.refused(standingWithoutEpoch(ring))));
    }

    private Standing standingWithoutEpoch(Optional<byte[]> ring) {
        if (ring.isPresent()) {
            return Standing.sealed("the store has a keyring, and its epoch is gone");
        }
        return plane.hasSeenStore() ? Standing.LOST : Standing.UNINITIALISED;
    }

    private Future<Snapshot> snapshot(Epoch epoch) {
        Snapshot last = plane.last();
        if (last == null || !last.epoch().equals(epoch)) {
            return refreshedFor(epoch);
        }
        plane.opened();
        return Future.succeededFuture(last);
    }

    /** A refresh that began before we saw this epoch may have missed it; one that begins now has not. */
    private Future<Snapshot> refreshedFor(Epoch epoch) {
        Future<Snapshot> running = refreshing;
        if (running == null) {
            return refresh();
        }
        return running.transform(
                done -> done.succeeded() && done.result().epoch().equals(epoch)
                        ? running
                        : refreshing == null ? refresh() : refreshing);
    }

    /** The state now, by catching up or by loading everything. */
    Future<Snapshot> refresh() {
        Snapshot last = plane.last();
        Future<Snapshot> running = (last == null ? load(LOAD_ATTEMPTS) : catchUp(last))
                .map(plane::built)
                .onComplete(done -> refreshing = null);
        if (!running.isComplete()) {
            refreshing = running;
        }
        return running;
    }

    private Future<Snapshot> catchUp(Snapshot last) {
        return store.changesSince(last.epoch()).compose(changes -> {
            Optional<Snapshot> next = changes.entries()
                    .map(entries -> last.with(changes.epoch(), sealAfter(entries, last.seal()), entries));
            if (next.filter(ControlReader::isWhole).isPresent()) {
                plane.counts().catchUps().increment();
                return Future.succeededFuture(next.get());
            }
            long ahead = changes.epoch().number() - last.epoch().number();
            if (!changes.known() && ahead < plane.logLength()) {
                LOG.error("Redis lost history: epoch {} follows {}; loading everything", changes.epoch(), last.epoch());
            }
            return load(LOAD_ATTEMPTS);
        });
    }

    /** Opens the keyring first: without a key for it there is nothing to load. */
    private Future<Snapshot> load(int attempts) {
        return store.keyring()
                .map(ring -> unseal(ring.orElseThrow(
                        () -> plane.refused(Standing.sealed("the store has an epoch, and its keyring is gone")))))
                .compose(seal -> load(seal, attempts));
    }

    /** Reads all pages, then the changes since the first of them, and checks that the sum is whole. */
    private Future<Snapshot> load(Seal seal, int attempts) {
        return store.pages()
                .compose(pages -> store.changesSince(pages.first())
                        .compose(changes -> build(seal, pages, changes).compose(loaded -> {
                            if (loaded.filter(ControlReader::isWhole).isPresent()) {
                                plane.counts().loads().increment();
                                return Future.succeededFuture(loaded.get());
                            }
                            if (attempts > 1) {
                                return load(attempts - 1);
                            }
                            plane.counts().mismatches().increment();
                            LOG.error(
                                    "the control plane in Redis does not sum up to its head {}: it was changed without the key",
                                    changes.epoch());
                            return Future.failedFuture(Fault.unavailable("the control plane cannot be trusted"));
                        })));
    }

    /** A large state takes long to open: a worker does it, so that the event loop never waits (invariant E1). */
    private Future<Optional<Snapshot>> build(Seal seal, ControlStore.Pages pages, ControlStore.Changes changes) {
        Callable<Optional<Snapshot>> building =
                () -> changes.entries().map(entries -> loaded(seal, pages, changes.epoch(), entries));
        return Vertx.currentContext().executeBlocking(building, false);
    }

    private Snapshot loaded(Seal first, ControlStore.Pages pages, Epoch epoch, List<StoredEntry> changes) {
        Seal paged = sealAfter(pages.entries(), first);
        Seal caughtUp = sealAfter(changes, paged);
        return Snapshot.empty(paged).with(epoch, caughtUp, pages.entries()).with(epoch, caughtUp, changes);
    }

    /** What the keyring gives after some entries have changed. */
    private Seal sealAfter(List<StoredEntry> changes, Seal before) {
        return changes.stream()
                .filter(entry -> entry.kind() == Keyring.KIND)
                .flatMap(entry -> entry.sealed().stream())
                .findFirst()
                .map(this::unseal)
                .orElse(before);
    }

    private Seal unseal(byte[] wrapped) {
        SealKeys.Unsealing outcome = plane.sealKeys().unseal(wrapped);
        if (outcome instanceof SealKeys.Open open) {
            return open.seal();
        }
        throw plane.refused(Standing.sealed(outcome.toString()));
    }

    private static boolean isWhole(Snapshot snapshot) {
        return snapshot.expectedEpoch().equals(snapshot.epoch());
    }
}
