package io.portcullis.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a token lives. Zero durations say nothing.
 *
 * @param issuedAt when it was made, by the clock of Redis
 * @param expiresAt when it ends; null for never. The only word on that: the key's own expiry just cleans
 * @param creationTtl how long it was to live at first; zero for ever
 * @param period what every renewal gives again; zero for none
 * @param explicitMaxTtl after how long it ends whatever is renewed; zero for none
 * @param renewable whether it may be prolonged
 * @param lastRenewedAt null before the first renewal
 */
public record TokenLease(
        Instant issuedAt,
        @Nullable Instant expiresAt,
        Duration creationTtl,
        Duration period,
        Duration explicitMaxTtl,
        boolean renewable,
        @Nullable Instant lastRenewedAt) {

    /** A lease that never ends and cannot be renewed. */
    public static TokenLease endless(Instant issuedAt) {
        return new TokenLease(issuedAt, null, Duration.ZERO, Duration.ZERO, Duration.ZERO, false, null);
    }

    /** Whether it has ended. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Its end in milliseconds since 1970, as scripts have it; {@code never} when there is none. */
    Object endMillis(String never) {
        return expiresAt == null ? never : expiresAt.toEpochMilli();
    }

    /** Whole seconds that it has left; zero for ever. */
    public Duration remaining(Instant now) {
        return expiresAt == null
                ? Duration.ZERO
                : Duration.ofSeconds(Duration.between(now, expiresAt).toSeconds());
    }

    /** What it was last given to live, when it was made or renewed; zero for ever. */
    public Duration lastTtl() {
        return expiresAt == null || lastRenewedAt == null ? creationTtl : Duration.between(lastRenewedAt, expiresAt);
    }

    /** The same lease, to end later or earlier. */
    public TokenLease renewed(Instant now, Instant until) {
        return new TokenLease(issuedAt, until, creationTtl, period, explicitMaxTtl, renewable, now);
    }
}
