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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes away what disabled mounts left in Redis: accounts, and the indexes of their failure counters, which expire by themselves. Where a
 * mount ended with its namespace, the indexes stay until no lock can be in force any more: they are what is told of its locked accounts.
 */
public final class MountSweep implements RemainsSweep.Remains<DeadMount> {

    /** How long after its end a request that was admitted before may still count a failure. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final RedisGateway redis;
    private final Function<DeadMount, Duration> lockOf;
    private final RemainsSweep<DeadMount> passes;

    /**
     * A sweep on the given gateway.
     *
     * @param lockOf how long a lock of an account of a mount holds
     */
    public MountSweep(
            ControlReader control, ControlWriter writer, RedisGateway redis, Function<DeadMount, Duration> lockOf) {
        this.redis = redis;
        this.lockOf = lockOf;
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
        boolean mayBeLocked = dead.withNamespace()
                && view.time().isBefore(dead.disabledAt().plus(LATE).plus(lockOf.apply(dead)));
        List<Future<Long>> buckets = IntStream.range(0, dead.buckets())
                .mapToObj(bucket -> sweep(dead.accessor(), bucket, mayBeLocked))
                .toList();
        return Future.all(buckets).map(done -> buckets.stream().allMatch(found -> found.result() == 0));
    }

    /** One slot at a time; how many keys were there. */
    private Future<Long> sweep(String accessor, int bucket, boolean mayBeLocked) {
        RedisKeys keys = redis.keys();
        Stream<String> accounts =
                Stream.of(keys.users(accessor, bucket), keys.names(accessor, bucket), keys.costs(accessor, bucket));
        String counted = keys.counted(accessor, bucket);
        Stream<String> counters = Stream.of(
                counted,
                keys.failing(accessor, bucket),
                keys.phantoms(accessor, bucket),
                keys.lockEvents(accessor, bucket));
        if (!mayBeLocked) {
            return unlink(Stream.concat(accounts, counters));
        }
        return unlink(accounts)
                .compose(removed -> redis.command("EXISTS", counted)
                        .compose(indexed -> indexed.number() > 0
                                ? Future.succeededFuture(removed + indexed.number())
                                : unlink(counters).map(rest -> removed + rest)));
    }

    /** Unlinking frees what is large in the background. */
    private Future<Long> unlink(Stream<String> keys) {
        return redis.command("UNLINK", keys.toArray()).map(reply -> reply.number());
    }

    @Override
    public void mark(View view, DeadMount dead, Change<?> change) {
        if (view.snapshot().part(DeadMounts.KIND).contains(dead.accessor())) {
            change.put(DeadMounts.KIND, dead.accessor(), DeadMounts.encode(dead.asSwept()));
        }
    }
}
