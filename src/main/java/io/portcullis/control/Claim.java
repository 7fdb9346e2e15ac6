package io.portcullis.control;

import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Script;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets one node at a time do a background job. It saves work, or words: nothing is right only because of it, as it runs out while its holder is slow. */
public final class Claim {

    private static final Script RELEASE = Script.of(Claim.class, "release_claim.lua");
    private static final long MILLIS = 30_000;

    private final RedisGateway redis;
    private final String job;

    /** @param job what the claim is called */
    public Claim(RedisGateway redis, String job) {
        this.redis = redis;
        this.job = job;
    }

    /** Does something, and gives the claim back; nothing, if another node holds it. */
    public Future<Void> holding(Supplier<Future<Void>> work) {
        String key = redis.keys().claim(job);
        String nonce = UUID.randomUUID().toString();
        return redis.command("SET", key, nonce, "NX", "PX", MILLIS)
                .compose(taken -> taken.isAbsent()
                        ? Future.succeededFuture()
                        : work.get().eventually(() -> redis.eval(RELEASE, List.of(key), List.of(nonce))));
    }
}
