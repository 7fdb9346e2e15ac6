package io.portcullis.policy;

import java.time.Duration;

/**
 * For how long an answer must be wrapped: spec of the system, 4.5 and 4.6.
 *
 * @param min at least; zero for no such rule
 * @param max at most; zero for no such rule
 */
record Wrapping(Duration min, Duration max) {

    static final Wrapping NONE = new Wrapping(Duration.ZERO, Duration.ZERO);

    /** Both, as blocks with the same path are merged. */
    Wrapping with(Wrapping other) {
        return new Wrapping(smaller(min, other.min), smaller(max, other.max));
    }

    private static Duration smaller(Duration left, Duration right) {
        return isSet(right) && (left.isZero() || right.compareTo(left) < 0) ? right : left;
    }

    /** Whether an answer may be wrapped for that long; zero when it shall not be wrapped. */
    boolean allows(Duration ttl) {
        return (!isSet(max) || !ttl.isZero() && ttl.compareTo(max) <= 0)
                && (!isSet(min) || ttl.compareTo(min) >= 0)
                && (min.isZero() || max.isZero() || max.compareTo(min) >= 0);
    }

    private static boolean isSet(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }
}
