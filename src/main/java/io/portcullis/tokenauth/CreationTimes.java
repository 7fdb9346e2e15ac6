package io.portcullis.tokenauth;

import io.portcullis.fault.Fault;
import io.portcullis.field.GoDuration;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.mount.MountConfig;
import io.portcullis.token.TokenLifetime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a new token lives: spec of tokens, 2.3. What its role says holds without being the token's own.
 *
 * @param ttl from now on; zero for ever, which only a root token does
 * @param period what was asked for
 * @param explicitMaxTtl what was asked for
 * @param warnings what its maker is told
 */
record CreationTimes(Duration ttl, Duration period, Duration explicitMaxTtl, List<String> warnings) {

    CreationTimes {
        warnings = List.copyOf(warnings);
    }

    /**
     * Works them out.
     *
     * @param limits those of the role, {@link TokenRole.Limits#NONE} without one
     * @param sudo whether the maker may do what needs {@code sudo}
     * @param root whether it is to be a root token
     * @param mount the tuning of the mount that gives the token
     * @throws Fault 400 for what is no duration, negative, or not the maker's to ask for
     */
    static CreationTimes of(
            CreationRequest.Times asked,
            TokenRole.Limits limits,
            boolean sudo,
            boolean root,
            MountConfig mount,
            LeaseTtls leases,
            Instant now) {
        Duration explicit = positive("explicit_max_ttl", asked.explicitMaxTtl());
        Duration period = positive("period", asked.period());
        if (!period.isZero() && !sudo) {
            throw Fault.badRequest("root or sudo privileges required to create periodic token");
        }
        Duration ttl = asked.ttl().isEmpty() ? positive("lease", asked.lease()) : positive("ttl", asked.ttl());
        List<String> warnings = new ArrayList<>();
        Duration explicitThatHolds = combined("Explicit max TTL", explicit, limits.explicitMaxTtl(), warnings);
        Duration periodThatHolds = combined("Period", period, limits.period(), warnings);
        if (root && periodThatHolds.isZero() && ttl.isZero()) {
            return new CreationTimes(explicitThatHolds, period, explicit, warnings);
        }
        TokenLifetime lifetime = TokenLifetime.compute(
                new TokenLifetime.Terms(mount, Duration.ZERO, ttl, Duration.ZERO, explicitThatHolds, periodThatHolds),
                leases,
                now,
                now);
        warnings.addAll(lifetime.warnings());
        return new CreationTimes(lifetime.ttl(), period, explicit, warnings);
    }

    private static Duration positive(String name, String text) {
        Duration duration = GoDuration.parse(text);
        if (duration.isNegative()) {
            throw Fault.badRequest(name + " must be positive");
        }
        return duration;
    }

    private static Duration combined(String what, Duration asked, Duration ofRole, List<String> warnings) {
        Duration lesser = lesser(asked, ofRole);
        if (!asked.isZero() && !ofRole.isZero()) {
            warnings.add(what + " specified both during creation call and in role; using the lesser value of "
                    + lesser.toSeconds() + " seconds");
        }
        return lesser;
    }

    /** The lesser of two limits, zero being none. */
    static Duration lesser(Duration one, Duration other) {
        if (one.isZero() || other.isZero()) {
            return one.plus(other);
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
