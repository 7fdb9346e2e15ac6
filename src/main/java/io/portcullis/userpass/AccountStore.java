package io.portcullis.userpass;

import io.portcullis.control.ControlReader;
import io.portcullis.fault.Fault;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LockoutSettings;
import io.portcullis.lockout.Side;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.password.PasswordHash;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Place;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Accounts in Redis: per bucket of a mount a hash of sealed records, the names in order, and how many have which bcrypt cost. */
final class AccountStore {

    private static final Script BEGIN = Script.of(AccountStore.class, "begin.lua", FailureStore.FAILURES);
    private static final Script SETTLE = Script.of(AccountStore.class, "settle.lua", FailureStore.FAILURES);
    private static final Script WRITE = Script.of(AccountStore.class, "write_account.lua", FailureStore.FAILURES);
    private static final RecordJson<Account.Sealed> JSON = new RecordJson<>(Account.Sealed.class);

    /** An account as it was read: a change is written only over these bytes. */
    record Stored(Account account, byte[] sealed) {}

    /**
     * What a login begins with.
     *
     * @param locked the sides from which nobody may log in now
     * @param stored the account, if there is one; not looked for where all sides are locked
     * @param costToAccounts what accounts of its bucket cost
     */
    record Beginning(Set<Side> locked, Optional<Stored> stored, Map<Integer, Long> costToAccounts) {}

    /** How the last look at an account ended. */
    enum Settling {
        /** It is what it was, and not locked; its failures are forgotten. */
        SETTLED,
        /** It is another by now, or gone. */
        CHANGED,
        /** It is locked by now. */
        LOCKED
    }

    private final ControlReader control;
    private final RedisGateway redis;
    private final FailureStore failures;

    AccountStore(ControlReader control, RedisGateway redis, FailureStore failures) {
        this.control = control;
        this.redis = redis;
        this.failures = failures;
    }

    Future<Beginning> begin(Seal seal, MountEntry mount, Username name, Optional<LockoutSettings> lockout) {
        int bucket = name.bucket(mount.buckets());
        return redis.evalReadOnly(
                        BEGIN,
                        List.of(
                                redis.keys().users(mount.accessor(), bucket),
                                redis.keys().costs(mount.accessor(), bucket),
                                failures.counter(seal, mount, name)),
                        List.of(name.text(), threshold(lockout), duration(lockout), separates(lockout)))
                .compose(reply -> beginning(seal, mount, name, reply));
    }

    private static Object threshold(Optional<LockoutSettings> lockout) {
        return lockout.<Object>map(LockoutSettings::lockingCount).orElse("");
    }

    private static Object duration(Optional<LockoutSettings> lockout) {
        return lockout.<Object>map(settings -> settings.duration().toMillis()).orElse("");
    }

    private static int separates(Optional<LockoutSettings> lockout) {
        return lockout.filter(LockoutSettings::separates).isPresent() ? 1 : 0;
    }

    private Future<Beginning> beginning(Seal seal, MountEntry mount, Username name, Reply reply) {
        Set<Side> locked = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            if (reply.get(side.ordinal()).number() == 1) {
                locked.add(side);
            }
        }
        return reply.size() == 2
                ? Future.succeededFuture(new Beginning(locked, Optional.empty(), Map.of()))
                : open(seal, mount, name, reply.get(2).requireBytes())
                        .map(stored -> new Beginning(locked, stored, costs(reply.get(3))));
    }

    /** The last look at an account whose password was right: its failures are forgotten, unless it is locked or another by now. */
    Future<Settling> settle(
            Seal seal, MountEntry mount, Username name, Stored stored, Side side, Optional<LockoutSettings> lockout) {
        RedisKeys keys = redis.keys();
        int bucket = name.bucket(mount.buckets());
        return redis.eval(
                        SETTLE,
                        List.of(
                                keys.users(mount.accessor(), bucket),
                                failures.counter(seal, mount, name),
                                keys.failing(mount.accessor(), bucket),
                                keys.counted(mount.accessor(), bucket),
                                keys.lockEvents(mount.accessor(), bucket)),
                        List.of(name.text(), stored.sealed(), side.prefix(), threshold(lockout), duration(lockout)))
                .map(reply -> switch (reply.text()) {
                    case "settled" -> Settling.SETTLED;
                    case "changed" -> Settling.CHANGED;
                    case "locked" -> Settling.LOCKED;
                    default -> throw Fault.unavailable("Redis settled a login in an unknown way");
                });
    }

    private static Map<Integer, Long> costs(Reply flat) {
        Map<Integer, Long> costToAccounts = new TreeMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            costToAccounts.put(cost(flat.get(i).number()), flat.get(i + 1).number());
        }
        return costToAccounts;
    }

    private static int cost(long number) {
        if (number < PasswordHash.LEAST_FOREIGN_COST || number > PasswordHash.MOST_COST) {
            throw Fault.unavailable("the costs of a bucket hold what is no cost");
        }
        return (int) number;
    }

    Future<Optional<Stored>> read(Seal seal, MountEntry mount, Username name) {
        String users = redis.keys().users(mount.accessor(), name.bucket(mount.buckets()));
        return redis.hmget(users, name.text())
                .compose(reply -> open(seal, mount, name, reply.get(0).bytes().orElse(new byte[0])));
    }

    private Future<Optional<Stored>> open(Seal seal, MountEntry mount, Username name, byte[] sealed) {
        return sealed.length == 0
                ? Future.succeededFuture(Optional.empty())
                : control.open(seal, place(mount, name), sealed)
                        .map(plain -> Optional.of(new Stored(Account.from(JSON.decode(plain)), sealed)));
    }

    /** Writes an account over the one that was read; false when that is another by now. */
    Future<Boolean> write(Seal seal, MountEntry mount, Username name, Optional<Stored> old, Account next) {
        byte[] sealed = seal.seal(place(mount, name), JSON.encode(next.toSealed()));
        return write(seal, mount, name, old, sealed, next.hash().cost());
    }

    /** Deletes the account that was read; false when it is another by now. */
    Future<Boolean> delete(Seal seal, MountEntry mount, Username name, Stored old) {
        return write(seal, mount, name, Optional.of(old), new byte[0], "");
    }

    private Future<Boolean> write(
            Seal seal, MountEntry mount, Username name, Optional<Stored> old, byte[] sealed, Object cost) {
        RedisKeys keys = redis.keys();
        int bucket = name.bucket(mount.buckets());
        return redis.eval(
                        WRITE,
                        List.of(
                                keys.users(mount.accessor(), bucket),
                                keys.names(mount.accessor(), bucket),
                                keys.costs(mount.accessor(), bucket),
                                failures.counter(seal, mount, name),
                                keys.failing(mount.accessor(), bucket),
                                keys.counted(mount.accessor(), bucket),
                                keys.phantoms(mount.accessor(), bucket),
                                keys.lockEvents(mount.accessor(), bucket)),
                        List.of(
                                name.text(),
                                old.map(Stored::sealed).orElse(new byte[0]),
                                sealed,
                                old.<Object>map(stored ->
                                                stored.account().hash().cost())
                                        .orElse(""),
                                cost,
                                FailureStore.hash(seal, name)))
                .map(reply -> reply.number() == 1);
    }

    /** The names of a bucket after one of them, in order of their bytes. */
    Future<List<String>> names(MountEntry mount, int bucket, String after, int most) {
        String from = after.isEmpty() ? "-" : "(" + after;
        return redis.command("ZRANGEBYLEX", redis.keys().names(mount.accessor(), bucket), from, "+", "LIMIT", 0, most)
                .map(reply -> reply.list().stream().map(Reply::text).toList());
    }

    private static Place place(MountEntry mount, Username name) {
        return new Place(RecordKind.ACCOUNT, mount.accessor(), name.text());
    }
}
