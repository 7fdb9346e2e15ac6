package io.portcullis.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token is, apart from its string, which is stored nowhere.
 *
 * @param namespaceId the namespace that it belongs to
 * @param accessor names it without giving its power
 * @param mountAccessor the mount that gave it: no longer there, the token is void
 * @param path the path of the request that made it
 * @param displayName for people
 * @param meta what the auth method knows of its holder; null when there is nothing
 * @param policies sorted, without duplicates
 * @param entityId of its holder; empty when there is none
 * @param issuedAt when it was made, by the clock of Redis
 * @param expiresAt when it ends; null for never. The only word on that: the key's own expiry just cleans
 * @param creationTtl how long it was to live at first; zero for ever
 * @param period what every renewal gives again; zero for none
 * @param explicitMaxTtl after how long it ends whatever is renewed; zero for none
 * @param renewable whether it may be prolonged
 * @param uses how many requests it was good for at first; zero for any number
 * @param boundCidrs networks that it may be used from; empty for all
 * @param lastRenewedAt null before the first renewal
 */
public record TokenEntry(
        String namespaceId,
        String accessor,
        String mountAccessor,
        String path,
        String displayName,
        @Nullable Map<String, String> meta,
        List<String> policies,
        String entityId,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        Duration creationTtl,
        Duration period,
        Duration explicitMaxTtl,
        boolean renewable,
        long uses,
        List<String> boundCidrs,
        @Nullable Instant lastRenewedAt) {

    public TokenEntry {
        policies = List.copyOf(policies);
        boundCidrs = List.copyOf(boundCidrs);
    }

    /** Whether it has ended. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whole seconds that it has left; zero for ever. */
    public Duration remaining(Instant now) {
        return expiresAt == null
                ? Duration.ZERO
                : Duration.ofSeconds(Duration.between(now, expiresAt).toSeconds());
    }

    /** The same token, to end later or earlier. */
    public TokenEntry renewed(Instant now, Instant until) {
        return new TokenEntry(
                namespaceId,
                accessor,
                mountAccessor,
                path,
                displayName,
                meta,
                policies,
                entityId,
                issuedAt,
                until,
                creationTtl,
                period,
                explicitMaxTtl,
                renewable,
                uses,
                boundCidrs,
                now);
    }

    /** The accessor and path name people and places; policies and the rest are nobody's business in a log. */
    @Override
    public String toString() {
        return "TokenEntry(" + accessor + ")";
    }
}
