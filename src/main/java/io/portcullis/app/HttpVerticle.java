package io.portcullis.app;

import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlPlane;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.Gate;
import io.portcullis.password.PasswordHasher;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop: its connections to Redis, its services, and a share of the server's connections. */
final class HttpVerticle extends VerticleBase {

    private static final long SHUTDOWN_SECONDS = 10;
    private static final Duration CERTIFICATES_PAUSE = Duration.ofSeconds(30);

    /** Any port that is free, the same for all instances. */
    private static final int SHARED_FREE_PORT = -1;

    private final ServerOptions options;
    private final ControlPlane plane;
    private final PasswordHasher hasher;

    private @Nullable HttpServer server;
    private @Nullable RedisGateway requests;
    private @Nullable RedisGateway commits;

    HttpVerticle(ServerOptions options, ControlPlane plane, PasswordHasher hasher) {
        this.options = options;
        this.plane = plane;
        this.hasher = hasher;
    }

    @Override
    public Future<?> start() {
        RedisGateway forRequests = new RedisGateway(vertx, context, options.redis());
        RedisGateway forCommits = new RedisGateway(vertx, context, options.redis());
        requests = forRequests;
        commits = forCommits;
        ErrorWriter errors = new ErrorWriter();
        BodyCollector bodies = new BodyCollector(
                vertx, options.listener().bodyDeadline(), options.listener().bodyLimit());
        FrontDoor door = new FrontDoor(vertx, options, plane, hasher, forRequests, forCommits, bodies, errors);
        HttpServerOptions network = options.listener().http().options();
        Optional<Certificates> certificates = options.listener().tls().map(Certificates::new);
        certificates.ifPresent(each -> each.addTo(network));
        HttpServer made = vertx.createHttpServer(network).requestHandler(new Gate(door, bodies, errors, isLoopback()));
        server = made;
        int port = options.listener().port();
        return made.listen(
                        port == 0 ? SHARED_FREE_PORT : port, options.listener().host())
                .compose(listening -> certificates
                        .map(each -> each.follow(vertx, listening, CERTIFICATES_PAUSE))
                        .orElseGet(Future::succeededFuture));
    }

    private boolean isLoopback() {
        return IpAddress.parse(options.listener().host())
                .filter(IpAddress::isLoopback)
                .isPresent();
    }

    /** The port that it listens on. */
    int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** Lets requests that run finish, then lets go of Redis. */
    @Override
    public Future<?> stop() {
        Future<?> served =
                server == null ? Future.succeededFuture() : server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        return served.eventually(() -> Future.join(close(requests), close(commits)));
    }

    private static Future<Void> close(@Nullable RedisGateway gateway) {
        return gateway == null ? Future.succeededFuture() : gateway.close();
    }
}
