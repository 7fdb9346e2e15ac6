package io.portcullis.ops;

import io.portcullis.address.HostPort;
import io.portcullis.http.HttpServerSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /livez}, {@code /readyz} and {@code /metrics}, on an event loop and a port of their own, so that a flood of logins does not
 * reach them. Everything else is 404.
 */
public final class OpsVerticle extends VerticleBase {

    /** The answer of a node that can serve. */
    public static final String READY = "ready";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long REMEMBERED_NANOS = 500_000_000;

    private final HostPort address;
    private final Metrics metrics;
    private final Supplier<Future<?>> liveness;
    private final Readiness readiness;
    private @Nullable HttpServer server;
    private @Nullable Future<String> asked;
    private long askedNanos;
    private volatile boolean stopping;

    /**
     * @param liveness succeeds when all event loops have had a turn; a node whose event loops have none for a second is not alive
     * @param readiness asked twice a second at most
     */
    public OpsVerticle(HostPort address, Metrics metrics, Supplier<Future<?>> liveness, Readiness readiness) {
        this.address = address;
        this.metrics = metrics;
        this.liveness = liveness;
        this.readiness = readiness;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/livez").handler(this::live);
        router.head("/livez").handler(this::live);
        router.get("/readyz").handler(this::ready);
        router.head("/readyz").handler(this::ready);
        router.get("/metrics").handler(this::measures);
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

    private void live(RoutingContext context) {
        liveness.get()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map("alive")
                .otherwise("stuck")
                .onSuccess(word -> answer(context, word.equals("alive"), word));
    }

    private void ready(RoutingContext context) {
        (stopping ? Future.succeededFuture("stopping") : word())
                .onSuccess(word -> answer(context, word.equals(READY), word));
    }

    private Future<String> word() {
        Future<String> last = asked;
        if (last == null || last.isComplete() && System.nanoTime() - askedNanos > REMEMBERED_NANOS) {
            last = readiness.word();
            asked = last;
            askedNanos = System.nanoTime();
        }
        return last;
    }

    private static void answer(RoutingContext context, boolean good, String word) {
        context.response()
                .setStatusCode(good ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(word + "\n");
    }

    /** Collecting takes some milliseconds: a worker does it. */
    private void measures(RoutingContext context) {
        vertx.executeBlocking(metrics::scrape, false)
                .onSuccess(text -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(text))
                .onFailure(context::fail);
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }
}
