package io.portcullis.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is stored: spec of the system, 3.19.
 *
 * @param namespaceId the namespace whose tokens it is for
 * @param name trimmed and in lower case
 * @param text as written
 * @param version how often it was written since it was made, from 1; 0 for {@code root}
 * @param casRequired whether a write must name the version that it replaces
 * @param modified when it was written last, by the clock of Redis; null for one that is built in
 * @param expiresAt from then on it is as good as absent; null for never
 * @param allowWildcards whether values in its templates may hold {@code *} and {@code +}
 * @param allowSlashes whether values in its templates may hold {@code /}
 */
public record Policy(
        String namespaceId,
        String name,
        String text,
        long version,
        boolean casRequired,
        @Nullable Instant modified,
        @Nullable Instant expiresAt,
        boolean allowWildcards,
        boolean allowSlashes) {

    /** The same as it is stored when it is written. */
    Policy written(long newVersion, Instant now) {
        return new Policy(
                namespaceId, name, text, newVersion, casRequired, now, expiresAt, allowWildcards, allowSlashes);
    }

    /** The same policy, which shares an equal text with others. */
    Policy withTextAs(String equal) {
        return new Policy(
                namespaceId, name, equal, version, casRequired, modified, expiresAt, allowWildcards, allowSlashes);
    }

    /** Whether it has ended. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
