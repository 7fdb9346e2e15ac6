package io.portcullis.fair;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shares that take turns by start-time fair queueing (Goyal, Vin and Cheng, 1996): who is served goes on in virtual time by the
 * expansions of the work, the one that is least far on is next, and virtual time is where the last one served stood. Who begins to wait
 * starts now, or where it stood if that is later; so it has its turn within one round of those that wait, and the service of any two that
 * wait all the time never differs by more than one piece of work of each.
 *
 * <p>Each operation takes time logarithmic in the number of shares. Who does not wait has no share, only, for a while, a finish tag.
 */
final class Branch<W extends Backlog.Work> extends Share<W> {

    private final Level level;
    private final Map<Object, Share<W>> keyToShare = new HashMap<>();
    private final FinishTags finished = new FinishTags();
    private final ShareHeap<W> byStart = new ShareHeap<>(ShareHeap.BY_START, Branch::startsFirst);
    private final ShareHeap<W> byWeight = new ShareHeap<>(ShareHeap.BY_WEIGHT, Branch::weighsMost);
    private long now;
    private long numbers;
    private long turns;

    /** What the shares of a branch are shares of. */
    private enum Level {
        NAMESPACE,
        MOUNT,
        SOURCE;

        Object key(Origin origin) {
            return switch (this) {
                case NAMESPACE -> origin.namespaceId();
                case MOUNT -> origin.mountAccessor();
                case SOURCE -> origin.source();
            };
        }
    }

    /** All of it, shared by namespace. */
    Branch() {
        this(null, "", 0, 0, Level.NAMESPACE);
    }

    private Branch(@Nullable Branch<W> parent, Object key, long number, long start, Level level) {
        super(parent, key, number, start);
        this.level = level;
    }

    @Override
    Leaf<W> leafOf(Origin origin) {
        return keyToShare.computeIfAbsent(level.key(origin), this::arriving).leafOf(origin);
    }

    private Share<W> arriving(Object key) {
        long start = finished.recall(key, now);
        return switch (level) {
            case NAMESPACE -> new Branch<>(this, key, numbers++, start, Level.MOUNT);
            case MOUNT -> new Branch<>(this, key, numbers++, start, Level.SOURCE);
            case SOURCE -> new Leaf<>(this, key, numbers++, start);
        };
    }

    @Override
    Leaf<W> next() {
        return byStart.first().next();
    }

    @Override
    Leaf<W> heaviestLeaf() {
        return byWeight.first().heaviestLeaf();
    }

    @Override
    Optional<Share<W>> yielding(Origin newcomer, long expansions) {
        Share<W> heaviest = byWeight.first();
        Share<W> own = keyToShare.get(level.key(newcomer));
        if (heaviest.weight > expansions + (own == null ? 0 : own.weight)) {
            return Optional.of(heaviest);
        }
        return own == null ? Optional.empty() : own.yielding(newcomer, expansions);
    }

    @Override
    List<W> dropIf(Predicate<W> over) {
        return List.copyOf(keyToShare.values()).stream()
                .flatMap(share -> share.dropIf(over).stream())
                .toList();
    }

    @Override
    int kept() {
        return finished.size()
                + keyToShare.values().stream()
                        .mapToInt(share -> 1 + share.kept())
                        .sum();
    }

    /** Notes that more waits in a share, or less, and how much of it was served. */
    void move(Share<W> share, long more, long served) {
        boolean waited = share.weight > 0;
        share.weight += more;
        if (served > 0 || !waited) {
            share.turn = turns++;
        }
        serve(share, served);
        if (!waited) {
            byStart.add(share);
            byWeight.add(share);
        } else if (share.weight > 0) {
            byStart.changed(share);
            byWeight.changed(share);
        } else {
            leave(share);
        }
    }

    private void serve(Share<W> share, long served) {
        if (served > 0) {
            now = Math.max(now, share.start);
            share.start += served;
            finished.forget(now);
        }
    }

    private void leave(Share<W> share) {
        byStart.remove(share);
        byWeight.remove(share);
        keyToShare.remove(share.key);
        now = finished.remember(share.key, share.start, now);
    }

    private static int startsFirst(Share<?> one, Share<?> other) {
        return one.start == other.start ? Long.compare(one.turn, other.turn) : Long.compare(one.start, other.start);
    }

    private static int weighsMost(Share<?> one, Share<?> other) {
        return one.weight == other.weight
                ? Long.compare(other.number, one.number)
                : Long.compare(other.weight, one.weight);
    }
}
