package io.portcullis.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Compiled sets of policies, each of them made once for all event loops; bounded by forgetting all. */
final class PolicySetCache {

    private static final int GREATEST_WEIGHT = 100_000;
    private static final int CHARACTERS_OF_A_BLOCK = 100;

    private final Map<Key, PolicySet> sets = new ConcurrentHashMap<>();
    private final AtomicInteger weights = new AtomicInteger();

    /** What makes a set, beside the policies themselves. */
    record Key(String namespaceId, String namespacePath, List<String> names) {}

    /** One for each block, and for what the names take about as much memory as a block; empty sets weigh something too. */
    private static int weight(Key key, PolicySet set) {
        int characters = key.names().stream().mapToInt(String::length).sum();
        return 1 + set.size() + characters / CHARACTERS_OF_A_BLOCK;
    }

    /** The set that holds now: a known one, or the one that the supplier makes. */
    PolicySet get(Key key, Instant now, Supplier<PolicySet> maker) {
        PolicySet known = sets.get(key);
        if (known != null && known.holdsAt(now)) {
            return known;
        }
        PolicySet made = maker.get();
        int weight = weight(key, made);
        if (weights.addAndGet(weight) > GREATEST_WEIGHT) {
            sets.clear();
            weights.set(weight);
        }
        sets.put(new Key(key.namespaceId(), key.namespacePath(), List.copyOf(key.names())), made);
        return made;
    }
}
