package io.portcullis.app;

import io.portcullis.http.CleanRequest;
import io.portcullis.http.Operation;
import io.portcullis.http.RequestMeter;
import java.util.Locale;

/** One request that is measured: what it turns out to be is found on the way. */
final class Measurement {

    private static final String OTHER = "other";

    private final RequestMeter meter;
    private final CleanRequest request;
    private final long begunNanos = System.nanoTime();
    private String route = OTHER;
    private String operation = OTHER;

    Measurement(RequestMeter meter, CleanRequest request) {
        this.meter = meter;
        this.request = request;
    }

    /** The request leads there. */
    void isOf(String template, Operation wanted) {
        route = template;
        operation = wanted.name().toLowerCase(Locale.ROOT);
    }

    /** The request was answered, or its connection is gone. */
    void end() {
        meter.answered(route, operation, request.response().getStatusCode(), System.nanoTime() - begunNanos);
    }
}
