package io.portcullis.config;

import java.time.Duration;
import java.util.Optional;

/**
 * User lockout of userpass: what {@code user_lockout "userpass"} says, else {@code user_lockout "all"}, else the default, each
 * field by itself.
 *
 * @param threshold failures until the lock
 * @param duration of the lock
 * @param counterReset time without a failure after which counting begins anew
 * @param disabled whether accounts are never locked
 * @param countUnknown whether names that no account has count and lock, too
 * @param sourceFailureLimit with how many names logins may fail from one address within ten minutes before it is refused; 0: any number
 * @param forced whether it is on everywhere, or off everywhere, whatever else is said: {@link LockoutSwitch}
 */
public record Lockout(
        int threshold,
        Duration duration,
        Duration counterReset,
        boolean disabled,
        boolean countUnknown,
        int sourceFailureLimit,
        Optional<Boolean> forced) {

    private static final int MOST_FAILURES = 1_000_000;
    private static final int MOST_NAMES = 10_000;

    static Lockout read(Section all, Section userpass, Optional<Boolean> forced) {
        Lockout standard = new Lockout(5, Duration.ofMinutes(15), Duration.ofMinutes(15), false, true, 0, forced);
        return read(userpass, read(all, standard));
    }

    private static Lockout read(Section section, Lockout otherwise) {
        return new Lockout(
                section.number("lockout_threshold", otherwise.threshold, 0, MOST_FAILURES),
                section.duration("lockout_duration", otherwise.duration, Duration.ZERO),
                section.duration("lockout_counter_reset", otherwise.counterReset, Duration.ZERO),
                section.flag("disable_lockout", otherwise.disabled),
                section.flag("count_unknown_users", otherwise.countUnknown),
                section.number("login_source_failure_limit", otherwise.sourceFailureLimit, 0, MOST_NAMES),
                otherwise.forced);
    }
}
