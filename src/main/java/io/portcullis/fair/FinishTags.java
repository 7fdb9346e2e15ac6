package io.portcullis.fair;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where those that wait no more stood in virtual time, so that who comes back does not come back ahead of the others.
 *
 * <p>A tag is worth remembering only while it lies in the future. At most {@link #MOST} are: when there are more, virtual time goes on
 * to the least of them, so that nobody gains by being forgotten. Not thread-safe.
 */
final class FinishTags {

    /** How many are remembered. */
    static final int MOST = 256;

    private final Map<Object, Tag> keyToTag = new HashMap<>();
    private final TreeSet<Tag> byTime =
            new TreeSet<>(Comparator.comparingLong(Tag::at).thenComparingLong(Tag::number));
    private long numbers;

    private record Tag(Object key, long at, long number) {}

    int size() {
        return keyToTag.size();
    }

    /** Where it goes on: at its tag, which is forgotten, or now. */
    long recall(Object key, long now) {
        Tag tag = keyToTag.remove(key);
        if (tag == null) {
            return now;
        }
        byTime.remove(tag);
        return Math.max(now, tag.at());
    }

    /** Remembers where it stood; gives the virtual time from now on. */
    long remember(Object key, long at, long now) {
        var tag = new Tag(key, at, numbers++);
        keyToTag.put(key, tag);
        byTime.add(tag);
        long later = byTime.size() > MOST ? Math.max(now, byTime.first().at()) : now;
        forget(later);
        return later;
    }

    /** Forgets what has been reached. */
    void forget(long now) {
        while (!byTime.isEmpty() && byTime.first().at() <= now) {
            keyToTag.remove(byTime.pollFirst().key());
        }
    }
}
