package io.portcullis.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting for a condition, with a deadline. */
public final class Poll {

    private static final long PAUSE_MILLIS = 5;

    private Poll() {}

    /** Returns as soon as the condition holds; an {@link AssertionError} if it does not within this time. */
    public static void until(Duration time, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still not so after " + time);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
