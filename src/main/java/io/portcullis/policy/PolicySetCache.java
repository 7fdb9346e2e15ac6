package io.portcullis.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compiled sets of policies, each of them made once for all event loops, and shared by all snapshots: a set goes by the very policies that it is made of, so a
 * changed policy makes other sets, and those without it stay. Bounded by forgetting all.
 */
final class PolicySetCache {

    private static final int GREATEST_WEIGHT = 100_000;

    private final Map<Key, PolicySet> sets = new ConcurrentHashMap<>();
    private final AtomicInteger weights = new AtomicInteger();

    private record Key(String namespacePath, List<CompiledPolicy> policies) {}

    /** The set that these make, if it holds now, a known one; else a new one. */
    PolicySet get(String namespacePath, List<CompiledPolicy> policies, Instant now) {
        Key key = new Key(namespacePath, policies);
        PolicySet known = sets.get(key);
        if (known != null && known.holdsAt(now)) {
            return known;
        }
        PolicySet made = PolicySet.of(namespacePath, policies, now);
        int weight = 1 + made.size();
        if (weights.addAndGet(weight) > GREATEST_WEIGHT) {
            sets.clear();
            weights.set(weight);
        }
        sets.put(key, made);
        return made;
    }
}
