package io.portcullis.fair;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A part of the backlog that has its turn among its siblings: what waits of one namespace, of one mount in it, or of one source there.
 *
 * <p>The fields are its parent's, which orders by them.
 */
abstract sealed class Share<W extends Backlog.Work> permits Branch, Leaf {

    final @Nullable Branch<W> parent;
    final Object key;

    /** When it was made: no two siblings have the same. */
    final long number;

    /** The work that waits here, in expansions. */
    long weight;

    /** The virtual time at which its next work starts. */
    long start;

    /** Where it stands in its parent's heaps. */
    final int[] places = new int[2];

    /** Who starts at the same time comes in this order. */
    long turn;

    Share(@Nullable Branch<W> parent, Object key, long number, long start) {
        this.parent = parent;
        this.key = key;
        this.number = number;
        this.start = start;
    }

    /** Where work of the origin waits, made if there is none. */
    abstract Leaf<W> leafOf(Origin origin);

    /** Whose turn it is. */
    abstract Leaf<W> next();

    /** The heaviest in the heaviest in the heaviest. */
    abstract Leaf<W> heaviestLeaf();

    /** What would still be heavier than the newcomer's share of it with the newcomer: that which has to give way to it. */
    abstract Optional<Share<W>> yielding(Origin newcomer, long expansions);

    /** Takes out those that are over. */
    abstract List<W> dropIf(Predicate<W> over);

    /** How many shares and tags are kept. */
    abstract int kept();

    /** Notes here and above that more waits, or less, and how much was served. */
    final void shift(long more, long served) {
        if (parent == null) {
            weight += more;
        } else {
            parent.move(this, more, served);
            parent.shift(more, served);
        }
    }
}
