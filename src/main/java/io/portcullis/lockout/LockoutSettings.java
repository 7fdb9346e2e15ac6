package io.portcullis.lockout;

import io.portcullis.address.Cidr;
import io.portcullis.address.IpAddress;
import java.time.Duration;
import java.util.List;

/**
 * When accounts of a mount are locked.
 *
 * @param threshold how many wrong passwords lock; 0 as 1
 * @param duration of a lock, from the last of them; zero never locks
 * @param counterReset how long after the last of them the counter begins anew
 * @param trusted the networks whose clients are counted apart from all others (threats A6); empty: there is one counter
 */
public record LockoutSettings(long threshold, Duration duration, Duration counterReset, List<Cidr> trusted) {

    /** Five wrong passwords, fifteen minutes each. */
    public static final LockoutSettings DEFAULT =
            new LockoutSettings(5, Duration.ofMinutes(15), Duration.ofMinutes(15), List.of());

    public LockoutSettings {
        if (threshold < 0 || duration.isNegative() || counterReset.isNegative()) {
            throw new IllegalArgumentException("user lockout knows no negative numbers");
        }
        trusted = List.copyOf(trusted);
    }

    /** Whether clients from elsewhere have a counter of their own. */
    public boolean separates() {
        return !trusted.isEmpty();
    }

    /** On which side a client is; one whom the account does not allow is outside wherever it comes from. */
    public Side sideOf(IpAddress client, boolean allowed) {
        boolean inside = !separates() || allowed && trusted.stream().anyMatch(network -> network.contains(client));
        return inside ? Side.INSIDE : Side.OUTSIDE;
    }

    /** The count at which an account is locked. */
    public long lockingCount() {
        return Math.max(1, threshold);
    }
}
