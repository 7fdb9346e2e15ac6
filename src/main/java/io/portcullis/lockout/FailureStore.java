package io.portcullis.lockout;

import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.List;

/**
 * Failure counters in Redis. An attempt is decided and counted in one script, by the clock of Redis: no two nodes can disagree about it, and
 * no answer leaves before its count is there.
 *
 * <p>For one event loop.
 */
public final class FailureStore {

    /** What scripts that touch failure counters have in common. */
    public static final Script FAILURES = Script.of(FailureStore.class, "failures.lua");

    private static final Script FINISH = Script.of(FailureStore.class, "finish.lua", FAILURES);
    private static final Script EVICT = Script.of(FailureStore.class, "evict.lua");

    /** How many names that no account has may have a counter, in one mount (threats A5). */
    static final int MOST_PHANTOMS = 250_000;

    private final LockoutRules rules;
    private final RedisGateway redis;

    /** A store on the given gateway. */
    public FailureStore(LockoutRules rules, RedisGateway redis) {
        this.rules = rules;
        this.redis = redis;
    }

    /** Where user lockout is on. */
    public LockoutRules rules() {
        return rules;
    }

    /** What is decided about an attempt whose password was checked. */
    public sealed interface Verdict {

        /** Whether the account is locked now. */
        default boolean isLocked() {
            return this instanceof Locked || this instanceof Wrong wrong && wrong.locks();
        }

        /** The account is locked by now: nothing was counted, and a right password is of no use. */
        record Locked() implements Verdict {}

        /** The password is right, and the account is not locked. */
        record Open() implements Verdict {}

        /**
         * The password is wrong, and that is counted.
         *
         * @param locks whether the account is locked from now on
         */
        record Wrong(boolean locks) implements Verdict {}
    }

    /** The keyed hash that stands for a name in Redis. */
    public static String hash(Seal seal, Username name) {
        return seal.id(Purpose.NAME, name.text());
    }

    /** The counter of a name. */
    public String counter(Seal seal, MountEntry mount, Username name) {
        return redis.keys().failures(mount.accessor(), name.bucket(mount.buckets()), hash(seal, name));
    }

    /** Decides an attempt, and counts it if its password is wrong. */
    public Future<Verdict> finish(
            Seal seal, MountEntry mount, Username name, Side side, LockoutSettings settings, boolean right) {
        RedisKeys keys = redis.keys();
        String accessor = mount.accessor();
        int bucket = name.bucket(mount.buckets());
        int phantoms = rules.countsUnknown() ? mostPhantoms(mount) : 0;
        Future<?> noted = right ? Future.succeededFuture() : note(accessor);
        return redis.eval(
                        FINISH,
                        List.of(
                                keys.users(accessor, bucket),
                                counter(seal, mount, name),
                                keys.failing(accessor, bucket),
                                keys.counted(accessor, bucket),
                                keys.phantoms(accessor, bucket),
                                keys.lockEvents(accessor, bucket)),
                        List.of(
                                name.text(),
                                hash(seal, name),
                                side.prefix(),
                                settings.lockingCount(),
                                settings.duration().toMillis(),
                                settings.counterReset().toMillis(),
                                right ? 1 : 0,
                                phantoms))
                .compose(reply -> evict(mount, bucket, reply).map(evicted -> verdict(reply)))
                .compose(verdict -> noted.map(verdict));
    }

    private static int mostPhantoms(MountEntry mount) {
        return Math.max(1, MOST_PHANTOMS / mount.buckets());
    }

    private static Verdict verdict(Reply reply) {
        return switch (reply.get(0).text()) {
            case "locked" -> new Verdict.Locked();
            case "open" -> new Verdict.Open();
            case "wrong" -> new Verdict.Wrong(reply.get(1).number() == 1);
            default -> throw Fault.unavailable("Redis decided an attempt to log in in an unknown way");
        };
    }

    private Future<?> evict(MountEntry mount, int bucket, Reply finished) {
        String phantom = finished.size() == 3 ? finished.get(2).text() : "";
        return phantom.isEmpty()
                ? Future.succeededFuture()
                : redis.eval(
                        EVICT,
                        List.of(
                                redis.keys().failures(mount.accessor(), bucket, phantom),
                                redis.keys().phantoms(mount.accessor(), bucket)),
                        List.of(phantom, mostPhantoms(mount)));
    }

    /** Says that the mount has counters: where it is not said, nobody looks for any. */
    private Future<?> note(String accessor) {
        return redis.command("SADD", redis.keys().counting(), accessor);
    }
}
