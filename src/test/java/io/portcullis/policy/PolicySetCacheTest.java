package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compiled sets are made once while they hold, and do not take memory without bound. */
class PolicySetCacheTest {

    private final PolicySetCache cache = new PolicySetCache();

    private static CompiledPolicy policy(String name, int blocks) {
        String text = IntStream.range(0, blocks)
                .mapToObj(i -> "path \"" + name + i + "\" { capabilities = [\"read\"] }")
                .collect(Collectors.joining("\n"));
        return new PolicyTexts().compiled(new Policy("root", name, text, 1, false, Policies.NOW, null, false, false));
    }

    private PolicySet get(Instant now, CompiledPolicy... policies) {
        return cache.get("", List.of(policies), now);
    }

    @Test
    void aSetIsMadeOnce() {
        CompiledPolicy a = policy("a", 1);
        CompiledPolicy b = policy("b", 1);
        PolicySet first = get(Policies.NOW, a, b);

        assertThat(get(Policies.NOW.plusSeconds(9), a, b)).isSameAs(first);
        assertThat(get(Policies.NOW, b, a)).isNotSameAs(first);
        assertThat(cache.get("ns1/", List.of(a, b), Policies.NOW)).isNotSameAs(first);
    }

    @Test
    void aPolicyThatWasWrittenAgainMakesAnotherSet() {
        CompiledPolicy a = policy("a", 1);

        assertThat(get(Policies.NOW, policy("a", 1))).isNotSameAs(get(Policies.NOW, a));
    }

    @Test
    void manySetsTakeNoMemoryWithoutBound() {
        CompiledPolicy small = policy("a", 1);
        CompiledPolicy large = policy("large", 1_000);
        PolicySet first = get(Policies.NOW, small);

        for (int i = 0; i < 100; i++) {
            get(Policies.NOW, large, policy("x" + i, 1));
        }

        assertThat(get(Policies.NOW, small)).as("all were forgotten").isNotSameAs(first);
    }
}
