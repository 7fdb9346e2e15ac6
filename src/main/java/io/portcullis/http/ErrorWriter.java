package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every failure that a client is told of: {@code {"errors":["text"]}} with a line feed, as spec of the envelope, 1.8, has
 * it. No other class writes error bodies. Not thread-safe: one for each event loop.
 */
public final class ErrorWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorWriter.class);
    private static final long QUIET_NANOS = 1_000_000_000;

    private long quietUntilNanos = System.nanoTime();
    private long unsaid;

    /**
     * Ends the answer with a failure; does nothing if it was ended before or the client has gone. What is not a {@link Fault} is a
     * bug: the client gets an opaque 500, the log the trace. Of the request nothing is logged.
     */
    public void write(HttpServerResponse response, Throwable failure) {
        if (response.ended() || response.closed()) {
            return;
        }
        end(response, failure instanceof Fault fault ? noted(fault) : opaque(failure));
    }

    /** One line a second at most: while Redis is away every request fails for the same reason. */
    private Fault noted(Fault fault) {
        if (fault.status() < 500 || fault.getCause() == null) {
            return fault;
        }
        if (System.nanoTime() - quietUntilNanos < 0) {
            unsaid++;
            return fault;
        }
        LOG.warn(
                "answered {}: {} ({} more since the last such line)",
                fault.status(),
                fault.getCause().toString(),
                unsaid);
        quietUntilNanos = System.nanoTime() + QUIET_NANOS;
        unsaid = 0;
        return fault;
    }

    private static Fault opaque(Throwable bug) {
        LOG.error("internal error", bug);
        return Fault.of(500, "internal error").aggregate();
    }

    private static void end(HttpServerResponse response, Fault fault) {
        Buffer body = Buffer.buffer(body(fault));
        putRetryAfter(response, fault.retryAfter());
        response.setStatusCode(fault.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, StandardHeaders.JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }

    private static void putRetryAfter(HttpServerResponse response, Optional<Duration> delay) {
        delay.ifPresent(after -> response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(after))));
    }

    private static long seconds(Duration delay) {
        return Math.max(1, delay.plusMillis(999).toSeconds());
    }

    private static String body(Fault fault) {
        StringBuilder json = new StringBuilder(96).append("{\"errors\":[");
        fault.text().ifPresent(text -> JsonText.quote(json, text));
        return json.append("]}\n").toString();
    }
}
