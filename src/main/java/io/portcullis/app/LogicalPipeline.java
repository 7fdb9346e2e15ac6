package io.portcullis.app;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Parameters;
import io.portcullis.http.Answer;
import io.portcullis.http.AnswerWriter;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.Call;
import io.portcullis.http.CleanRequest;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoints;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.mount.MountEntry;
import io.portcullis.token.Caller;
import io.portcullis.token.TokenReading;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of every request but those of status: parse, look at the control plane, authenticate, take a use, authorise, handle,
 * answer. The order decides which error wins: spec of the envelope, 1.1.
 */
final class LogicalPipeline implements Handler<CleanRequest> {

    private final BodyCollector bodies;
    private final RequestParser parser;
    private final ControlPlane plane;
    private final ControlReader control;
    private final TokenService tokens;
    private final Route.Table routes;
    private final AnswerWriter answers;
    private final ErrorWriter errors;

    LogicalPipeline(
            BodyCollector bodies,
            RequestParser parser,
            ControlPlane plane,
            ControlReader control,
            TokenService tokens,
            Route.Table routes,
            ErrorWriter errors) {
        this.bodies = bodies;
        this.parser = parser;
        this.plane = plane;
        this.control = control;
        this.tokens = tokens;
        this.routes = routes;
        this.answers = new AnswerWriter(errors);
        this.errors = errors;
    }

    /** What is told on success: the handler's answer, and what the parameters gave reason to warn of. */
    private record Outcome(Answer answer, List<String> warnings) {}

    @Override
    public void handle(CleanRequest request) {
        bodies.collect(request)
                .compose(body -> {
                    LogicalRequest parsed = parser.parse(request, body);
                    return run(request, parsed).eventually(() -> {
                        parsed.raw().close();
                        return Future.succeededFuture();
                    });
                })
                .onFailure(failure -> errors.write(request.response(), failure));
    }

    private Future<Void> run(CleanRequest http, LogicalRequest request) {
        return Future.succeededFuture(request)
                .compose(parsed -> {
                    NamespaceHeader.checkExists(http.namespace());
                    if (parsed.operation().writes() && parsed.path().endsWith("/")) {
                        throw Fault.badRequest("cannot write to a path ending in '/'");
                    }
                    return look(parsed);
                })
                .map(outcome -> {
                    if (!http.response().closed()) {
                        answers.write(http.response(), request.id(), outcome.answer(), outcome.warnings());
                    }
                    return null;
                });
    }

    /** Asks for the control plane and, unless it will not be looked at, for the token, in one round trip. */
    private Future<Outcome> look(LogicalRequest request) {
        Optional<TokenReading> reading = request.token().isEmpty() || isLogin(request)
                ? Optional.empty()
                : Optional.of(tokens.begin(request.token()));
        return control.now().compose(view -> {
            Route route = Route.of(routes, view.snapshot(), request.path());
            route.match().ifPresent(match -> match.endpoint().checkPrecondition(request));
            return switch (route.access()) {
                case LOGIN -> handle(request, view, route, Optional.empty());
                case OPTIONAL_TOKEN ->
                    request.token().isEmpty()
                            ? handle(request, view, route, Optional.empty())
                            : authenticate(request, view, reading)
                                    .compose(caller -> handle(request, view, route, Optional.of(caller)));
                case TOKEN ->
                    authenticate(request, view, reading)
                            .compose(caller -> use(caller))
                            .compose(caller -> authorise(request, view, route, caller));
            };
        });
    }

    /** Whether it is a login by the last snapshot: a hint only, the one of now decides. */
    private boolean isLogin(LogicalRequest request) {
        Snapshot last = plane.last();
        return last != null && Route.of(routes, last, request.path()).access() == Endpoint.Access.LOGIN;
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

    private Future<Outcome> authorise(LogicalRequest request, View view, Route route, Caller caller) {
        Optional<Endpoint> endpoint = route.match().map(Endpoints.Match::endpoint);
        if (request.operation() == Operation.UPDATE
                && endpoint.filter(Endpoint::createsOrUpdates).isPresent()) {
            parameters(request, route.match().get());
        }
        if (!Authority.allows(caller, request.operation(), request.path())) {
            throw Fault.deniedByPolicy();
        }
        return handle(request, view, route, Optional.of(caller));
    }

    private Future<Outcome> handle(LogicalRequest request, View view, Route route, Optional<Caller> caller) {
        Endpoints.Match match = route.match().orElseThrow(() -> missing(request, route));
        if (request.operation() == Operation.HELP) {
            return Future.succeededFuture(new Outcome(help(match.endpoint()), List.of()));
        }
        Endpoint.Handler handler = match.endpoint()
                .handler(request.operation())
                .orElseThrow(() -> toned(route, Fault.unsupportedOperation()));
        Parameters parameters = parameters(request, match);
        Call call = new Call(request, parameters, match.captures(), findings(view, route, caller));
        return handler.handle(call).map(answer -> new Outcome(answer, parameters.warnings()));
    }

    private static Parameters parameters(LogicalRequest request, Endpoints.Match match) {
        return match.endpoint().schema().convert(request.raw(), match.captures());
    }

    private static Map<Class<?>, Object> findings(View view, Route route, Optional<Caller> caller) {
        Map<Class<?>, Object> findings = new HashMap<>();
        findings.put(View.class, view);
        route.mount().ifPresent(mount -> findings.put(MountEntry.class, mount));
        caller.ifPresent(known -> findings.put(Caller.class, known));
        findings.put(Reach.class, Authority.reach(caller));
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

    private static Answer help(Endpoint endpoint) {
        return new Answer.Bare(json -> {
            json.writeStringField("help", endpoint.help());
            json.writeStringField("see_also", "");
            json.writeNullField("openapi");
        });
    }
}
