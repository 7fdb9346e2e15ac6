package io.portcullis.apilock;

import io.portcullis.control.Change;
import io.portcullis.control.Claim;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.event.EventLog;
import io.portcullis.flow.Loop;
import io.portcullis.namespace.NamespaceLock;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells of namespace locks that have run out, and takes them away; from time to time also who asked for something in locked namespaces. That a lock has run
 * out binds without it.
 *
 * <p>A lock is told of before it is taken away: should the node die in between, another one tells it again, under the same id. For one event loop.
 */
public final class ApiLockSweep {

    /** How many locks one pass takes away: a commit holds up all others for as long as it takes. */
    private static final int MOST_LOCKS = 500;

    private final ControlReader control;
    private final ControlWriter writer;
    private final Claim claim;
    private final ApiLockEvents events;
    private final Knocks knocks;
    private final Duration knocksPause;
    private final EventLog log = new EventLog();
    private long knocksToldNanos = System.nanoTime();

    /**
     * A sweep on the given gateway.
     *
     * @param knocksPause how much time lies between two accounts of who knocked
     */
    public ApiLockSweep(
            ControlReader control,
            ControlWriter writer,
            RedisGateway redis,
            ApiLockMeter meter,
            Knocks knocks,
            Duration knocksPause) {
        this.knocksPause = knocksPause;
        this.control = control;
        this.writer = writer;
        this.claim = new Claim(redis, "namespace-locks");
        this.events = new ApiLockEvents(meter);
        this.knocks = knocks;
    }

    /** One pass. */
    public Future<Void> pass() {
        return tellKnocks()
                .compose(told -> control.now())
                .compose(view -> runOut(view).isEmpty() ? Future.succeededFuture() : claim.holding(this::sweep));
    }

    private Future<Void> tellKnocks() {
        if (System.nanoTime() - knocksToldNanos < knocksPause.toNanos()) {
            return Future.succeededFuture();
        }
        knocksToldNanos = System.nanoTime();
        return knocks.tell(log);
    }

    /** Whoever held the claim before may have done it: they are looked for anew. */
    private Future<Void> sweep() {
        return control.now().compose(view -> {
            Map<String, NamespaceLock> ended = runOut(view);
            return Loop.forEach(ended.values(), events::expired)
                    .compose(told -> writer.commit(now -> removal(now, ended)));
        });
    }

    private static Map<String, NamespaceLock> runOut(View view) {
        NamespaceLocks locks = NamespaceLocks.of(view);
        Map<String, NamespaceLock> idToLock = new HashMap<>();
        locks.runOut(view.time()).stream()
                .limit(MOST_LOCKS)
                .forEach(id -> locks.withId(id).ifPresent(lock -> idToLock.put(id, lock)));
        return idToLock;
    }

    /** One that was locked again meanwhile stays. */
    private static Change<Void> removal(View view, Map<String, NamespaceLock> ended) {
        Change<Void> change = Change.withoutResult();
        ended.forEach((id, lock) -> NamespaceLocks.of(view)
                .withId(id)
                .filter(now -> now.id().equals(lock.id()))
                .ifPresent(same -> change.delete(NamespaceLocks.KIND, id)));
        return change;
    }
}
