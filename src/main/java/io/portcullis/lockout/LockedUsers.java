package io.portcullis.lockout;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.flow.Loop;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts are locked now, over all nodes: one look at an index for each bucket of the mounts that have counters, whatever the
 * number of accounts. The answer is given again for a hundred times as long as it took, so that asking costs a hundredth of a connection, and for
 * 5 s at most.
 *
 * <p>For one event loop.
 */
public final class LockedUsers {

    private static final int MOUNTS_AT_ONCE = 16;
    private static final int KEPT_TIMES = 100;
    private static final long MOST_KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ControlReader control;
    private final RedisGateway redis;
    private final LockoutRules rules;
    private final CountingMounts counting;
    private @Nullable Future<Long> last;
    private long keptUntilNanos;

    /** A count through the given gateway. */
    public LockedUsers(ControlReader control, LockoutRules rules, RedisGateway redis) {
        this.control = control;
        this.redis = redis;
        this.rules = rules;
        this.counting = new CountingMounts(redis);
    }

    /** The number; fails as Redis fails. */
    public Future<Long> count() {
        Future<Long> known = last;
        if (known == null || known.failed() || known.succeeded() && System.nanoTime() - keptUntilNanos > 0) {
            long begun = System.nanoTime();
            known = counted().onSuccess(number -> {
                long now = System.nanoTime();
                keptUntilNanos = now + Math.min(KEPT_TIMES * (now - begun), MOST_KEPT_NANOS);
            });
            last = known;
        }
        return known;
    }

    private Future<Long> counted() {
        return counting.all().compose(accessors -> control.now().compose(view -> sum(view, accessors)));
    }

    private Future<Long> sum(View view, NavigableSet<String> accessors) {
        List<LockoutMount> mounts = accessors.stream()
                .flatMap(accessor -> LockoutMount.find(view.snapshot(), rules, accessor).stream())
                .filter(mount -> mount.settings().isPresent())
                .toList();
        List<List<LockoutMount>> parts = new ArrayList<>();
        for (int i = 0; i < mounts.size(); i += MOUNTS_AT_ONCE) {
            parts.add(mounts.subList(i, Math.min(mounts.size(), i + MOUNTS_AT_ONCE)));
        }
        long[] sum = {0};
        return Loop.forEach(
                        parts,
                        part -> locked(view, part).map(number -> {
                            sum[0] += number;
                            return null;
                        }))
                .map(done -> sum[0]);
    }

    private Future<Long> locked(View view, List<LockoutMount> mounts) {
        String after = "(" + view.timeNow().toEpochMilli();
        List<Future<Long>> numbers = mounts.stream()
                .flatMap(mount -> IntStream.range(0, mount.buckets())
                        .mapToObj(bucket -> redis.keys().failing(mount.accessor(), bucket)))
                .map(failing -> redis.command("ZCOUNT", failing, after, "+inf").map(reply -> reply.number()))
                .toList();
        return Future.all(numbers)
                .map(all -> numbers.stream().mapToLong(Future::result).sum());
    }
}
