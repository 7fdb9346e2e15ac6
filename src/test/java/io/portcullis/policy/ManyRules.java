package io.portcullis.policy;

import static io.portcullis.policy.BlockBuilder.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A thousand rules of all kinds beside those of the default policy, and paths that all kinds decide about. */
final class ManyRules {

    /** The paths of the default policy that matter: two with templates among them. */
    private static final List<PathBlock> DEFAULT = List.of(
            block("auth/token/lookup-self", "read"),
            block("auth/token/renew-self", "update"),
            block("auth/token/revoke-self", "update"),
            block("sys/capabilities-self", "update"),
            block("identity/entity/id/{{identity.entity.id}}", "read"),
            block("identity/entity/name/{{identity.entity.name}}", "read"),
            block("sys/internal/ui/resultant-acl", "read"),
            block("cubbyhole/*", "create read update delete list"),
            block("identity/oidc/provider/+/authorize", "read update"));

    static final Identity HOLDER = Policies.identity(
            Map.of("identity.entity.id", "7c0e5d2a-1111-2222-3333-444455556666", "identity.entity.name", "entity_ada"));

    static final List<String> PATHS = List.of(
            "auth/token/lookup-self",
            "secret/data/team-123/app/config",
            "secret/data/team-77/other/thing/deep/down",
            "kv/x/env-5/y/password",
            "kv/x/env-250/y/z",
            "auth/userpass/users/user-42",
            "sys/policies/acl/nothing-matches-this",
            "cubbyhole/a/b",
            "identity/oidc/provider/p/authorize",
            "shared/q/r/s");

    /** How many of them may be read. */
    static final int READABLE = 8;

    private ManyRules() {}

    static PolicySet set() {
        List<PathBlock> blocks = new ArrayList<>(List.of(block("shared/*", "read"), block("shared/+/r/*", "list")));
        for (int i = 0; i < 333; i++) {
            blocks.add(block("auth/userpass/users/user-" + i, "read update"));
            blocks.add(block("secret/data/team-" + i + "/*", "read"));
            blocks.add(block("kv/+/env-" + i + "/+/password", "read"));
        }
        return Policies.set(DEFAULT, blocks);
    }
}
