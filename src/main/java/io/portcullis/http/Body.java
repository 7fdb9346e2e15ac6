package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;

/** One body on its way in. Every array that held a part of it is zeroed, but for the one that is handed out. */
final class Body {

    private static final int FIRST_BYTES = 1024;
    private static final byte[] ZEROS = new byte[8 * 1024];

    private final HttpServerRequest request;
    private final int limit;
    private final Promise<byte[]> promise = Promise.promise();

    private byte[] bytes;
    private int length;
    private boolean settled;

    Body(HttpServerRequest request, int limit, int announced) {
        this.request = request;
        this.limit = limit;
        this.bytes = new byte[announced > 0 ? Math.min(announced, FIRST_BYTES) : FIRST_BYTES];
    }

    Future<byte[]> collect(Vertx vertx, Duration deadline) {
        long timer = vertx.setTimer(deadline.toMillis(), expired -> late());
        request.handler(this::append);
        request.exceptionHandler(this::broken);
        request.endHandler(end -> complete());
        return promise.future().eventually(() -> {
            vertx.cancelTimer(timer);
            return Future.succeededFuture();
        });
    }

    private void append(Buffer chunk) {
        if (!settled && chunk.length() > limit - length) {
            fail(BodyCollector.tooLarge(request));
        }
        if (!settled) {
            grow(length + chunk.length());
            chunk.getBytes(bytes, length);
            length += chunk.length();
        }
        wipe(chunk);
    }

    private void complete() {
        if (!settled) {
            settled = true;
            promise.complete(length == bytes.length ? bytes : moveTo(length));
        }
    }

    private void late() {
        if (!settled) {
            Hangup.after(request);
            fail(Fault.of(408, "request body was not received in time"));
        }
    }

    private void broken(Throwable cause) {
        if (settled) {
            return;
        }
        if (cause instanceof HttpClosedException) {
            fail(cause);
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            fail(Fault.badRequest("malformed request body"));
            // The connection is about to be cut; closing it in order lets out an answer that was written at once.
            request.connection().close();
        }
    }

    private void fail(Throwable cause) {
        settled = true;
        Arrays.fill(bytes, (byte) 0);
        promise.fail(cause);
    }

    private void grow(int needed) {
        if (needed > bytes.length) {
            bytes = moveTo(Math.min(limit, Math.max(needed, 2 * bytes.length)));
        }
    }

    private byte[] moveTo(int size) {
        byte[] moved = Arrays.copyOf(bytes, size);
        Arrays.fill(bytes, (byte) 0);
        return moved;
    }

    private static void wipe(Buffer chunk) {
        for (int at = 0; at < chunk.length(); at += ZEROS.length) {
            chunk.setBytes(at, ZEROS, 0, Math.min(ZEROS.length, chunk.length() - at));
        }
    }
}
