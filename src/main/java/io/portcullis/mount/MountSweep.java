package io.portcullis.mount;

import io.portcullis.control.Change;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.flow.Loop;
import io.portcullis.mount.DeadMounts.DeadMount;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes away what disabled mounts left in Redis. Any node may do it, and go on where another stopped: what is to be done stands in
 * the control plane, and what is done twice does no harm, since accessors never return. A claim only saves work.
 *
 * <p>A request that was admitted before the mount was disabled may still write an account, so a dead mount counts as swept only
 * when {@link #GRACE} after its end nothing was left to take away.
 */
public final class MountSweep {

    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final String JOB = "mount-sweep";
    private static final long CLAIM_MILLIS = 30_000;

    private final ControlReader control;
    private final ControlWriter writer;
    private final RedisGateway redis;

    /** A sweep on the given gateway. */
    public MountSweep(ControlReader control, ControlWriter writer, RedisGateway redis) {
        this.control = control;
        this.writer = writer;
        this.redis = redis;
    }

    /** One pass over all dead mounts that are not swept; nothing if another node is at it. */
    public Future<Void> pass() {
        return control.now().compose(view -> {
            List<DeadMount> unswept = view.snapshot().part(DeadMounts.KIND).unswept();
            return unswept.isEmpty() ? Future.succeededFuture() : claimed(view, unswept);
        });
    }

    private Future<Void> claimed(View view, List<DeadMount> unswept) {
        return redis.command("SET", redis.keys().claim(JOB), "1", "NX", "PX", CLAIM_MILLIS)
                .compose(claim -> claim.isAbsent()
                        ? Future.succeededFuture()
                        : Loop.forEach(unswept, dead -> sweep(view, dead))
                                .eventually(() ->
                                        redis.command("UNLINK", redis.keys().claim(JOB))));
    }

    private Future<Void> sweep(View view, DeadMount dead) {
        List<Future<Long>> buckets = IntStream.range(0, dead.buckets())
                .mapToObj(bucket -> unlink(dead.accessor(), bucket))
                .toList();
        return Future.all(buckets).compose(done -> {
            boolean nothingLeft = buckets.stream().allMatch(removed -> removed.result() == 0);
            boolean late = view.time().isAfter(dead.disabledAt().plus(GRACE));
            return nothingLeft && late ? markSwept(dead) : Future.succeededFuture();
        });
    }

    /** One slot at a time; unlinking frees a large hash in the background. */
    private Future<Long> unlink(String accessor, int bucket) {
        RedisKeys keys = redis.keys();
        Object[] ofBucket = Stream.of(
                        keys.users(accessor, bucket), keys.names(accessor, bucket), keys.costs(accessor, bucket))
                .toArray();
        return redis.command("UNLINK", ofBucket).map(reply -> reply.number());
    }

    private Future<Void> markSwept(DeadMount dead) {
        DeadMount swept = dead.asSwept();
        return writer.commit(view -> view.snapshot().part(DeadMounts.KIND).contains(dead.accessor())
                ? Change.withoutResult().put(DeadMounts.KIND, swept.accessor(), DeadMounts.encode(swept))
                : Change.withoutResult());
    }
}
