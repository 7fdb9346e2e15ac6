package io.portcullis.app;

import io.portcullis.apilock.Knocks;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.Grant;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import io.portcullis.http.Answer;
import io.portcullis.http.AnswerWriter;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.Call;
import io.portcullis.http.CleanRequest;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoint.WhileLocked;
import io.portcullis.http.Endpoints;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.Existence;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.http.RequestMeter;
import io.portcullis.mount.MountEntry;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.openapi.HelpPage;
import io.portcullis.token.Caller;
import io.portcullis.token.TokenReading;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of every request but those of status: parse, look at the control plane, authenticate, take a use, authorise, handle,
 * answer. The order decides which error wins: spec of the envelope, 1.1.
 */
final class LogicalPipeline implements Handler<CleanRequest> {

    private static final Existence ALL_UPDATE = new Existence(true);
    private static final int ATTEMPTS = 10;

    private final BodyCollector bodies;
    private final RequestParser parser;
    private final ControlPlane plane;
    private final ControlReader control;
    private final TokenService tokens;
    private final Route.Table routes;
    private final AnswerWriter answers;
    private final ErrorWriter errors;
    private final RequestMeter meter;
    private final Knocks knocks;

    LogicalPipeline(
            BodyCollector bodies,
            RequestParser parser,
            ControlPlane plane,
            ControlReader control,
            TokenService tokens,
            Route.Table routes,
            ErrorWriter errors,
            RequestMeter meter,
            Knocks knocks) {
        this.knocks = knocks;
        this.bodies = bodies;
        this.parser = parser;
        this.plane = plane;
        this.control = control;
        this.tokens = tokens;
        this.routes = routes;
        this.answers = new AnswerWriter(errors);
        this.errors = errors;
        this.meter = meter;
    }

    /** What is told on success: the handler's answer, and what the parameters gave reason to warn of. */
    private record Outcome(Answer answer, List<String> warnings) {

        /** Without the keys of a listing that the caller may not see. */
        Outcome shownTo(Authority.Granted grant) {
            if (grant.showsAll()) {
                return this;
            }
            if (answer instanceof Answer.Keys listing) {
                return new Outcome(listing.only(grant::shows), warnings);
            }
            return answer instanceof Answer.KeyPages listing ? new Outcome(listing.only(grant::shows), warnings) : this;
        }
    }

    @Override
    public void handle(CleanRequest request) {
        Measurement measurement = new Measurement(meter, request);
        bodies.collect(request)
                .compose(body -> {
                    LogicalRequest parsed = parser.parse(request, body);
                    return run(request, parsed, measurement).eventually(() -> {
                        parsed.raw().close();
                        return Future.succeededFuture();
                    });
                })
                .onFailure(failure -> errors.write(request.response(), failure))
                .onComplete(done -> measurement.end());
    }

    private Future<Void> run(CleanRequest http, LogicalRequest request, Measurement measurement) {
        return Future.succeededFuture(request)
                .compose(parsed -> look(parsed, measurement))
                .map(outcome -> {
                    if (!http.response().closed()) {
                        answers.write(http.response(), request.id(), outcome.answer(), outcome.warnings());
                    }
                    return null;
                });
    }

    private static void checkWritable(LogicalRequest request) {
        if (request.operation().writes() && request.path().endsWith("/")) {
            throw Fault.badRequest("cannot write to a path ending in '/'");
        }
    }

    /**
     * Asks for the control plane and, unless it will not be looked at, for the token, in one round trip. Whether it will is guessed by the
     * last snapshot; the one of now decides.
     */
    private Future<Outcome> look(LogicalRequest sent, Measurement measurement) {
        Snapshot last = plane.last();
        Optional<Route> guess = Optional.ofNullable(last).flatMap(snapshot -> Route.of(routes, snapshot, sent));
        boolean unread = sent.token().isEmpty()
                || guess.filter(route -> isTokenIgnored(last, route)).isPresent();
        Optional<TokenReading> reading = unread ? Optional.empty() : Optional.of(tokens.begin(sent.token()));
        return control.now().compose(view -> {
            Route route = guess.filter(found -> view.snapshot() == last)
                    .or(() -> Route.of(routes, view.snapshot(), sent))
                    .orElseThrow(() -> Fault.of(404, "namespace not found"));
            measurement.isOf(route.template(), sent.operation());
            if (route.whileLocked() != WhileLocked.SERVED) {
                checkUnlocked(view, route.namespace().id(), sent);
            }
            if (sent.operation() == Operation.OPTIONS) {
                throw Fault.badRequest("cannot handle internal-only request operation");
            }
            LogicalRequest request = sent.at(route.namespace().path(), route.path());
            RootOnlyPaths.check(route.namespace(), request.path());
            checkWritable(sent);
            checkWritable(request);
            route.match().ifPresent(match -> match.endpoint().checkPrecondition(request));
            return switch (route.access()) {
                case LOGIN -> open(request, view, route, Optional.empty());
                case OPTIONAL_TOKEN ->
                    request.token().isEmpty() || !isServed(request, route)
                            ? open(request, view, route, Optional.empty())
                            : authenticate(request, view, reading)
                                    .compose(caller -> openFor(request, view, route, caller));
                case TOKEN ->
                    authenticate(request, view, reading).compose(caller -> atHome(request, view, route, caller));
            };
        });
    }

    /** Whether nobody will look at the token: by a snapshot that may be an old one, and at locks that may have run out. */
    private static boolean isTokenIgnored(@Nullable Snapshot last, Route route) {
        return route.access() == Endpoint.Access.LOGIN
                || last != null
                        && route.whileLocked() != WhileLocked.SERVED
                        && last.part(NamespaceLocks.KIND)
                                .topmost(route.namespace().path(), Instant.MIN)
                                .isPresent();
    }

    /** Refuses (503) a request that is about a namespace which is locked, itself or by one above it. */
    private void checkUnlocked(View view, String namespaceId, LogicalRequest request) {
        NamespaceLocks.closing(view, namespaceId).ifPresent(lock -> {
            knocks.refused(lock, request.client());
            throw lock.refusal();
        });
    }

    /** Whether a handler will look at the caller; help and wrong methods are told to everybody. */
    private static boolean isServed(LogicalRequest request, Route route) {
        return route.match()
                .flatMap(match -> match.endpoint().handler(request.operation()))
                .isPresent();
    }

    private Future<Caller> authenticate(LogicalRequest request, View view, Optional<TokenReading> reading) {
        if (request.token().isEmpty()) {
            throw Fault.permissionDenied();
        }
        return tokens.authenticate(reading.orElseGet(() -> tokens.begin(request.token())), view, request.client())
                .map(caller -> caller.orElseThrow(Fault::permissionDenied));
    }

    private Future<Caller> use(Caller caller) {
        return tokens.takeUse(caller).map(used -> used.orElseThrow(Fault::permissionDenied));
    }

    private Future<Outcome> openFor(LogicalRequest request, View view, Route route, Caller caller) {
        bound(route, caller, route.namespace()).forEach(each -> checkUnlocked(view, each, request));
        return open(request, view, route, Optional.of(caller));
    }

    /** Goes on in the namespace that serves the call. What a lock refuses costs no use. */
    private Future<Outcome> atHome(LogicalRequest request, View view, Route route, Caller caller) {
        return home(request, view, route, caller).compose(there -> {
            Set<String> unlocked = bound(route, caller, there);
            unlocked.forEach(each -> checkUnlocked(view, each, request));
            Route homeRoute = there.equals(route.namespace())
                    ? route
                    : Route.in(there, routes, view.snapshot(), request.operation(), request.path());
            LogicalRequest homeRequest = request.at(there.path(), request.path());
            return use(caller).compose(used -> authorise(homeRequest, view, homeRoute, used, unlocked, ATTEMPTS));
        });
    }

    /** The namespace that serves a call: some are served elsewhere than where they were sent to. */
    private static Future<Namespace> home(LogicalRequest request, View view, Route route, Caller caller) {
        Optional<Endpoint.Home> home =
                route.match().flatMap(match -> match.endpoint().home());
        if (home.isEmpty()) {
            return Future.succeededFuture(route.namespace());
        }
        Map<Class<?>, Object> findings = findings(view, route);
        findings.put(Caller.class, caller);
        Map<String, String> captures = route.match().orElseThrow().captures();
        return home.get()
                .namespaceId(new Call(request, Parameters.none(), captures, findings))
                .map(id -> id.flatMap(NamespaceTree.of(view)::withId).orElse(route.namespace()));
    }

    /** The ids of the namespaces that must not be locked: that of the request, the caller's, and the one that serves it, or some of them. */
    private static Set<String> bound(Route route, Caller caller, Namespace home) {
        String sentTo = route.namespace().id();
        String callers = caller.entry().namespaceId();
        return switch (route.whileLocked()) {
            case SERVED -> Set.of();
            case ENDS -> Set.of(sentTo);
            case INSPECTS -> new HashSet<>(List.of(sentTo, callers));
            case REFUSED -> new HashSet<>(List.of(sentTo, callers, home.id()));
        };
    }

    /** Asks the policies, then the handler; again, when what decided between creating and updating changed in between. */
    private Future<Outcome> authorise(
            LogicalRequest request, View view, Route route, Caller caller, Set<String> unlocked, int attempts) {
        return existence(request, view, route)
                .compose(existence -> {
                    Authority.Wish wish = new Authority.Wish(
                            caller, request, route.namespace(), !existence.exists(), route.sudo(), unlocked);
                    Authority.Granted grant = Authority.grant(view, wish);
                    Map<Class<?>, Object> findings = findings(view, route);
                    findings.put(Caller.class, caller);
                    findings.put(Existence.class, existence);
                    findings.put(Grant.class, grant);
                    return handle(request, route, findings, grant.parameters()).map(outcome -> outcome.shownTo(grant));
                })
                .recover(failure -> {
                    if (!(failure instanceof Existence.Changed)) {
                        return Future.failedFuture(failure);
                    }
                    return attempts > 1
                            ? control.now()
                                    .compose(now -> authorise(request, now, route, caller, unlocked, attempts - 1))
                            : Future.failedFuture(
                                    Fault.unavailable("something comes and goes faster than a write takes"));
                });
    }

    /** Where there is nothing to find out, every write is an update. */
    private static Future<Existence> existence(LogicalRequest request, View view, Route route) {
        Optional<Endpoint.ExistenceCheck> check = request.operation() == Operation.UPDATE
                ? route.match().flatMap(match -> match.endpoint().existence())
                : Optional.empty();
        if (check.isEmpty()) {
            return Future.succeededFuture(ALL_UPDATE);
        }
        Endpoints.Match match = route.match().orElseThrow();
        Call call = new Call(request, parameters(request.raw(), match), match.captures(), findings(view, route));
        return check.get().exists(call).map(Existence::new);
    }

    private Future<Outcome> open(LogicalRequest request, View view, Route route, Optional<Caller> caller) {
        NamespaceTree.of(view).checkOpen(route.namespace(), request.path());
        Map<Class<?>, Object> findings = findings(view, route);
        caller.ifPresent(known -> findings.put(Caller.class, known));
        findings.put(Reach.class, reach(view, route, caller));
        return handle(request, route, findings, request.raw());
    }

    /** Where nobody needs a token, a caller whose policies cannot be known is refused as one without any. */
    private static Reach reach(View view, Route route, Optional<Caller> caller) {
        try {
            return Authority.reach(view, route.namespace(), caller);
        } catch (Fault unknowable) {
            throw unknowable.status() == 400 ? Fault.of(403, "Forbidden") : unknowable;
        }
    }

    private Future<Outcome> handle(
            LogicalRequest request, Route route, Map<Class<?>, Object> findings, RawParameters raw) {
        if (request.operation() == Operation.HELP && route.rootOf().isPresent()) {
            return Future.succeededFuture(new Outcome(HelpPage.of(route.rootOf().get()), List.of()));
        }
        Endpoints.Match match = route.match().orElseThrow(() -> missing(request, route));
        if (request.operation() == Operation.HELP) {
            Answer page = HelpPage.of(routes.of(route), match.endpoint(), route.below());
            return Future.succeededFuture(new Outcome(page, List.of()));
        }
        Endpoint.Handler handler = match.endpoint()
                .handler(request.operation())
                .orElseThrow(() -> toned(route, Fault.unsupportedOperation()));
        Parameters parameters = parameters(raw, match);
        Call call = new Call(request, parameters, match.captures(), findings);
        return handler.handle(call).map(answer -> new Outcome(answer, parameters.warnings()));
    }

    private static Parameters parameters(RawParameters raw, Endpoints.Match match) {
        return match.endpoint().schema().convert(raw, match.captures());
    }

    private static Map<Class<?>, Object> findings(View view, Route route) {
        Map<Class<?>, Object> findings = new HashMap<>();
        findings.put(View.class, view);
        findings.put(Namespace.class, route.namespace());
        route.mount().ifPresent(mount -> findings.put(MountEntry.class, mount));
        return findings;
    }

    private static Fault missing(LogicalRequest request, Route route) {
        return route.known()
                ? toned(route, Fault.unsupportedPath())
                : Fault.of(404, "no handler for route \"" + request.path() + "\". route entry not found.");
    }

    /** Errors are bare where nobody needs a token, aggregates elsewhere. */
    private static Fault toned(Route route, Fault fault) {
        return route.access() == Endpoint.Access.TOKEN ? fault.aggregate() : fault;
    }
}
