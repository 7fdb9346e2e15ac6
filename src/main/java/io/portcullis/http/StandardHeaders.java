package io.portcullis.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The headers that every answer carries: spec of the envelope, 1.2. */
public final class StandardHeaders {

    static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private static final CharSequence STRICT_TRANSPORT_SECURITY =
            HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence ONE_YEAR = HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private StandardHeaders() {}

    /**
     * Puts the headers on an answer whose status and body are still open.
     *
     * @param namespace the namespace header as sent, echoed unless empty
     */
    public static void put(HttpServerResponse response, String namespace) {
        MultiMap headers = response.headers();
        headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        headers.set(STRICT_TRANSPORT_SECURITY, ONE_YEAR);
        headers.set(HttpHeaders.CONTENT_TYPE, JSON);
        if (!namespace.isEmpty()) {
            headers.set(RequestHeaders.NAMESPACE, namespace);
        }
    }
}
