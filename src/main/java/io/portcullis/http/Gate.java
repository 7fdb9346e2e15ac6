package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * The first to see a request: passes on what can be read in one way only, and answers or refuses all else.
 *
 * <p>A request whose framing, addressee, sender or target is in doubt is refused, and its connection closed: what follows on it
 * may not be what it seems. What is merely elsewhere (an unclean path, one outside {@code /v1/}) is answered after its body was
 * read. Order and texts: spec of the envelope, 1.1; threats W1 and W3.
 */
public final class Gate implements Handler<HttpServerRequest> {

    private final Handler<CleanRequest> next;
    private final BodyCollector bodies;
    private final ErrorWriter errors;
    private final boolean loopbackOnly;

    /**
     * A gate in front of a handler.
     *
     * @param next whom clean requests go to; what it throws is answered as a failure
     * @param loopbackOnly whether the server listens on loopback, and so must be called by a name of that
     */
    public Gate(Handler<CleanRequest> next, BodyCollector bodies, ErrorWriter errors, boolean loopbackOnly) {
        this.next = next;
        this.bodies = bodies;
        this.errors = errors;
        this.loopbackOnly = loopbackOnly;
    }

    @Override
    public void handle(HttpServerRequest request) {
        try {
            RequestHeaders headers = RequestHeaders.of(request);
            Target target = Target.parse(request.uri());
            checkAddressee(headers.host(), target.authority());
            if (target.isPrintable()) {
                StandardHeaders.put(request.response(), headers.namespace());
                admit(request, headers, target);
            } else {
                Hangup.after(request);
                request.response().setStatusCode(400).end();
            }
        } catch (Fault refusal) {
            refuse(request, refusal);
        }
    }

    private void checkAddressee(String host, String authority) {
        if (!authority.isEmpty() && !authority.equalsIgnoreCase(host)) {
            throw Fault.badRequest("the Host header differs from the request target");
        }
        if (loopbackOnly && !host.isEmpty() && !LoopbackHost.matches(host)) {
            throw Fault.of(403, "host not allowed");
        }
    }

    private void admit(HttpServerRequest request, RequestHeaders headers, Target target) {
        if (RequestHeaders.isCrossSite(request)) {
            throw Fault.of(403, "origin not allowed");
        }
        if (target.isApi() && CleanPath.isClean(target.rawPath())) {
            if (target.path() != target.rawPath() && target.hasDotSegments()) {
                throw Fault.badRequest("relative paths not supported");
            }
            pass(clean(request, headers, target.apiPath(), target.query()));
        } else {
            answer(clean(request, headers, "", ""), target);
        }
    }

    private static CleanRequest clean(HttpServerRequest request, RequestHeaders headers, String path, String query) {
        return new CleanRequest(request, request.method().name(), path, query, headers.token(), headers.namespace());
    }

    private void pass(CleanRequest request) {
        try {
            next.handle(request);
        } catch (RuntimeException failure) {
            errors.write(request.response(), failure);
        }
    }

    private void answer(CleanRequest request, Target target) {
        bodies.collect(request)
                .onComplete(body -> elsewhere(request, target), failure -> errors.write(request.response(), failure));
    }

    private void elsewhere(CleanRequest request, Target target) {
        if (target.isApi()) {
            Elsewhere.redirect(request, CleanPath.location(target));
        } else if (Elsewhere.isConsole(target.path())) {
            Elsewhere.noConsole(request.response());
        } else {
            errors.write(request.response(), Fault.silent(404));
        }
    }

    private void refuse(HttpServerRequest request, Fault refusal) {
        StandardHeaders.put(request.response(), "");
        Hangup.after(request);
        errors.write(request.response(), refusal);
    }
}
