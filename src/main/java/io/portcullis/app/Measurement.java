package io.portcullis.app;

import io.portcullis.http.CleanRequest;
import io.portcullis.http.Operation;
import io.portcullis.http.RequestMeter;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;

/** One request that is measured: what it turns out to be is found on the way. */
final class Measurement {

    private static final String OTHER = "other";

    /** The status of an answer that nobody waited for. */
    private static final int CLIENT_GONE = 499;

    private final RequestMeter meter;
    private final HttpServerResponse response;
    private final long begunNanos = System.nanoTime();
    private String route = OTHER;
    private String operation = OTHER;
    private boolean ended;

    Measurement(RequestMeter meter, CleanRequest request) {
        this.meter = meter;
        this.response = request.response();
        meter.begun();
    }

    /** The request leads there. */
    void isOf(String template, Operation wanted) {
        route = template;
        operation = wanted.name().toLowerCase(Locale.ROOT);
    }

    /** The request was answered, or its connection is gone; only the first call counts. */
    void end() {
        if (!ended) {
            ended = true;
            int status = response.closed() && !response.ended() ? CLIENT_GONE : response.getStatusCode();
            meter.answered(route, operation, status, System.nanoTime() - begunNanos);
        }
    }
}
