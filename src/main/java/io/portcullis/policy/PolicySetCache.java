package io.portcullis.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Compiled sets of policies, each of them made once for all event loops; bounded by forgetting all. */
final class PolicySetCache {

    private static final int MOST_BLOCKS = 100_000;

    private final Map<Key, PolicySet> sets = new ConcurrentHashMap<>();
    private final AtomicInteger blocks = new AtomicInteger();

    /** What makes a set, beside the policies themselves. */
    record Key(String namespaceId, String namespacePath, List<String> names) {}

    /** The set that holds now: a known one, or the one that the supplier makes. */
    PolicySet get(Key key, Instant now, Supplier<PolicySet> maker) {
        PolicySet known = sets.get(key);
        if (known != null && known.holdsAt(now)) {
            return known;
        }
        PolicySet made = maker.get();
        // One more than its blocks, so that empty sets count as well.
        if (blocks.addAndGet(made.size() + 1) > MOST_BLOCKS) {
            sets.clear();
            blocks.set(made.size() + 1);
        }
        sets.put(new Key(key.namespaceId(), key.namespacePath(), List.copyOf(key.names())), made);
        return made;
    }
}
