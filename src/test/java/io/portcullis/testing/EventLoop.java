package io.portcullis.testing;

import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An event loop of its own, as one node has it, driven from a test's thread. */
public final class EventLoop implements AutoCloseable {

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private final Context context = vertx.getOrCreateContext();

    /** The instance that the loop belongs to. */
    public Vertx vertx() {
        return vertx;
    }

    /** A gateway on this loop. */
    public RedisGateway gateway(RedisSettings settings) {
        return new RedisGateway(vertx, context, settings);
    }

    /** The shared Redis of the suite, under a prefix. */
    public static RedisSettings shared(String prefix) {
        return settings(TestRedis.shared().productAddresses(), TestRedis.isCluster(), prefix);
    }

    /** Some Redis, under a prefix, with a deadline for machines that are busy with other tests. */
    public static RedisSettings settings(List<String> addresses, boolean cluster, String prefix) {
        return RedisSettings.of(
                cluster ? RedisSettings.Topology.CLUSTER : RedisSettings.Topology.STANDALONE,
                addresses,
                new RedisKeys(prefix),
                Duration.ofSeconds(15));
    }

    /** Runs something on the loop and waits for what comes of it; throws what it failed with. */
    public <T> T run(Supplier<Future<T>> work) throws Throwable {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(turn -> {
            try {
                work.get().onSuccess(result::complete).onFailure(result::completeExceptionally);
            } catch (RuntimeException thrown) {
                result.completeExceptionally(thrown);
            }
        });
        try {
            return result.get(90, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
