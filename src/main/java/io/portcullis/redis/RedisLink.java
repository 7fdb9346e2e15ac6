package io.portcullis.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, open or opening, and the client that makes it.
 *
 * <p>Every link has a client of its own because closing a pooled connection only returns it to the pool, with late replies in
 * it; closing the client closes the socket, also one that never came to be.
 *
 * <p>A single server must say that it is a primary. One that sentinels know is written to before the link is open and each second
 * from then on: a primary that was cut off from its replicas refuses that (with {@code min-replicas-to-write}) while it goes on
 * answering reads, and the link breaks.
 */
final class RedisLink {

    private static final long BEAT_MILLIS = 1_000;
    private static final long BEAT_PATIENCE_MILLIS = 3_000;

    private final Vertx vertx;
    private final RedisSettings settings;
    private final RedisClients clients;
    private final BiConsumer<RedisLink, Throwable> onBroken;
    private final Future<RedisConnection> connection;

    private @Nullable Redis client;
    private boolean closed;
    private long beats = -1;

    private RedisLink(Vertx vertx, RedisSettings settings, BiConsumer<RedisLink, Throwable> onBroken) {
        this.vertx = vertx;
        this.settings = settings;
        this.clients = new RedisClients(vertx, settings);
        this.onBroken = onBroken;
        this.connection = connect();
    }

    /** Starts to connect. {@code onBroken} runs when the connection, once open, ends. */
    static RedisLink open(Vertx vertx, RedisSettings settings, BiConsumer<RedisLink, Throwable> onBroken) {
        return new RedisLink(vertx, settings, onBroken);
    }

    private Future<RedisConnection> connect() {
        return (switch (settings.topology()) {
                    case STANDALONE ->
                        connect(clients.server(settings.addresses().get(0))).compose(RedisLink::requirePrimary);
                    case SENTINEL ->
                        new Sentinels(clients)
                                .primary()
                                .compose(address -> connect(clients.server(address)))
                                .compose(RedisLink::requirePrimary)
                                .compose(this::beatFirst);
                    case CLUSTER -> connect(clients.cluster());
                })
                .map(this::watch);
    }

    private Future<RedisConnection> connect(Redis made) {
        client = made;
        return closed ? made.close().compose(gone -> Future.failedFuture("given up")) : made.connect();
    }

    private static Future<RedisConnection> requirePrimary(RedisConnection open) {
        return open.send(Request.cmd(Command.ROLE)).map(role -> {
            if (role == null || !"master".equals(role.get(0).toString())) {
                throw new IllegalStateException("this Redis is a replica, not a primary");
            }
            return open;
        });
    }

    private Future<RedisConnection> beatFirst(RedisConnection open) {
        return beat(open).map(done -> {
            beats = vertx.setPeriodic(
                    BEAT_MILLIS, tick -> beat(open).onFailure(refused -> onBroken.accept(this, refused)));
            return open;
        });
    }

    private Future<Response> beat(RedisConnection open) {
        return open.send(Request.cmd(Command.SET).arg(settings.keys().beat()).arg("1"))
                .timeout(BEAT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private RedisConnection watch(RedisConnection open) {
        open.exceptionHandler(failure -> onBroken.accept(this, failure));
        open.endHandler(ended -> onBroken.accept(this, new IllegalStateException("it was closed")));
        return open;
    }

    Future<Response> send(Request request) {
        return connection.compose(open -> open.send(request));
    }

    Future<List<Response>> sendAll(List<Request> requests) {
        return connection.compose(open -> open.batch(requests));
    }

    /** Succeeds when it is ready for use. */
    Future<?> opened() {
        return connection;
    }

    boolean wasOpen() {
        return connection.succeeded();
    }

    Future<Void> close() {
        closed = true;
        vertx.cancelTimer(beats);
        return client == null ? Future.succeededFuture() : client.close();
    }
}
