package io.portcullis.app;

import io.portcullis.address.IpAddress;
import io.portcullis.apilock.Knocks;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.Gate;
import io.portcullis.lockout.LockedUsers;
import io.portcullis.ops.OpsVerticle;
import io.portcullis.password.PasswordHasher;
import io.portcullis.redis.RedisCheck;
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
    private static final long READY_MILLIS = 1_000;
    private static final Duration CERTIFICATES_PAUSE = Duration.ofSeconds(30);

    /** Any port that is free, the same for all instances. */
    private static final int SHARED_FREE_PORT = -1;

    private final ServerOptions options;
    private final ControlPlane plane;
    private final InFlight inFlight;
    private final PasswordHasher hasher;
    private final Instruments instruments;
    private final Knocks knocks;

    private @Nullable HttpServer server;
    private @Nullable RedisGateway requests;
    private @Nullable RedisGateway commits;
    private @Nullable LockedUsers lockedUsers;

    HttpVerticle(
            ServerOptions options,
            ControlPlane plane,
            InFlight inFlight,
            PasswordHasher hasher,
            Instruments instruments,
            Knocks knocks) {
        this.knocks = knocks;
        this.inFlight = inFlight;
        this.options = options;
        this.plane = plane;
        this.hasher = hasher;
        this.instruments = instruments;
    }

    /** Whether this event loop can serve, in a word for {@code /readyz}: it never fails, and takes a second at most. */
    Future<String> readiness() {
        return Future.future(promise -> context.runOnContext(
                turn -> readinessHere().otherwise(failure -> reason()).onComplete(promise)));
    }

    private Future<String> readinessHere() {
        RedisGateway redis = requests;
        return redis == null
                ? Future.succeededFuture("starting")
                : new ControlReader(plane, redis)
                        .now()
                        .timeout(READY_MILLIS, TimeUnit.MILLISECONDS)
                        .map(OpsVerticle.READY);
    }

    /** Why the control plane cannot be read: what Redis said last of the store, or that it says nothing. */
    private String reason() {
        return switch (plane.standing().state()) {
            case UNINITIALISED -> "uninitialised";
            case SEALED -> "sealed";
            case UNKNOWN, OPEN -> "storage";
        };
    }

    /** The version of Redis. */
    Future<String> redisVersion() {
        return Future.future(
                promise -> context.runOnContext(turn -> redisVersionHere().onComplete(promise)));
    }

    private Future<String> redisVersionHere() {
        RedisGateway redis = requests;
        return redis == null ? Future.failedFuture("starting") : new RedisCheck(redis).version();
    }

    /** How many accounts are locked now. */
    Future<Long> lockedUsers() {
        return Future.future(
                promise -> context.runOnContext(turn -> lockedUsersHere().onComplete(promise)));
    }

    private Future<Long> lockedUsersHere() {
        LockedUsers counted = lockedUsers;
        return counted == null ? Future.failedFuture("starting") : counted.count();
    }

    /** Succeeds when this event loop has had a turn. */
    Future<Void> turn() {
        return Future.future(promise -> context.runOnContext(turn -> promise.complete()));
    }

    @Override
    public Future<?> start() {
        RedisGateway forRequests = new RedisGateway(vertx, context, options.redis(), instruments.redis());
        RedisGateway forCommits = new RedisGateway(vertx, context, options.redis(), instruments.redis());
        requests = forRequests;
        commits = forCommits;
        lockedUsers = new LockedUsers(new ControlReader(plane, forRequests), options.lockout(), forRequests);
        ErrorWriter errors = new ErrorWriter();
        BodyCollector bodies = new BodyCollector(
                vertx, options.listener().bodyDeadline(), options.listener().bodyLimit());
        FrontDoor door = new FrontDoor(
                vertx, options, plane, inFlight, hasher, forRequests, forCommits, bodies, errors, instruments, knocks);
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
