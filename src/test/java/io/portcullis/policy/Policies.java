package io.portcullis.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets of policies for tests: each a list of blocks, named {@code p0}, {@code p1} and so on. */
final class Policies {

    static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

    private Policies() {}

    static PolicySet set(List<PathBlock> policy) {
        return set("", List.of(policy));
    }

    static PolicySet set(List<PathBlock> first, List<PathBlock> second) {
        return set("", List.of(first, second));
    }

    static PolicySet set(String namespacePath, List<List<PathBlock>> policies) {
        List<CompiledPolicy> compiled = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            compiled.add(CompiledPolicy.of(policy("p" + i, false, false), policies.get(i)));
        }
        return PolicySet.of(namespacePath, compiled, NOW);
    }

    static Policy policy(String name, boolean allowWildcards, boolean allowSlashes) {
        return new Policy("root", name, "", 1, false, NOW, null, allowWildcards, allowSlashes);
    }

    /** What one policy with these blocks allows to nobody in particular. */
    static Acl acl(PathBlock... blocks) {
        return acl(Identity.NOBODY, blocks);
    }

    static Acl acl(Identity identity, PathBlock... blocks) {
        return set(List.of(blocks)).acl(new Viewpoint(identity, NOW));
    }

    /** Somebody with these values. */
    static Identity identity(Map<String, String> selectorToValue) {
        return selector -> Optional.ofNullable(selectorToValue.get(selector));
    }

    /** Somebody whose entity is called so. */
    static Identity named(String name) {
        return identity(Map.of("identity.entity.name", name));
    }
}
