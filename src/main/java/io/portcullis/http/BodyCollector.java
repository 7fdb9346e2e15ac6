package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads bodies within a limit of size and one of time.
 *
 * <p>The size is 1 MiB for a request that carries a token and 64 KiB for any other: a stranger may not fill the memory. A body
 * must be asked for in the same turn of the event loop in which its request came; later it is gone.
 *
 * <p>The futures fail with {@link Fault} 413 for a body that is too large, 408 for one that takes too long and 400 for one with
 * broken chunks; each closes the connection after the answer. They fail with
 * {@link io.vertx.core.http.HttpClosedException} if the client has gone, in which case nobody is there to answer.
 */
public final class BodyCollector {

    /** Most bytes of a body that comes without a token. */
    public static final int STRANGER_LIMIT = 64 * 1024;

    /** Most bytes of a body that comes with a token, good or bad. */
    public static final int TOKEN_LIMIT = 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final Vertx vertx;
    private final Duration deadline;
    private final int tokenLimit;

    /** A collector that gives each body 10 seconds. */
    public BodyCollector(Vertx vertx) {
        this(vertx, Duration.ofSeconds(10));
    }

    /** A collector that gives each body as long as the deadline says, however steadily it comes; at least a millisecond. */
    public BodyCollector(Vertx vertx, Duration deadline) {
        this(vertx, deadline, TOKEN_LIMIT);
    }

    /** As {@link #BodyCollector(Vertx, Duration)}, with another limit: most bytes of any body. */
    public BodyCollector(Vertx vertx, Duration deadline, int limit) {
        this.vertx = vertx;
        this.deadline = deadline;
        this.tokenLimit = limit;
    }

    /** The body of a request that carries fields in it, to be zeroed by the caller after use; of others nothing, after it was drained. */
    public Future<byte[]> collect(CleanRequest request) {
        int limit = request.token().isEmpty() ? Math.min(STRANGER_LIMIT, tokenLimit) : tokenLimit;
        Future<byte[]> body = collect(request.request(), limit);
        return request.carriesFields() ? body : body.map(BodyCollector::drop);
    }

    private Future<byte[]> collect(HttpServerRequest request, int limit) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            return Future.succeededFuture(NOTHING);
        }
        // The decoder has checked that it is a number, and has closed the connection if not.
        long announced = length == null ? 0 : Long.parseLong(length);
        if (announced > limit) {
            return Future.failedFuture(tooLarge(request));
        }
        Future<byte[]> body = new Body(request, limit, (int) announced).collect(vertx, deadline);
        if (request.version() == HttpVersion.HTTP_1_1 && request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        return body;
    }

    /** 413, with the bare headers that the reference gives it: it is answered before the others are set. */
    static Fault tooLarge(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.headers().clear();
        Hangup.after(request);
        return Fault.of(413, "http: request body too large");
    }

    private static byte[] drop(byte[] body) {
        Arrays.fill(body, (byte) 0);
        return NOTHING;
    }
}
