package io.portcullis.token;

import io.portcullis.fault.Fault;
import io.portcullis.field.GoDuration;
import io.portcullis.mount.MountConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a token is to live from now: spec of tokens, 2.2.
 *
 * @param ttl whole seconds from now
 * @param warnings what the holder is told when that is less than was asked for
 */
public record TokenLifetime(Duration ttl, List<String> warnings) {

    /**
     * What decides. Zero means: nothing said.
     *
     * @param mount the tuning of the mount that gives the token
     * @param increment what a renewal asks for
     * @param ttl what the account says
     * @param maxTtl what the account says
     * @param explicitMaxTtl what the account said when the token was made
     * @param period what the account says
     */
    public record Terms(
            MountConfig mount,
            Duration increment,
            Duration ttl,
            Duration maxTtl,
            Duration explicitMaxTtl,
            Duration period) {}

    /**
     * Computes it.
     *
     * @param issuedAt when the token was made: now, for a new one
     * @throws Fault 500 when the maximum has passed already
     */
    public static TokenLifetime compute(Terms terms, Instant issuedAt, Instant now) {
        Duration max = smallest(terms.mount().effectiveMaxTtl(), smallest(terms.maxTtl(), terms.explicitMaxTtl()));
        if (!terms.period().isZero()) {
            return periodic(terms, max, issuedAt, now);
        }
        Duration wanted = !terms.increment().isZero()
                ? terms.increment()
                : !terms.ttl().isZero() ? terms.ttl() : terms.mount().effectiveDefaultTtl();
        return capped("TTL", wanted, remaining(issuedAt, max, now), max);
    }

    private static TokenLifetime periodic(Terms terms, Duration max, Instant issuedAt, Instant now) {
        TokenLifetime capped = capped("period", terms.period(), max, max);
        if (terms.explicitMaxTtl().isZero()) {
            return capped;
        }
        Duration left = remaining(issuedAt, terms.explicitMaxTtl(), now);
        return capped.ttl().compareTo(left) <= 0 ? capped : capped("TTL", capped.ttl(), left, terms.explicitMaxTtl());
    }

    private static TokenLifetime capped(String what, Duration wanted, Duration limit, Duration max) {
        if (wanted.compareTo(limit) <= 0) {
            return new TokenLifetime(wanted, List.of());
        }
        String value = what.equals("TTL") ? "TTL value" : "period value";
        String text = what + " of \"" + GoDuration.format(wanted) + "\" exceeded the effective max_ttl of \""
                + GoDuration.format(max) + "\"; " + value + " is capped accordingly";
        return new TokenLifetime(limit, List.of(text));
    }

    private static Duration remaining(Instant issuedAt, Duration max, Instant now) {
        Duration left =
                Duration.ofSeconds(Duration.between(now, issuedAt.plus(max)).toSeconds());
        if (left.isZero() || left.isNegative()) {
            throw Fault.of(500, "past the max TTL, cannot renew").aggregate();
        }
        return left;
    }

    /** The smaller of two limits, zero being none. */
    private static Duration smallest(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
