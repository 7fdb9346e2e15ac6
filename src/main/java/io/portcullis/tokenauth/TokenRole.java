package io.portcullis.tokenauth;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token role: what tokens that are made by it are like. Spec of tokens, 2.4.
 *
 * @param namespaceId the namespace that it is in
 * @param name case-sensitive
 * @param policies which policies its tokens may have
 * @param limits what its tokens are limited to
 * @param orphan whether its tokens have no parent
 * @param renewable whether its tokens may be renewable
 * @param noDefaultPolicy whether the default policy is left out where {@code policies} decide
 * @param pathSuffix what follows the role's name in the path of its tokens; empty for nothing
 * @param entityAliases lower-cased names, {@code *} for anything, that its tokens may be given to; null before the first write
 * @param type {@code service}, {@code batch}, {@code default-service} or {@code default-batch}
 */
record TokenRole(
        String namespaceId,
        String name,
        Policies policies,
        Limits limits,
        boolean orphan,
        boolean renewable,
        boolean noDefaultPolicy,
        String pathSuffix,
        @Nullable List<String> entityAliases,
        String type) {

    /** The type of tokens that last until they are revoked or run out. */
    static final String SERVICE = "service";

    /** The type of tokens that are stored nowhere. */
    static final String BATCH = "batch";

    private static final String DEFAULT_SERVICE = "default-service";
    private static final String DEFAULT_BATCH = "default-batch";

    /** The types that a role may have. */
    static final Set<String> TYPES = Set.of(SERVICE, BATCH, DEFAULT_SERVICE, DEFAULT_BATCH);

    /**
     * Which policies tokens may have: names, and patterns in which {@code *} stands for anything. All lower-cased, sorted, without
     * duplicates.
     */
    record Policies(
            List<String> allowed, List<String> allowedGlobs, List<String> disallowed, List<String> disallowedGlobs) {

        static final Policies ANY = new Policies(List.of(), List.of(), List.of(), List.of());

        Policies {
            allowed = List.copyOf(allowed);
            allowedGlobs = List.copyOf(allowedGlobs);
            disallowed = List.copyOf(disallowed);
            disallowedGlobs = List.copyOf(disallowedGlobs);
        }

        /** Whether they say anything at all. */
        boolean decide() {
            return allowSome() || !disallowed.isEmpty() || !disallowedGlobs.isEmpty();
        }

        /** Whether only what they name is allowed. */
        boolean allowSome() {
            return !allowed.isEmpty() || !allowedGlobs.isEmpty();
        }

        /** Whether they forbid a policy. */
        boolean forbid(String policy) {
            return disallowed.contains(policy) || Wildcards.anyMatches(disallowedGlobs, policy);
        }
    }

    /**
     * What tokens are limited to; zero and empty say nothing.
     *
     * @param period what every renewal gives again
     * @param explicitMaxTtl after how long a token ends whatever is renewed
     * @param boundCidrs networks that a token may be used from
     * @param numUses how many requests a token is good for
     * @param olderNames which of the first three were written by their older names
     */
    record Limits(
            Duration period, Duration explicitMaxTtl, List<String> boundCidrs, long numUses, Set<String> olderNames) {

        static final Limits NONE = new Limits(Duration.ZERO, Duration.ZERO, List.of(), 0, Set.of());

        Limits {
            boundCidrs = List.copyOf(boundCidrs);
            olderNames = Set.copyOf(olderNames);
        }
    }

    /** A role of which nothing was said. */
    static TokenRole untold(String namespaceId, String name) {
        return new TokenRole(
                namespaceId, name, Policies.ANY, Limits.NONE, false, true, false, "", null, DEFAULT_SERVICE);
    }

    /** The type of a token of which the call says this, empty for nothing. */
    String typeOf(String asked) {
        return switch (type) {
            case DEFAULT_SERVICE -> asked;
            case DEFAULT_BATCH -> asked.isEmpty() ? BATCH : asked;
            default -> type;
        };
    }

    /** Whether a token may be given to the holder of a lower-cased alias. */
    boolean allowsAlias(String alias) {
        return entityAliases != null && Wildcards.anyMatches(entityAliases, alias);
    }
}
