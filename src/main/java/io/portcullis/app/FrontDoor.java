package io.portcullis.app;

import io.portcullis.apilock.ApiLockRoutes;
import io.portcullis.apilock.Knocks;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Snapshot;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.CleanRequest;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.Operation;
import io.portcullis.http.RequestMeter;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LockEvents;
import io.portcullis.lockout.LockedUserRoutes;
import io.portcullis.lockout.LoginWatch;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountRoutes;
import io.portcullis.mount.UiMountRoutes;
import io.portcullis.namespace.NamespaceDeletion;
import io.portcullis.namespace.NamespaceRoutes;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.openapi.DocumentRoutes;
import io.portcullis.password.PasswordHasher;
import io.portcullis.policy.PolicyRoutes;
import io.portcullis.redis.RedisGateway;
import io.portcullis.system.Announced;
import io.portcullis.system.CapabilityRoutes;
import io.portcullis.system.DescribedStatus;
import io.portcullis.system.HistoryRoutes;
import io.portcullis.system.HostRoutes;
import io.portcullis.system.InFlightRoutes;
import io.portcullis.system.InitRoutes;
import io.portcullis.system.RemountRoutes;
import io.portcullis.system.ResultantAclRoutes;
import io.portcullis.system.RotationRoutes;
import io.portcullis.system.StatusRoutes;
import io.portcullis.system.UnsupportedRoutes;
import io.portcullis.token.LeaseRoutes;
import io.portcullis.token.RenewalService;
import io.portcullis.token.TokenService;
import io.portcullis.tokenauth.CreationRoutes;
import io.portcullis.tokenauth.CustomIds;
import io.portcullis.tokenauth.RenewalRoutes;
import io.portcullis.tokenauth.RoleRenewals;
import io.portcullis.tokenauth.RoleRoutes;
import io.portcullis.tokenauth.TokenRoutes;
import io.portcullis.userpass.UserpassRoutes;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Behind the gate of one event loop: requests about the server's state go to the routes of status, all others through the
 * pipeline, which needs no router. The router reads the path for itself, so only paths that need no decoding go there. Here the
 * features are put together.
 */
final class FrontDoor implements Handler<CleanRequest> {

    private static final String STATUS = "status";

    private final ControlPlane plane;
    private final RequestMeter meter;
    private final InFlight inFlight;
    private final ControlReader control;
    private final ErrorWriter errors;
    private final StatusRoutes status;
    private final InitRoutes init;
    private final Router router;
    private final LogicalPipeline pipeline;

    FrontDoor(
            Vertx vertx,
            ServerOptions options,
            ControlPlane plane,
            InFlight inFlight,
            PasswordHasher hasher,
            RedisGateway requests,
            RedisGateway commits,
            BodyCollector bodies,
            ErrorWriter errors,
            Instruments instruments,
            Knocks knocks) {
        this.plane = plane;
        this.meter = instruments.requests();
        this.inFlight = inFlight;
        this.control = new ControlReader(plane, requests);
        this.errors = errors;
        TokenService ofCommits = new TokenService(plane, commits, options.tokenPrefix());
        this.init = new InitRoutes(vertx, plane, commits, ofCommits, options.initAllowedCidrs(), bodies, errors);
        this.status = new StatusRoutes(
                plane, control, errors, Clock.systemUTC(), new Announced(options.apiAddress(), options.clusterName()));
        this.router = Router.router(vertx);
        status.addTo(router);
        this.pipeline = pipeline(
                vertx,
                options,
                plane,
                inFlight,
                hasher,
                requests,
                commits,
                control,
                bodies,
                errors,
                instruments,
                knocks);
    }

    @Override
    public void handle(CleanRequest request) {
        boolean helps = Operation.isHelp(request.method(), request.query());
        if (!helps && isLiteral(request) && init.serves(request)) {
            init.handle(request);
        } else if (!helps && isStatus(request)) {
            Measurement measurement = new Measurement(meter, request);
            measurement.isOf(STATUS, Operation.READ);
            request.response().endHandler(sent -> measurement.end());
            request.response().closeHandler(gone -> measurement.end());
            router.handle(request.request());
        } else if (plane.isOpen()) {
            serve(request);
        } else {
            handleIfOpen(request);
        }
    }

    /** Whether nothing in the path needs decoding. */
    private static boolean isLiteral(CleanRequest request) {
        return ("/v1/" + request.path()).equals(request.request().path());
    }

    /** Whether it is about the server, sent to whatever namespace. */
    private boolean isStatus(CleanRequest request) {
        String path = request.path();
        int start = path.lastIndexOf("sys/");
        if (start < 0 || !status.serves(path.substring(start)) || !isLiteral(request)) {
            return false;
        }
        Snapshot last = plane.last();
        return start == 0
                || last != null
                        && last.part(NamespaceTree.KIND)
                                .at(path.substring(0, start))
                                .isPresent();
    }

    private void serve(CleanRequest request) {
        inFlight.enter(request);
        pipeline.handle(request);
    }

    /** Where the store was not open when it was last asked, it is asked before anything else: before the request is even read. */
    private void handleIfOpen(CleanRequest request) {
        request.request().pause();
        control.now()
                .onSuccess(open -> serve(request))
                .onFailure(closed -> errors.write(request.response(), closed))
                .onComplete(answered -> request.request().resume());
    }

    private static LogicalPipeline pipeline(
            Vertx vertx,
            ServerOptions options,
            ControlPlane plane,
            InFlight inFlight,
            PasswordHasher hasher,
            RedisGateway requests,
            RedisGateway commits,
            ControlReader control,
            BodyCollector bodies,
            ErrorWriter errors,
            Instruments instruments,
            Knocks knocks) {
        TokenService tokens = new TokenService(plane, requests, options.tokenPrefix(), options.leases());
        LockEvents events = new LockEvents(plane, options.lockout(), requests, instruments.lockout());
        UserpassRoutes userpass = new UserpassRoutes(
                control,
                requests,
                new FailureStore(options.lockout(), requests),
                new LoginWatch(options.lockout(), requests, instruments.lockout(), events),
                hasher,
                tokens);
        ControlWriter writer = new ControlWriter(vertx, plane, commits);
        RenewalService renewals = new RenewalService(
                control,
                tokens,
                Map.of(MountEntry.USERPASS, userpass.renewals(), MountEntry.TOKEN, new RoleRenewals()));
        CustomIds customIds = options.development() ? CustomIds.ANY : CustomIds.HARD_TO_GUESS;
        List<Endpoint> token = Stream.of(
                        new CreationRoutes(control, tokens, customIds).endpoints(),
                        new TokenRoutes(tokens).endpoints(),
                        new RenewalRoutes(tokens, renewals).endpoints(),
                        new RoleRoutes(writer, options.leases()).endpoints())
                .flatMap(List::stream)
                .toList();
        List<Endpoint> sys = Stream.of(
                        new UiMountRoutes().endpoints(),
                        new ApiLockRoutes(writer, requests, instruments.apiLock()).endpoints(),
                        new NamespaceRoutes(
                                        writer,
                                        new NamespaceDeletion(control, writer, Node.CONTENTS),
                                        Node.CONTENTS,
                                        () -> SweepVerticle.wake(vertx))
                                .endpoints(),
                        new CapabilityRoutes(tokens).endpoints(),
                        new MountRoutes(writer, options.leases()).endpoints(),
                        new RemountRoutes(requests, writer, tokens).endpoints(),
                        new PolicyRoutes(writer).endpoints(),
                        new LockedUserRoutes(options.lockout(), requests, events).endpoints(),
                        new LeaseRoutes(tokens, writer).endpoints(),
                        ResultantAclRoutes.endpoints(),
                        new RotationRoutes(writer).endpoints(),
                        HistoryRoutes.endpoints(),
                        new HostRoutes(vertx, Clock.systemUTC(), options.apiAddress()).endpoints(),
                        new InFlightRoutes(inFlight::all, Clock.systemUTC()).endpoints(),
                        UnsupportedRoutes.endpoints(),
                        DescribedStatus.endpoints())
                .flatMap(List::stream)
                .toList();
        Map<String, Endpoints> typeToEndpoints = Map.of(
                MountEntry.TOKEN,
                new Endpoints(
                        MountEntry.TOKEN,
                        "The tokens of a namespace: how they are made, looked up, prolonged and ended.",
                        token,
                        List.of(),
                        SpecialPaths.TOKEN_SUDO,
                        Endpoints.Spelling.AS_SENT),
                MountEntry.USERPASS,
                new Endpoints(
                        MountEntry.USERPASS,
                        "Accounts with a name and a password: they are kept below users/, and log in at login/.",
                        userpass.endpoints(),
                        SpecialPaths.USERPASS_OPEN,
                        List.of(),
                        SpecialPaths::userpassSpelling));
        Endpoints others = new Endpoints(
                Endpoints.SYS,
                "The server itself: namespaces, mounts, policies, leases, locks, and how it is.",
                sys,
                SpecialPaths.SYS_OPEN,
                SpecialPaths.SYS_SUDO,
                SpecialPaths::sysSpelling);
        Route.Table routes = new Route.Table(new DocumentRoutes(others, typeToEndpoints).sys(), typeToEndpoints);
        RequestParser parser = new RequestParser(options.listener().forwardedFor());
        return new LogicalPipeline(
                bodies, parser, plane, control, tokens, routes, errors, instruments.requests(), knocks);
    }
}
