package io.portcullis.userpass;

import io.portcullis.control.ControlReader;
import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Accounts in Redis: per bucket of a mount a hash of sealed records, the names in order, and how many have which bcrypt cost. */
final class AccountStore {

    private static final Script WRITE = Script.of(AccountStore.class, "write_account.lua");
    private static final RecordJson<Account.Sealed> JSON = new RecordJson<>(Account.Sealed.class);

    /** An account as it was read: a change is written only over these bytes. */
    record Stored(Account account, byte[] sealed) {

        boolean isStill(Optional<byte[]> now) {
            return now.filter(bytes -> Arrays.equals(bytes, sealed)).isPresent();
        }
    }

    /** What a login begins with: the account, if there is one, and what accounts of its bucket cost. */
    record Beginning(Optional<Stored> stored, Map<Integer, Long> costToAccounts) {}

    private final ControlReader control;
    private final RedisGateway redis;

    AccountStore(ControlReader control, RedisGateway redis) {
        this.control = control;
        this.redis = redis;
    }

    Future<Beginning> begin(Seal seal, MountEntry mount, Username name) {
        Future<Optional<Stored>> stored = read(seal, mount, name);
        return redis.hgetall(redis.keys().costs(mount.accessor(), name.bucket(mount.buckets())))
                .compose(costs -> stored.map(found -> new Beginning(found, costs(costs))));
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
        return readSealed(mount, name)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : control.open(seal, place(mount, name), found.get())
                                .map(plain -> Optional.of(new Stored(Account.from(JSON.decode(plain)), found.get()))));
    }

    /** The bytes of the record now, unopened. */
    Future<Optional<byte[]>> readSealed(MountEntry mount, Username name) {
        String users = redis.keys().users(mount.accessor(), name.bucket(mount.buckets()));
        return redis.hmget(users, name.text()).map(reply -> reply.get(0).bytes());
    }

    /** Writes an account over the one that was read; false when that is another by now. */
    Future<Boolean> write(Seal seal, MountEntry mount, Username name, Optional<Stored> old, Account next) {
        byte[] sealed = seal.seal(place(mount, name), JSON.encode(next.toSealed()));
        return write(mount, name, old, sealed, next.hash().cost());
    }

    /** Deletes the account that was read; false when it is another by now. */
    Future<Boolean> delete(MountEntry mount, Username name, Stored old) {
        return write(mount, name, Optional.of(old), new byte[0], "");
    }

    private Future<Boolean> write(MountEntry mount, Username name, Optional<Stored> old, byte[] sealed, Object cost) {
        RedisKeys keys = redis.keys();
        int bucket = name.bucket(mount.buckets());
        return redis.eval(
                        WRITE,
                        List.of(
                                keys.users(mount.accessor(), bucket),
                                keys.names(mount.accessor(), bucket),
                                keys.costs(mount.accessor(), bucket)),
                        List.of(
                                name.text(),
                                old.map(Stored::sealed).orElse(new byte[0]),
                                sealed,
                                old.<Object>map(stored ->
                                                stored.account().hash().cost())
                                        .orElse(""),
                                cost))
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
