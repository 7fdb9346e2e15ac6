package io.portcullis.ops;

import io.portcullis.address.HostPort;
import io.portcullis.address.IpAddress;
import io.portcullis.http.HttpServerSettings;
import io.portcullis.http.LoopbackHost;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /livez}, {@code /readyz} and {@code /metrics} at an address of their own. Everything else is 404, and so is everything
 * that is sent to loopback under another name: a page in a browser learns nothing.
 */
public final class OpsVerticle extends VerticleBase {

    /** The answer of a node that can serve. */
    public static final String READY = "ready";

    private static final String STOPPING = "stopping";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long REMEMBERED_NANOS = 500_000_000;
    private static final long VERSION_MILLIS = 60_000;

    private final HostPort address;
    private final Metrics metrics;
    private final NodeState node;
    private @Nullable HttpServer server;
    private @Nullable Future<String> asked;
    private long askedNanos;
    private volatile boolean stopping;

    /** A listener for what a node tells of itself; it is asked for its readiness twice a second at most. */
    public OpsVerticle(HostPort address, Metrics metrics, NodeState node) {
        this.address = address;
        this.metrics = metrics;
        this.node = node;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.route().handler(this::checkHost);
        router.get("/livez").handler(this::live);
        router.head("/livez").handler(this::live);
        router.get("/readyz").handler(this::ready);
        router.head("/readyz").handler(this::ready);
        router.get("/metrics").handler(this::measures);
        router.head("/metrics").handler(this::measures);
        noteRedisVersion();
        vertx.setPeriodic(VERSION_MILLIS, timer -> noteRedisVersion());
        HttpServer made =
                vertx.createHttpServer(HttpServerSettings.defaults().options()).requestHandler(router);
        server = made;
        return made.listen(address.port(), address.host());
    }

    /** The port that it listens on. */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** From now on the node is not ready, so that a load balancer sends nothing new. */
    public void stopping() {
        stopping = true;
    }

    private void noteRedisVersion() {
        node.redisVersion().onSuccess(metrics::redisVersion);
    }

    private void checkHost(RoutingContext context) {
        String host = context.request().getHeader(HttpHeaders.HOST);
        if (isLoopback() && host != null && !LoopbackHost.matches(host)) {
            context.fail(404);
        } else {
            context.next();
        }
    }

    private boolean isLoopback() {
        return address.host().equalsIgnoreCase("localhost")
                || IpAddress.parse(address.host()).filter(IpAddress::isLoopback).isPresent();
    }

    private void live(RoutingContext context) {
        node.turn()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map("alive")
                .otherwise("stuck")
                .onSuccess(word -> answer(context, word.equals("alive"), word));
    }

    private void ready(RoutingContext context) {
        word().onSuccess(word -> answer(context, word.equals(READY), word));
    }

    private Future<String> word() {
        if (stopping) {
            return Future.succeededFuture(STOPPING);
        }
        Future<String> last = asked;
        if (last == null || last.isComplete() && System.nanoTime() - askedNanos > REMEMBERED_NANOS) {
            last = node.readiness();
            asked = last;
            askedNanos = System.nanoTime();
        }
        return last.map(word -> stopping ? STOPPING : word);
    }

    private static void answer(RoutingContext context, boolean good, String word) {
        end(context, good ? 200 : 503, TEXT, word + "\n");
    }

    private static void end(RoutingContext context, int status, String type, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text);
    }

    private Future<Double> lockedUsers() {
        return node.lockedUsers()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map(Long::doubleValue)
                .otherwise(Double.NaN);
    }

    /** Collecting takes some milliseconds: a worker does it. */
    private void measures(RoutingContext context) {
        Future<String> ready = word().onSuccess(metrics::readiness);
        lockedUsers()
                .onSuccess(metrics::lockedUsers)
                .compose(number -> ready)
                .compose(word -> vertx.executeBlocking(metrics::scrape, false))
                .onSuccess(text -> end(context, 200, PROMETHEUS, text))
                .onFailure(context::fail);
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }
}
