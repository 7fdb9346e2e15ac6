package io.portcullis.fault;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the client is told of: an HTTP status and, usually, one sentence.
 *
 * <p>A fault without a cause carries no stack trace: it is an answer, not a bug. Whatever is thrown and is not a fault is a bug; the client sees an
 * opaque 500 and the log has the trace.
 */
public final class Fault extends RuntimeException {

    private static final String PERMISSION_DENIED = "permission denied";
    private static final String SEALED = "Vault is sealed";

    private final int status;
    private final boolean told;
    private final boolean aggregated;

    @Nullable
    private final Duration retryAfter;

    private Fault(int status, boolean told, String text, boolean aggregated, @Nullable Throwable cause) {
        this(status, told, text, aggregated, cause, null);
    }

    private Fault(
            int status,
            boolean told,
            String text,
            boolean aggregated,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter) {
        super(text, cause, false, cause != null);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not the status of a failure: " + status);
        }
        this.retryAfter = retryAfter;
        this.status = status;
        this.told = told;
        this.aggregated = aggregated;
    }

    /** A failure of this status with a bare sentence: {@code {"errors":["text"]}}. */
    public static Fault of(int status, String text) {
        return new Fault(status, true, text, false, null);
    }

    /** 400 with a bare sentence. */
    public static Fault badRequest(String text) {
        return of(400, text);
    }

    /** A status with {@code {"errors":[]}}: 404 for what is not there, 405 for an unknown method, 400 for a bad flag. */
    public static Fault silent(int status) {
        return new Fault(status, false, "status " + status, false, null);
    }

    /** 403 with a bare sentence: no token, or one that is unknown, expired, revoked or bound to other addresses. */
    public static Fault permissionDenied() {
        return of(403, PERMISSION_DENIED);
    }

    /** 403 as an aggregate: the token is good, but its policies do not allow the call. */
    public static Fault deniedByPolicy() {
        return permissionDenied().aggregate();
    }

    /** 404: the mount has no such path. */
    public static Fault unsupportedPath() {
        return of(404, "unsupported path");
    }

    /** 405: the path does not support the verb. */
    public static Fault unsupportedOperation() {
        return of(405, "unsupported operation");
    }

    /** 503: Redis did not answer, answered nonsense, or holds what cannot be trusted. The cause goes to the log only. */
    public static Fault unavailable(Throwable cause) {
        return new Fault(503, true, "storage backend unavailable", false, cause);
    }

    /** 503 as {@link #unavailable(Throwable)}, the reason in words for the log. */
    public static Fault unavailable(String reason) {
        return unavailable(new IllegalStateException(reason));
    }

    /** 503: the store is not initialised, or the node has no key that opens it. */
    public static Fault sealed() {
        return new Fault(503, true, SEALED, false, null);
    }

    /** 503 with a bare sentence and a {@code Retry-After}: there is more to do than can be done; nothing is broken. */
    public static Fault overloaded(String text, Duration retryAfter) {
        return new Fault(503, true, text, false, null, retryAfter);
    }

    /** 429 with a bare sentence and a {@code Retry-After}: this client has asked too often. */
    public static Fault tooMany(String text, Duration retryAfter) {
        return new Fault(429, true, text, false, null, retryAfter);
    }

    /** The same failure, its sentence wrapped as {@code 1 error occurred:\n\t* text\n\n}, as errors of authenticated routes are. */
    public Fault aggregate() {
        return new Fault(status, told, sentence(), true, getCause(), retryAfter);
    }

    /** Whether it says that Redis cannot be asked, or not trusted: {@link #unavailable(Throwable)}. */
    public boolean isOutage() {
        return status == 503 && getCause() != null;
    }

    /** Whether it is {@link #sealed}. */
    public boolean isSealed() {
        return sentence().equals(SEALED);
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** How long the client should wait before it tries again, for the header {@code Retry-After} (whole seconds). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What {@code errors} holds, ready for the wire; empty when it is an empty array. */
    public Optional<String> text() {
        if (!told) {
            return Optional.empty();
        }
        return Optional.of(aggregated ? "1 error occurred:\n\t* " + sentence() + "\n\n" : sentence());
    }

    private String sentence() {
        return String.valueOf(getMessage());
    }
}
