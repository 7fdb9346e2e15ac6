package io.portcullis.lockout;

import io.portcullis.flow.Loop;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.vertx.core.Future;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The accessors of the mounts that may have failure counters. */
final class CountingMounts {

    private static final String EDGE = "0";
    private static final int PAGE = 1_000;

    private final RedisGateway redis;

    CountingMounts(RedisGateway redis) {
        this.redis = redis;
    }

    /** All of them, sorted. */
    Future<NavigableSet<String>> all() {
        NavigableSet<String> accessors = new TreeSet<>();
        String[] cursor = {EDGE};
        return Loop.whileTrue(() -> redis.command("SSCAN", redis.keys().counting(), cursor[0], "COUNT", PAGE)
                        .map(page -> {
                            page.get(1).list().stream().map(Reply::text).forEach(accessors::add);
                            cursor[0] = page.get(0).text();
                            return !cursor[0].equals(EDGE);
                        }))
                .map(done -> accessors);
    }

    Future<Void> remove(String accessor) {
        return redis.command("SREM", redis.keys().counting(), accessor).mapEmpty();
    }

    Future<Void> add(String accessor) {
        return redis.command("SADD", redis.keys().counting(), accessor).mapEmpty();
    }
}
