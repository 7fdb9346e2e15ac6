package io.portcullis.app;

import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.CleanRequest;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.Gate;
import io.portcullis.http.HttpServerSettings;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountRoutes;
import io.portcullis.mount.UiMountRoutes;
import io.portcullis.password.PasswordHasher;
import io.portcullis.redis.RedisGateway;
import io.portcullis.system.StatusRoutes;
import io.portcullis.token.RenewalService;
import io.portcullis.token.TokenRoutes;
import io.portcullis.token.TokenService;
import io.portcullis.userpass.UserpassRoutes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event loop: its connections to Redis, its services, and a share of the server's connections. */
final class HttpVerticle extends VerticleBase {

    private static final long SHUTDOWN_SECONDS = 10;

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
        requests = new RedisGateway(vertx, context, options.redis());
        commits = new RedisGateway(vertx, context, options.redis());
        ControlReader control = new ControlReader(plane, requests);
        ErrorWriter errors = new ErrorWriter();
        BodyCollector bodies = new BodyCollector(vertx, options.bodyDeadline());
        server = vertx.createHttpServer(HttpServerSettings.defaults().options())
                .requestHandler(new Gate(frontDoor(control, bodies, errors), bodies, errors, isLoopback()));
        return server.listen(options.port() == 0 ? SHARED_FREE_PORT : options.port(), options.host());
    }

    /** Which way a clean request goes: to the routes of status, or through the pipeline, which needs no router. */
    private io.vertx.core.Handler<CleanRequest> frontDoor(
            ControlReader control, BodyCollector bodies, ErrorWriter errors) {
        StatusRoutes status = new StatusRoutes(plane, control, errors, Clock.systemUTC());
        Router router = Router.router(vertx);
        status.addTo(router);
        LogicalPipeline pipeline = pipeline(control, bodies, errors);
        return request -> {
            if (status.serves(request.path())) {
                router.handle(request.request());
            } else {
                pipeline.handle(request);
            }
        };
    }

    private LogicalPipeline pipeline(ControlReader control, BodyCollector bodies, ErrorWriter errors) {
        TokenService tokens = new TokenService(plane, requests, options.tokenPrefix());
        UserpassRoutes userpass = new UserpassRoutes(control, requests, hasher, tokens);
        RenewalService renewals = new RenewalService(control, tokens, Map.of(MountEntry.USERPASS, userpass.renewals()));
        List<Endpoint> sys = Stream.concat(
                        new UiMountRoutes().endpoints().stream(),
                        new MountRoutes(new ControlWriter(vertx, plane, commits)).endpoints().stream())
                .toList();
        Route.Table routes = new Route.Table(
                new Endpoints(sys, List.of("internal/ui/mounts/")),
                Map.of(
                        MountEntry.TOKEN,
                        new Endpoints(new TokenRoutes(tokens, renewals).endpoints(), List.of()),
                        MountEntry.USERPASS,
                        new Endpoints(userpass.endpoints(), List.of("login/"))));
        RequestParser parser = new RequestParser(options.forwardedFor());
        return new LogicalPipeline(bodies, parser, plane, control, tokens, routes, errors);
    }

    private boolean isLoopback() {
        return options.host().equals("localhost")
                || IpAddress.parse(options.host()).filter(IpAddress::isLoopback).isPresent();
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
