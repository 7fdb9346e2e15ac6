package io.portcullis.token;

import io.portcullis.fault.Fault;
import io.portcullis.field.GoDuration;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.mount.MountConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a token is to live from now: spec of tokens, 2.2.
 *
 * @param ttl whole seconds from now
 * @param warnings what the holder is told when that is less than was asked for
 */
public record TokenLifetime(Duration ttl, List<String> warnings) {

    public TokenLifetime {
        warnings = List.copyOf(warnings);
    }

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
     * Computes it, in whole seconds: of both times what is below a second does not count.
     *
     * @param issuedAt when the token was made: now, for a new one
     * @throws Fault 500 when the maximum has passed already
     */
    public static TokenLifetime compute(Terms terms, LeaseTtls system, Instant issuedAt, Instant now) {
        Duration max =
                smallest(terms.mount().effectiveMaxTtl(system), smallest(terms.maxTtl(), terms.explicitMaxTtl()));
        Duration age = Duration.ofSeconds(now.getEpochSecond() - issuedAt.getEpochSecond());
        List<String> warnings = new ArrayList<>();
        if (!terms.period().isZero()) {
            Duration period = capped("period", terms.period(), max, warnings);
            return terms.explicitMaxTtl().isZero()
                    ? new TokenLifetime(period, warnings)
                    : within(period, terms.explicitMaxTtl(), age, warnings);
        }
        return within(wanted(terms, system), max, age, warnings);
    }

    private static Duration wanted(Terms terms, LeaseTtls system) {
        if (!terms.increment().isZero()) {
            return terms.increment();
        }
        return terms.ttl().isZero() ? terms.mount().effectiveDefaultTtl(system) : terms.ttl();
    }

    /** What is left of a maximum that began to run when the token was made. */
    private static TokenLifetime within(Duration wanted, Duration max, Duration age, List<String> warnings) {
        Duration left = max.minus(age);
        if (left.isZero() || left.isNegative()) {
            throw Fault.of(500, "past the max TTL, cannot renew").aggregate();
        }
        return new TokenLifetime(capped("TTL", wanted, left, warnings), warnings);
    }

    private static Duration capped(String what, Duration wanted, Duration limit, List<String> warnings) {
        if (wanted.compareTo(limit) <= 0) {
            return wanted;
        }
        warnings.add(what + " of \"" + GoDuration.format(wanted) + "\" exceeded the effective max_ttl of \""
                + GoDuration.format(limit) + "\"; " + what + " value is capped accordingly");
        return limit;
    }

    /** The smaller of two limits, zero being none. */
    private static Duration smallest(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.isZero() ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
