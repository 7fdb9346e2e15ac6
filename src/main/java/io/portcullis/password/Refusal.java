package io.portcullis.password;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.Locale;

/** Why a request was not done. */
public enum Refusal {
    /** More waits than the workers do in time, and the request's own share of it is the largest. */
    SHED,
    /** It waited, and had to give way to a request with a smaller share. */
    PUSHED_OUT,
    /** Its deadline passed while it waited. */
    LATE,
    /** It was to be done only where a lane was free. */
    BUSY,
    /** Nobody waits for the answer any more. */
    ABANDONED,
    /** What it is about is refused by now, whatever the answer. */
    MOOT,
    /** The server stops. */
    STOPPING,
    /** The engine failed on it. */
    FAILED;

    /** The name of the reason in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is for the client to ask less. */
    boolean isForTooMuch() {
        return this == SHED || this == PUSHED_OUT || this == LATE;
    }

    /**
     * The answer: 503, and 403 for what is moot.
     *
     * @param pause after which the client may try again, unless the engine failed
     */
    Fault fault(Duration pause) {
        return switch (this) {
            case SHED, PUSHED_OUT, LATE, BUSY, ABANDONED ->
                Fault.overloaded("too many logins are waiting for a password check", pause);
            case MOOT -> Fault.permissionDenied();
            case STOPPING -> Fault.overloaded("the server is stopping", pause);
            case FAILED -> Fault.of(503, "password check failed");
        };
    }
}
