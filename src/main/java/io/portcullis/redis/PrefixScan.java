package io.portcullis.redis;

import io.portcullis.fault.Fault;
import io.portcullis.flow.Loop;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Looks for keys under our prefix, where there should be none. It pages through all keys of Redis, those of others included; of a Redis
 * Cluster it sees one node only.
 */
public final class PrefixScan {

    private static final int PAGE_SIZE = 1_000;

    /** Millions of keys of others would take minutes. */
    private static final int MOST_PAGES = 10_000;

    private final RedisGateway redis;
    private String cursor = "0";
    private int pages;
    private Optional<String> found = Optional.empty();

    private PrefixScan(RedisGateway redis) {
        this.redis = redis;
    }

    /** Some key of ours but the beat; empty when there is none. Fails when Redis has too many keys to look at. */
    public static Future<Optional<String>> anyKey(RedisGateway redis) {
        PrefixScan scan = new PrefixScan(redis);
        return Loop.whileTrue(scan::page).map(done -> scan.found);
    }

    private Future<Boolean> page() {
        if (pages++ == MOST_PAGES) {
            return Future.failedFuture(Fault.unavailable("Redis has too many keys to see whether one of them is ours"));
        }
        return redis.command("SCAN", cursor, "MATCH", redis.keys().prefix() + "*", "COUNT", PAGE_SIZE)
                .map(reply -> {
                    cursor = reply.get(0).text();
                    found = reply.get(1).list().stream()
                            .map(Reply::text)
                            .filter(key -> !key.equals(redis.keys().beat()))
                            .findFirst();
                    return found.isEmpty() && !cursor.equals("0");
                });
    }
}
