package io.portcullis.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** The end of a connection on which what follows cannot be trusted, or is not wanted. */
final class Hangup {

    /** How long what the client still sends is read and dropped, so that it gets to see the answer, in milliseconds. */
    private static final long LINGER_MILLIS = 500;

    private Hangup() {}

    /**
     * Makes the answer to this request the last one of its connection: further requests are not even parsed. To be called before
     * the answer is written, which must then follow at once.
     */
    static void after(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.connection().shutdown(LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
