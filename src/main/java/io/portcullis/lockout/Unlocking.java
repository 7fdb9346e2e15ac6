package io.portcullis.lockout;

import io.portcullis.flow.Loop;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forgets failures, and with them locks: of one account, or of all of a mount. Whatever was counted is gone, below the threshold too.
 *
 * <p>For one event loop.
 */
final class Unlocking {

    private static final Script UNLOCK = Script.of(Unlocking.class, "unlock.lua", FailureStore.FAILURES);

    /** How many names one script takes: some hundred microseconds of Redis's time. */
    private static final int NAMES_AT_ONCE = 100;

    private final RedisGateway redis;
    private final CountedStore counted;
    private final LockEvents events;

    Unlocking(RedisGateway redis, CountedStore counted, LockEvents events) {
        this.redis = redis;
        this.events = events;
        this.counted = counted;
    }

    /**
     * Somebody whose failures are to be forgotten.
     *
     * @param name empty, where no account has it and only the hash is known
     * @param hash the keyed hash of the name
     */
    private record Failing(String name, String hash) {

        static Failing of(Seal seal, String name) {
            return new Failing(name, FailureStore.hash(seal, new Username(name)));
        }
    }

    /** Unlocks one name; whether an account with it was locked. */
    Future<Boolean> unlock(Seal seal, LockoutMount mount, Username name) {
        return unlock(mount, name.bucket(mount.buckets()), List.of(Failing.of(seal, name.text())))
                .map(unlocked -> unlocked > 0);
    }

    /**
     * Unlocks whoever is locked in a mount, one script after the other; how many accounts that were. Names that no account has are unlocked with them: if they alone
     * stayed locked they would tell by it what they are (invariant L4).
     */
    Future<Long> unlockAll(Seal seal, Judgement until, LockoutMount mount) {
        AtomicLong unlocked = new AtomicLong();
        List<Integer> buckets = IntStream.range(0, mount.buckets()).boxed().toList();
        return Loop.forEach(
                        buckets,
                        bucket ->
                                accounts(seal, mount, bucket, unlocked).compose(done -> phantoms(until, mount, bucket)))
                .map(done -> unlocked.get());
    }

    private Future<Void> accounts(Seal seal, LockoutMount mount, int bucket, AtomicLong unlocked) {
        AtomicReference<String> after = new AtomicReference<>("");
        return Loop.whileTrue(() -> counted.page(
                        mount, bucket, Objects.requireNonNullElse(after.get(), ""), NAMES_AT_ONCE)
                .compose(page -> {
                    page.forEach(account -> after.set(account.name()));
                    List<Failing> names = page.stream()
                            .map(account -> Failing.of(seal, account.name()))
                            .toList();
                    return unlock(mount, bucket, names).map(locked -> {
                        unlocked.addAndGet(locked);
                        return page.size() == NAMES_AT_ONCE;
                    });
                }));
    }

    /** Those that failed before: others may come as fast as they go. */
    private Future<Void> phantoms(Judgement until, LockoutMount mount, int bucket) {
        String phantoms = redis.keys().phantoms(mount.accessor(), bucket);
        return Loop.whileTrue(() -> redis.command(
                        "ZRANGEBYSCORE", phantoms, "-inf", until.millis(), "LIMIT", 0, NAMES_AT_ONCE)
                .compose(page -> {
                    List<Failing> names = page.list().stream()
                            .map(hash -> new Failing("", hash.text()))
                            .toList();
                    return unlock(mount, bucket, names).map(none -> names.size() == NAMES_AT_ONCE);
                }));
    }

    private Future<Long> unlock(LockoutMount mount, int bucket, List<Failing> names) {
        RedisKeys keys = redis.keys();
        String accessor = mount.accessor();
        Stream<String> indexes = Stream.of(
                keys.failing(accessor, bucket),
                keys.counted(accessor, bucket),
                keys.phantoms(accessor, bucket),
                keys.lockEvents(accessor, bucket));
        Stream<String> counters = names.stream().map(each -> keys.failures(accessor, bucket, each.hash()));
        return redis.eval(
                        UNLOCK,
                        Stream.concat(indexes, counters).toList(),
                        Stream.concat(
                                        settings(mount),
                                        names.stream().flatMap(each -> Stream.of(each.name(), each.hash())))
                                .toList())
                .map(Reply::number)
                .onSuccess(unlocked -> {
                    if (unlocked > 0) {
                        events.tell(accessor, bucket);
                    }
                });
    }

    private static Stream<Object> settings(LockoutMount mount) {
        return mount.settings()
                .map(on -> Stream.<Object>of(on.lockingCount(), on.duration().toMillis(), on.separates() ? 1 : 0))
                .orElse(Stream.of("", 0, 0));
    }
}
