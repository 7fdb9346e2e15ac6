package io.portcullis.password;

import java.util.concurrent.TimeUnit;

/**
 * How fast the workers are together when all of them are busy.
 *
 * <p>It is measured from one completion to a later one, over times in which something waited throughout: then no worker, and no lane of
 * one, can have been idle. Times shorter than {@link #LEAST_NANOS} tell nothing, since jobs that run side by side end side by side.
 * Earlier measures fade: they count for {@link #MEMORY_NANOS} in all. Not thread-safe.
 */
final class WorkRate {

    /** The shortest time that is taken for a measure. */
    static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** The time that a measure is worth remembering. */
    static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(4);

    private double nanos = TimeUnit.SECONDS.toNanos(1);
    private double expansions;
    private boolean measuring;
    private long since;
    private long finished;

    /** @param presumedPerNano expansions, until there is a measure; it is worth a second of measuring */
    WorkRate(double presumedPerNano) {
        this.expansions = presumedPerNano * nanos;
    }

    /** Expansions in a nanosecond. */
    double perNano() {
        return expansions / nanos;
    }

    /** Work has been finished, while other work waited. */
    void finished(long work, long now) {
        if (!measuring) {
            begin(now);
            return;
        }
        finished += work;
        if (now - since >= LEAST_NANOS) {
            count(now - since);
            begin(now);
        }
    }

    /** Nothing waits now. */
    void relieved(long now) {
        if (measuring && now - since >= LEAST_NANOS) {
            count(now - since);
        }
        measuring = false;
    }

    private void begin(long now) {
        measuring = true;
        since = now;
        finished = 0;
    }

    private void count(long elapsed) {
        nanos += elapsed;
        expansions += finished;
        double kept = Math.min(1, MEMORY_NANOS / nanos);
        nanos *= kept;
        expansions *= kept;
    }
}
