package io.portcullis.lockout;

import io.portcullis.address.Cidr;
import io.portcullis.mount.DeadMounts.DeadMount;
import io.portcullis.mount.LockoutConfig;
import io.portcullis.mount.MountEntry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where user lockout is on and how it is set: the environment, then the tuning of the mount, then the configuration file (spec of userpass,
 * 4.6). Zero in the tuning of a mount says nothing.
 *
 * @param forced what the environment says: true switches it on for every mount, false off; empty: nothing
 * @param standard what holds where a mount says nothing
 * @param disabled whether it is off where a mount says nothing
 * @param countsUnknown whether names that no account has count and lock like those of accounts (decision D5)
 * @param sourceLimit with how many names logins to a mount may fail from one address within ten minutes before it is refused; 0: any number
 */
public record LockoutRules(
        Optional<Boolean> forced, LockoutSettings standard, boolean disabled, boolean countsUnknown, int sourceLimit) {

    /** On, with the usual numbers. */
    public static final LockoutRules USUAL =
            new LockoutRules(Optional.empty(), LockoutSettings.DEFAULT, false, true, 0);

    /** The same, but for what the environment says. */
    public LockoutRules forced(Optional<Boolean> otherwise) {
        return new LockoutRules(otherwise, standard, disabled, countsUnknown, sourceLimit);
    }

    /** Of this mount; empty where nobody is locked out. */
    public Optional<LockoutSettings> of(MountEntry mount) {
        return mount.type().equals(MountEntry.USERPASS) ? of(mount.config().lockout()) : Optional.empty();
    }

    /** Of a mount that ended with its namespace: whoever was locked then stays so. */
    public Optional<LockoutSettings> of(DeadMount mount) {
        return of(mount.lockout());
    }

    private Optional<LockoutSettings> of(@Nullable LockoutConfig tuned) {
        boolean on = forced.orElse(!disabled && (tuned == null || !tuned.disable()));
        return on ? Optional.of(settings(tuned)) : Optional.empty();
    }

    private LockoutSettings settings(@Nullable LockoutConfig tuned) {
        return tuned == null
                ? standard
                : new LockoutSettings(
                        tuned.threshold() > 0 ? tuned.threshold() : standard.threshold(),
                        given(tuned.duration(), standard.duration()),
                        given(tuned.counterReset(), standard.counterReset()),
                        tuned.trustedCidrs().stream().map(Cidr::parse).toList());
    }

    private static Duration given(Duration tuned, Duration otherwise) {
        return tuned.isZero() ? otherwise : tuned;
    }
}
