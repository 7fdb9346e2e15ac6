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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop: its connections to Redis, its services, and a share of the server's connections. */
final class HttpVerticle extends VerticleBase {

    private static final long SHUTDOWN_SECONDS = 10;

    /** Any port that is free, the same for all instances. */
    private static final int SHARED_FREE_PORT = -1;

    private final ServerOptions options;
    private final ControlPlane plane;
    private final InFlight inFlight;
    private final PasswordHasher hasher;

    private @Nullable HttpServer server;
    private @Nullable RedisGateway requests;
    private @Nullable RedisGateway commits;

    HttpVerticle(ServerOptions options, ControlPlane plane, InFlight inFlight, PasswordHasher hasher) {
        this.inFlight = inFlight;
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
        FrontDoor door =
                new FrontDoor(vertx, options, plane, inFlight, hasher, forRequests, forCommits, bodies, errors);
        server = vertx.createHttpServer(options.listener().http().options())
                .requestHandler(new Gate(door, bodies, errors, isLoopback()));
        int port = options.listener().port();
        return server.listen(
                port == 0 ? SHARED_FREE_PORT : port, options.listener().host());
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
