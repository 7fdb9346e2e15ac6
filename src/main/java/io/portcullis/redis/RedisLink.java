package io.portcullis.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Consumer;

/**
 * One connection, open or opening, and the client that makes it.
 *
 * <p>Every link has a client of its own because closing a pooled connection only returns it to the pool, with late replies in
 * it; closing the client closes the socket, also one that never came to be.
 */
final class RedisLink {

    private static final int MAX_IN_FLIGHT = 16_384;

    private final Redis client;
    private final Future<RedisConnection> connection;

    private RedisLink(Redis client) {
        this.client = client;
        this.connection = client.connect();
    }

    /** Starts to connect. {@code onBroken} runs when the connection, once open, ends. */
    static RedisLink open(Vertx vertx, RedisSettings settings, Consumer<RedisLink> onBroken) {
        RedisLink link = new RedisLink(Redis.createClient(vertx, options(settings)));
        link.connection.onSuccess(open -> {
            open.exceptionHandler(failure -> onBroken.accept(link));
            open.endHandler(ended -> onBroken.accept(link));
        });
        return link;
    }

    /** RESP2 only: with push messages of RESP3 the client hands replies to the wrong requests. */
    private static RedisOptions options(RedisSettings settings) {
        int connectMillis = Math.toIntExact(settings.deadline().toMillis());
        return new RedisOptions()
                .setType(
                        settings.topology() == RedisSettings.Topology.CLUSTER
                                ? RedisClientType.CLUSTER
                                : RedisClientType.STANDALONE)
                .setEndpoints(settings.addresses())
                .setProtocolNegotiation(false)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(8)
                .setMaxPoolWaiting(64)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(MAX_IN_FLIGHT)
                .setNetClientOptions(new NetClientOptions()
                        .setConnectTimeout(connectMillis)
                        .setTcpKeepAlive(true)
                        .setTcpNoDelay(true)
                        .setSsl(settings.encrypted())
                        .setHostnameVerificationAlgorithm("HTTPS"));
    }

    Future<Response> send(Request request) {
        return connection.compose(open -> open.send(request));
    }

    Future<List<Response>> sendAll(List<Request> requests) {
        return connection.compose(open -> open.batch(requests));
    }

    boolean wasOpen() {
        return connection.succeeded();
    }

    Future<Void> close() {
        return client.close();
    }
}
