package io.portcullis.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * The policies that nobody wrote: spec of the system, 3.19. Two are not stored and cannot be changed; {@code default} is stored
 * when a namespace is made, and an ordinary policy from then on, but for its deletion.
 */
final class BuiltInPolicies {

    /** Allows everything; it has no text. */
    static final String ROOT = "root";

    /** What the holder of a wrapping token may do. */
    static final String RESPONSE_WRAPPING = "response-wrapping";

    /** What every token has unless told otherwise. */
    static final String DEFAULT = "default";

    private static final String RESPONSE_WRAPPING_TEXT = """
            path "cubbyhole/response"     { capabilities = ["create", "read"] }
            path "sys/wrapping/unwrap"    { capabilities = ["update"] }
            path "auth/token/revoke-self" { capabilities = ["update"] }
            """;

    private static final String DEFAULT_TEXT = """
            # What every token may do unless it was made without this policy. It can be edited, but not deleted.

            # The token itself: its properties, its life, its rights.
            path "auth/token/lookup-self"        { capabilities = ["read"] }
            path "auth/token/renew-self"         { capabilities = ["update"] }
            path "auth/token/revoke-self"        { capabilities = ["update"] }
            path "sys/capabilities-self"         { capabilities = ["update"] }

            # The rights of all policies together, as user interfaces show them; its form may change.
            path "sys/internal/ui/resultant-acl" { capabilities = ["read"] }

            # The entity behind the token, by id and by name.
            path "identity/entity/id/{{identity.entity.id}}"     { capabilities = ["read"] }
            path "identity/entity/name/{{identity.entity.name}}" { capabilities = ["read"] }

            # Leases, for those who know their ids.
            path "sys/leases/renew"              { capabilities = ["update"] }
            path "sys/leases/lookup"             { capabilities = ["update"] }

            # A store that only this token sees.
            path "cubbyhole/*"                   { capabilities = ["create", "read", "update", "delete", "list"] }

            # Response wrapping: wrap, ask about a wrapping token, unwrap.
            path "sys/wrapping/wrap"             { capabilities = ["update"] }
            path "sys/wrapping/lookup"           { capabilities = ["update"] }
            path "sys/wrapping/unwrap"           { capabilities = ["update"] }

            # Hashing what is sent.
            path "sys/tools/hash"                { capabilities = ["update"] }
            path "sys/tools/hash/*"              { capabilities = ["update"] }

            # Signing in to others with OpenID Connect.
            path "identity/oidc/provider/+/authorize" { capabilities = ["read", "update"] }
            """;

    private BuiltInPolicies() {}

    /** The policy that is there under this name in every namespace without being stored. */
    static Optional<Policy> of(String namespaceId, String name) {
        return switch (name) {
            case ROOT -> Optional.of(root(namespaceId));
            case RESPONSE_WRAPPING ->
                Optional.of(new Policy(
                        namespaceId, RESPONSE_WRAPPING, RESPONSE_WRAPPING_TEXT, 1, false, null, null, false, false));
            default -> Optional.empty();
        };
    }

    /** The root policy. */
    static Policy root(String namespaceId) {
        return new Policy(namespaceId, ROOT, "", 0, false, null, null, false, false);
    }

    /** The default policy of a namespace that is made now. */
    static Policy defaultOf(String namespaceId, Instant now) {
        return new Policy(namespaceId, DEFAULT, DEFAULT_TEXT, 1, false, now, null, false, false);
    }
}
