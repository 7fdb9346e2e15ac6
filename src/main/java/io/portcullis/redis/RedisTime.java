package io.portcullis.redis;

import java.time.Instant;

/** Reads {@code TIME}: seconds and microseconds. */
final class RedisTime {

    static final Script SCRIPT = Script.of(RedisTime.class, "time.lua");

    private RedisTime() {}

    static Instant instant(Reply reply) {
        return Instant.ofEpochSecond(reply.get(0).number(), reply.get(1).number() * 1_000);
    }
}
