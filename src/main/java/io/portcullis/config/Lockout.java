package io.portcullis.config;

import java.time.Duration;

/**
 * User lockout of userpass: what {@code user_lockout "userpass"} says, else {@code user_lockout "all"}, else the default, each
 * field by itself.
 *
 * @param threshold failures until the lock
 * @param duration of the lock
 * @param counterReset time without a failure after which counting begins anew
 * @param disabled whether accounts are never locked
 */
public record Lockout(int threshold, Duration duration, Duration counterReset, boolean disabled) {

    private static final int MOST_FAILURES = 1_000_000;

    static Lockout read(Section all, Section userpass) {
        Lockout standard = new Lockout(5, Duration.ofMinutes(15), Duration.ofMinutes(15), false);
        return read(userpass, read(all, standard));
    }

    private static Lockout read(Section section, Lockout otherwise) {
        return new Lockout(
                section.number("lockout_threshold", otherwise.threshold, 0, MOST_FAILURES),
                section.duration("lockout_duration", otherwise.duration, Duration.ZERO),
                section.duration("lockout_counter_reset", otherwise.counterReset, Duration.ZERO),
                section.flag("disable_lockout", otherwise.disabled));
    }
}
