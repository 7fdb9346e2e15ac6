package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Compiled sets are made once while they hold, and do not take memory without bound. */
class PolicySetCacheTest {

    private final PolicySetCache cache = new PolicySetCache();
    private final AtomicInteger made = new AtomicInteger();

    private PolicySet get(List<String> names, Instant now) {
        return cache.get(new PolicySetCache.Key("root", "", names), now, () -> {
            made.incrementAndGet();
            return PolicySet.of("", List.of(), now);
        });
    }

    @Test
    void aSetIsMadeOnce() {
        PolicySet first = get(List.of("a", "b"), Policies.NOW);

        assertThat(get(List.of("a", "b"), Policies.NOW.plusSeconds(9))).isSameAs(first);
        assertThat(get(List.of("b", "a"), Policies.NOW)).isNotSameAs(first);
        assertThat(made).hasValue(2);
    }

    @Test
    void namesWithoutPoliciesTakeNoMemoryWithoutBound() {
        String longName = "x".repeat(10_000);
        get(List.of("a"), Policies.NOW);

        for (int i = 0; i < 1_000; i++) {
            get(List.of(longName + i), Policies.NOW);
        }
        made.set(0);
        get(List.of("a"), Policies.NOW);

        assertThat(made).as("all were forgotten").hasValue(1);
    }
}
