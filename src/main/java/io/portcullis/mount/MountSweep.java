package io.portcullis.mount;

import io.portcullis.control.Change;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.RemainsSweep;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.mount.DeadMounts.DeadMount;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes away the accounts that disabled mounts left in Redis. */
public final class MountSweep implements RemainsSweep.Remains<DeadMount> {

    private final RedisGateway redis;
    private final RemainsSweep<DeadMount> passes;

    /** A sweep on the given gateway. */
    public MountSweep(ControlReader control, ControlWriter writer, RedisGateway redis) {
        this.redis = redis;
        this.passes = new RemainsSweep<>("mount-sweep", control, writer, redis, this);
    }

    /** One pass over all dead mounts that are not swept. */
    public Future<Void> pass() {
        return passes.pass();
    }

    @Override
    public List<DeadMount> unswept(Snapshot snapshot) {
        return snapshot.part(DeadMounts.KIND).unswept();
    }

    @Override
    public String name(DeadMount dead) {
        return dead.accessor();
    }

    @Override
    public Instant diedAt(DeadMount dead) {
        return dead.disabledAt();
    }

    @Override
    public Future<Boolean> sweep(View view, DeadMount dead) {
        List<Future<Long>> buckets = IntStream.range(0, dead.buckets())
                .mapToObj(bucket -> unlink(dead.accessor(), bucket))
                .toList();
        return Future.all(buckets).map(done -> buckets.stream().allMatch(removed -> removed.result() == 0));
    }

    /** One slot at a time; unlinking frees a large hash in the background. */
    private Future<Long> unlink(String accessor, int bucket) {
        RedisKeys keys = redis.keys();
        Object[] ofBucket = Stream.of(
                        keys.users(accessor, bucket), keys.names(accessor, bucket), keys.costs(accessor, bucket))
                .toArray();
        return redis.command("UNLINK", ofBucket).map(reply -> reply.number());
    }

    @Override
    public void mark(View view, DeadMount dead, Change<?> change) {
        if (view.snapshot().part(DeadMounts.KIND).contains(dead.accessor())) {
            change.put(DeadMounts.KIND, dead.accessor(), DeadMounts.encode(dead.asSwept()));
        }
    }
}
