package io.portcullis.http;

import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Limits of the HTTP server that the network stack itself enforces, before a request is seen by the {@link Gate}.
 *
 * @param idle a connection on which nothing is read or written for so long is closed; this is also what ends headers that stop
 *     coming, so it must be longer than the slowest answer and than a load balancer's own limit
 * @param requestLineBytes longest request line; a longer one is answered 414
 * @param headerBytes most bytes in all header lines together; more are answered 431
 */
public record HttpServerSettings(Duration idle, int requestLineBytes, int headerBytes) {

    private static final int BACKLOG = 1024;

    public HttpServerSettings {
        if (idle.toMillis() <= 0 || idle.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("idle must be positive and shorter than 24 days: " + idle);
        }
        if (requestLineBytes < 1024 || headerBytes < 1024) {
            throw new IllegalArgumentException("request line and headers need at least 1024 bytes each");
        }
    }

    /** 75 seconds, 8 KiB and 16 KiB. */
    public static HttpServerSettings defaults() {
        return new HttpServerSettings(Duration.ofSeconds(75), 8 * 1024, 16 * 1024);
    }

    /**
     * New options to listen with; the caller adds address, port and certificates.
     *
     * <p>HTTP/1.0 and HTTP/1.1 only: neither the preface of HTTP/2 nor {@code Upgrade: h2c} is obeyed. Nothing is compressed or
     * expanded. {@code Expect: 100-continue} is left to the {@link BodyCollector}, so that a body that would be refused is not
     * asked for.
     */
    public HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setHandle100ContinueAutomatically(false)
                .setMaxInitialLineLength(requestLineBytes)
                .setMaxHeaderSize(headerBytes);
        options.setIdleTimeout((int) idle.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpNoDelay(true)
                .setReuseAddress(true);
        return options.setAcceptBacklog(BACKLOG);
    }
}
