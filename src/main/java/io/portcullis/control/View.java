package io.portcullis.control;

import java.time.Instant;

/**
 * The control plane as it was when Redis was asked, after the request arrived.
 *
 * @param snapshot the state
 * @param time the clock of Redis then: the only clock for tokens
 * @param askedNanos when the question left, by {@link System#nanoTime}
 */
public record View(Snapshot snapshot, Instant time, long askedNanos) {

    /** The clock of Redis by now: what it said, and what has gone by here since it was asked. */
    public Instant timeNow() {
        return time.plusNanos(System.nanoTime() - askedNanos);
    }
}
