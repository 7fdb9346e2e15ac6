package io.portcullis.lockout;

import io.portcullis.flow.Loop;
import io.portcullis.lockout.LockoutSweep.Budget;
import io.portcullis.lockout.LockoutSweep.Found;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Looks after the failure counters of one bucket at a time, page by page: no script has more than some dozen accounts to look at. */
final class BucketSweep {

    private static final Script TEND = Script.of(BucketSweep.class, "tend.lua", FailureStore.FAILURES);
    private static final Script EXPIRE = Script.of(BucketSweep.class, "expire.lua", FailureStore.FAILURES);
    private static final Script PROLONG = Script.of(BucketSweep.class, "prolong.lua", FailureStore.FAILURES);

    private static final int PAGE = 500;
    private static final int EVENTS = 200;
    private static final int BATCH = 50;
    private static final int LOOK = 5;

    /** Who caused an event tells it at once; so much later nobody does. */
    private static final Duration LEFT = Duration.ofSeconds(10);

    private final RedisGateway redis;
    private final LockEvents events;

    BucketSweep(RedisGateway redis, LockEvents events) {
        this.redis = redis;
        this.events = events;
    }

    private record Page(List<String> due, List<LockEvent> left, long phantoms, boolean isEmpty) {}

    /** Sees to what is due in a bucket, and goes on with looking at everything, as far as the budget goes; what there was at last. */
    Future<Found> look(Seal seal, LockoutMount mount, int bucket, MountWatch watch, Budget budget) {
        Found[] found = {Found.NOTHING};
        return Loop.whileTrue(() -> tend(mount, bucket).compose(page -> {
                    found[0] = new Found(page.phantoms(), page.isEmpty());
                    budget.spend(LOOK + page.due().size() + page.left().size());
                    boolean more = page.due().size() == PAGE || page.left().size() == EVENTS;
                    return judge(seal, mount, bucket, page.due())
                            .compose(judged -> events.told(mount, bucket, page.left()))
                            .map(told -> more && !budget.isSpent());
                }))
                .compose(done -> all(seal, mount, bucket, watch, budget))
                .map(done -> found[0]);
    }

    private Future<Page> tend(LockoutMount mount, int bucket) {
        LockoutSettings settings = mount.settings().orElse(LockoutSettings.DEFAULT);
        RedisKeys keys = redis.keys();
        return redis.eval(
                        TEND,
                        List.of(
                                keys.failing(mount.accessor(), bucket),
                                keys.counted(mount.accessor(), bucket),
                                keys.lockEvents(mount.accessor(), bucket),
                                keys.phantoms(mount.accessor(), bucket)),
                        List.of(
                                PAGE,
                                EVENTS,
                                LEFT.toMillis(),
                                settings.duration().toMillis(),
                                settings.counterReset().toMillis()))
                .map(reply -> new Page(
                        reply.get(0).list().stream().map(Reply::text).toList(),
                        LockEvents.events(reply.get(1)),
                        reply.get(2).number(),
                        reply.get(3).number() == 1));
    }

    /** A script for each few of the accounts; those of one page leave together. */
    private Future<Void> judge(Seal seal, LockoutMount mount, int bucket, List<String> names) {
        return Future.join(batches(names).stream()
                        .map(batch -> judgeBatch(seal, mount, bucket, batch))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> judgeBatch(Seal seal, LockoutMount mount, int bucket, List<String> names) {
        RedisKeys keys = redis.keys();
        List<String> touched = new ArrayList<>(List.of(
                keys.failing(mount.accessor(), bucket),
                keys.counted(mount.accessor(), bucket),
                keys.lockEvents(mount.accessor(), bucket)));
        names.forEach(name ->
                touched.add(keys.failures(mount.accessor(), bucket, FailureStore.hash(seal, new Username(name)))));
        List<Object> arguments = new ArrayList<>(4 + names.size());
        arguments.add(
                mount.settings().<Object>map(LockoutSettings::lockingCount).orElse(""));
        arguments.add(duration(mount));
        arguments.add(counterReset(mount));
        arguments.add(mount.settings().filter(LockoutSettings::separates).isPresent() ? 1 : 0);
        arguments.addAll(names);
        return redis.eval(EXPIRE, touched, arguments)
                .compose(told -> events.told(mount, bucket, LockEvents.events(told)));
    }

    private static long duration(LockoutMount mount) {
        return mount.settings().map(settings -> settings.duration().toMillis()).orElse(0L);
    }

    private static long counterReset(LockoutMount mount) {
        return mount.settings()
                .map(settings -> settings.counterReset().toMillis())
                .orElse(0L);
    }

    private Future<Void> all(Seal seal, LockoutMount mount, int bucket, MountWatch watch, Budget budget) {
        return Loop.whileTrue(() -> accounts(seal, mount, bucket, watch, budget))
                .compose(done -> Loop.whileTrue(() -> phantoms(mount, bucket, watch, budget)));
    }

    private Future<Boolean> accounts(Seal seal, LockoutMount mount, int bucket, MountWatch watch, Budget budget) {
        String failing = redis.keys().failing(mount.accessor(), bucket);
        return watch.accountCursor(bucket)
                .filter(cursor -> !budget.isSpent())
                .map(cursor -> redis.command("ZSCAN", failing, cursor, "COUNT", PAGE)
                        .compose(page -> {
                            List<String> names = members(page);
                            budget.spend(1 + names.size());
                            return judge(seal, mount, bucket, names).map(judged -> {
                                watch.accountsFrom(bucket, page.get(0).text());
                                return true;
                            });
                        }))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    private Future<Boolean> phantoms(LockoutMount mount, int bucket, MountWatch watch, Budget budget) {
        String phantoms = redis.keys().phantoms(mount.accessor(), bucket);
        return watch.phantomCursor(bucket)
                .filter(cursor -> !budget.isSpent())
                .map(cursor -> redis.command("ZSCAN", phantoms, cursor, "COUNT", PAGE)
                        .compose(page -> {
                            List<String> hashes = members(page);
                            budget.spend(1 + hashes.size());
                            return prolong(mount, bucket, hashes).map(done -> {
                                watch.phantomsFrom(bucket, page.get(0).text());
                                return true;
                            });
                        }))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    private Future<Void> prolong(LockoutMount mount, int bucket, List<String> hashes) {
        return Future.join(batches(hashes).stream()
                        .map(batch -> redis.eval(
                                PROLONG,
                                batch.stream()
                                        .map(hash -> redis.keys().failures(mount.accessor(), bucket, hash))
                                        .toList(),
                                List.of(duration(mount), counterReset(mount))))
                        .toList())
                .mapEmpty();
    }

    /** Without the scores. */
    private static List<String> members(Reply scanned) {
        Reply flat = scanned.get(1);
        return IntStream.range(0, flat.size() / 2)
                .mapToObj(i -> flat.get(2 * i).text())
                .toList();
    }

    private static List<List<String>> batches(List<String> names) {
        return IntStream.range(0, (names.size() + BATCH - 1) / BATCH)
                .mapToObj(i -> names.subList(i * BATCH, Math.min(names.size(), (i + 1) * BATCH)))
                .toList();
    }
}
