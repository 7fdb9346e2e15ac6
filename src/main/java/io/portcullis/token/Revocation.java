package io.portcullis.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That all tokens below a path are void that were issued up to an instant: an entry of the control plane.
 *
 * @param namespaceId the namespace of the tokens
 * @param prefix the path, as directories are: with a final slash
 * @param issuedUpTo the instant; somewhat after the commit, so that no clock lets a token through
 * @param until when none of those tokens can still be there; null for never
 */
record Revocation(
        String namespaceId,
        String prefix,
        Instant issuedUpTo,
        @Nullable Instant until) {

    Revocation {
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException("a prefix is a directory");
        }
    }

    /** The key of its entry. */
    String key() {
        return namespaceId + "/" + prefix;
    }

    /** Whether it has nothing left to revoke. */
    boolean isOver(Instant now) {
        return until != null && now.isAfter(until);
    }
}
