package io.portcullis.control;

import io.portcullis.flow.Loop;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes away what dead things left in Redis. Any node may do it, and go on where another stopped: what is to be done stands in the control
 * plane, and what is done twice does no harm, since the names of the dead never return. A claim only saves work.
 *
 * <p>A request that was admitted before the end may still write something, so a dead thing counts as swept only when {@link #GRACE} after its
 * end nothing was left. Between that and a pass that found nothing it is not asked about again.
 *
 * <p>For one event loop.
 *
 * @param <T> what died
 */
public final class RemainsSweep<T> {

    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final int MOST_MARKS = 500;

    /**
     * What is swept.
     *
     * @param <T> what died
     */
    public interface Remains<T> {

        /** Those whose remains may still be there. */
        List<T> unswept(Snapshot snapshot);

        /** Its name, never used again. */
        String name(T dead);

        /** When it died, by the clock of Redis. */
        Instant diedAt(T dead);

        /** Takes away what is left of it; whether there was nothing. */
        Future<Boolean> sweep(View view, T dead);

        /** Adds to a change that it is swept for good; nothing, where it is not among the dead of the view. */
        void mark(View view, T dead, Change<?> change);
    }

    private final Claim claim;
    private final ControlReader control;
    private final ControlWriter writer;
    private final Remains<T> remains;
    private final Set<String> foundEmpty = new HashSet<>();

    /** @param job what the claim is called */
    public RemainsSweep(
            String job, ControlReader control, ControlWriter writer, RedisGateway redis, Remains<T> remains) {
        this.claim = new Claim(redis, job);
        this.control = control;
        this.writer = writer;
        this.remains = remains;
    }

    /** One pass over all that is to be asked about; nothing if another node is at it. A failure of one stops none of the others, and is told. */
    public Future<Void> pass() {
        return control.now().compose(view -> {
            List<T> due = remains.unswept(view.snapshot()).stream()
                    .filter(dead -> isLate(view, dead) || !foundEmpty.contains(remains.name(dead)))
                    .toList();
            return due.isEmpty() ? Future.succeededFuture() : claim.holding(() -> sweepAll(view, due));
        });
    }

    private boolean isLate(View view, T dead) {
        return view.time().isAfter(remains.diedAt(dead).plus(GRACE));
    }

    private Future<Void> sweepAll(View view, List<T> due) {
        List<T> swept = new ArrayList<>();
        return Loop.forEach(
                        due,
                        dead -> remains.sweep(view, dead).map(nothingLeft -> {
                            if (nothingLeft && isLate(view, dead)) {
                                swept.add(dead);
                            } else if (nothingLeft) {
                                foundEmpty.add(remains.name(dead));
                            }
                            return null;
                        }))
                .eventually(() -> mark(swept));
    }

    private Future<Void> mark(List<T> swept) {
        List<List<T>> batches = new ArrayList<>();
        for (int i = 0; i < swept.size(); i += MOST_MARKS) {
            batches.add(swept.subList(i, Math.min(swept.size(), i + MOST_MARKS)));
        }
        return Loop.forEach(
                batches,
                batch -> writer.commit(view -> {
                            Change<Void> change = Change.withoutResult();
                            batch.forEach(dead -> remains.mark(view, dead, change));
                            return change;
                        })
                        .onSuccess(done -> batch.forEach(dead -> foundEmpty.remove(remains.name(dead)))));
    }
}
