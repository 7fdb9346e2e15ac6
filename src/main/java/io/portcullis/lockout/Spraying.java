package io.portcullis.lockout;

import io.portcullis.address.IpAddress;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Script;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Notices who tries a few passwords on very many names, which locks none of them (threats A7): logins with {@value #MANY_NAMES} different
 * names that failed in one mount, from one address (of IPv6: from one /64), within ten minutes. That is told once. Nobody is refused for it
 * unless a limit is configured: then logins from there are, whatever the name, until the ten minutes are over.
 *
 * <p>For one event loop.
 */
public final class Spraying {

    /** How many names are told of. */
    static final int MANY_NAMES = 100;

    private static final Script REFUSED_FOR = Script.of(Spraying.class, "refused_for.lua");
    private static final Script SPRAY = Script.of(Spraying.class, "spray.lua");
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final LockoutRules rules;
    private final RedisGateway redis;
    private final LockEvents events;

    /** What notices it through the given gateway. */
    public Spraying(LockoutRules rules, RedisGateway redis, LockEvents events) {
        this.rules = rules;
        this.redis = redis;
        this.events = events;
    }

    /** Fails with 429 where too many logins failed from this address. Where there is no limit, nothing is asked. */
    Future<Void> admit(View view, MountEntry mount, IpAddress client) {
        if (rules.sourceLimit() == 0) {
            return Future.succeededFuture();
        }
        String hash = hash(view.snapshot().seal(), mount, source(client));
        return redis.evalReadOnly(REFUSED_FOR, List.of(redis.keys().sprayed(hash)), List.of(rules.sourceLimit()))
                .compose(millis -> millis.number() == 0
                        ? Future.succeededFuture()
                        : Future.failedFuture(Fault.tooMany(
                                "too many logins failed from this address", Duration.ofMillis(millis.number()))));
    }

    private static String hash(Seal seal, MountEntry mount, String source) {
        return seal.id(Purpose.SOURCE, mount.accessor() + " " + source);
    }

    /** Notes a login that failed because of its password, whether there is such an account or not. Nobody needs to wait for it. */
    public Future<Void> failed(View view, MountEntry mount, Username name, IpAddress client) {
        Seal seal = view.snapshot().seal();
        String source = source(client);
        String hash = hash(seal, mount, source);
        return redis.eval(
                        SPRAY,
                        List.of(redis.keys().sprayed(hash)),
                        List.of(number(seal, name), MANY_NAMES, mostNames(), WINDOW.toMillis()))
                .compose(reply -> reply.number() == 0
                        ? Future.succeededFuture()
                        : events.sprayed(
                                LockoutMount.of(view.snapshot(), rules, mount),
                                hash.substring(0, 12) + "-" + view.time().toEpochMilli(),
                                source,
                                MANY_NAMES));
    }

    private int mostNames() {
        return Math.max(MANY_NAMES, rules.sourceLimit());
    }

    /** The address, or, as one host has them all, the network of an address of IPv6. */
    private static String source(IpAddress client) {
        return client.isV4() ? client + "/32" : new IpAddress(client.bits(), client.high(), 0) + "/64";
    }

    /** Numbers take the least room in Redis. */
    private static long number(Seal seal, Username name) {
        byte[] hash = seal.hash(Purpose.NAME, name.text().getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.wrap(hash).getLong();
    }
}
