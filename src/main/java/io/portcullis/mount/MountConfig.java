package io.portcullis.mount;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tuning of a mount. Zero durations mean the system's.
 *
 * @param defaultLeaseTtl how long a token lives that asks for nothing
 * @param maxLeaseTtl how long one lives at most
 * @param tokenType what kind of token a login gives
 * @param listingVisibility {@code unauth} shows the mount to strangers; empty or {@code hidden} does not
 * @param auditNonHmacRequestKeys kept and shown
 * @param auditNonHmacResponseKeys kept and shown
 * @param passthroughRequestHeaders kept and shown
 * @param allowedResponseHeaders kept and shown
 * @param lockout when accounts are locked; null when that was never tuned
 */
public record MountConfig(
        Duration defaultLeaseTtl,
        Duration maxLeaseTtl,
        String tokenType,
        String listingVisibility,
        List<String> auditNonHmacRequestKeys,
        List<String> auditNonHmacResponseKeys,
        List<String> passthroughRequestHeaders,
        List<String> allowedResponseHeaders,
        @Nullable LockoutConfig lockout) {

    private static final Set<String> TOKEN_TYPES = Set.of("default-service", "default-batch", "service", "batch");
    private static final Set<String> VISIBILITIES = Set.of("", "hidden", "unauth");

    /** What a mount has that was never tuned. */
    public static final MountConfig UNTUNED = new MountConfig(
            Duration.ZERO, Duration.ZERO, "default-service", "", List.of(), List.of(), List.of(), List.of(), null);

    public MountConfig {
        if (!TOKEN_TYPES.contains(tokenType)) {
            throw Fault.badRequest("invalid value for 'token_type'");
        }
        if (!VISIBILITIES.contains(listingVisibility)) {
            throw Fault.badRequest("invalid listing_visibility " + listingVisibility);
        }
        auditNonHmacRequestKeys = List.copyOf(auditNonHmacRequestKeys);
        auditNonHmacResponseKeys = List.copyOf(auditNonHmacResponseKeys);
        passthroughRequestHeaders = List.copyOf(passthroughRequestHeaders);
        allowedResponseHeaders = List.copyOf(allowedResponseHeaders);
    }

    /** The default that applies: the mount's, else the system's. */
    public Duration effectiveDefaultTtl(LeaseTtls system) {
        return defaultLeaseTtl.isZero() ? system.standard() : defaultLeaseTtl;
    }

    /** The maximum that applies: the mount's, even if larger, else the system's. */
    public Duration effectiveMaxTtl(LeaseTtls system) {
        return maxLeaseTtl.isZero() ? system.longest() : maxLeaseTtl;
    }
}
