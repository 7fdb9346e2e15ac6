package io.portcullis.apilock;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Slows whoever tries keys: wrong ones only, so that the right one always works (threats K1). */
final class WrongKeys {

    /** So many wrong keys of a namespace are answered as such within a minute, over all nodes. */
    static final int MOST = 10;

    private static final Script COUNT = Script.of(WrongKeys.class, "wrong_key.lua");
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final RedisGateway redis;

    WrongKeys(RedisGateway redis) {
        this.redis = redis;
    }

    /** Counts a wrong key, and gives what is to be answered: 400, or 429. */
    Future<Fault> count(String namespaceId) {
        return redis.eval(COUNT, List.of(redis.keys().wrongKeys(namespaceId)), List.of(WINDOW.toMillis()))
                .map(Reply::list)
                .map(counted -> counted.get(0).number() <= MOST
                        ? Fault.badRequest("incorrect unlock key")
                        : Fault.tooMany(
                                "too many incorrect unlock keys",
                                Duration.ofMillis(counted.get(1).number())));
    }
}
