package io.portcullis.fair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What waits of one source: first come, first served. */
final class Leaf<W extends Backlog.Work> extends Share<W> {

    private final Deque<W> waiting = new ArrayDeque<>();

    Leaf(Branch<W> parent, Object key, long number, long start) {
        super(parent, key, number, start);
    }

    int size() {
        return waiting.size();
    }

    W first() {
        return waiting.element();
    }

    void add(W work) {
        waiting.add(work);
        shift(work.expansions(), 0);
    }

    /** Takes the first out, to be done. */
    W serve() {
        W work = waiting.remove();
        shift(-work.expansions(), work.expansions());
        return work;
    }

    /** Takes the first out; that it was here counts for nothing. */
    W dropFirst() {
        return dropped(waiting.removeFirst());
    }

    /** Takes the last out; that it was here counts for nothing. */
    W dropLast() {
        return dropped(waiting.removeLast());
    }

    @Override
    List<W> dropIf(Predicate<W> over) {
        List<W> dropped = new ArrayList<>();
        waiting.removeIf(work -> over.test(work) && dropped.add(work));
        if (!dropped.isEmpty()) {
            shift(-dropped.stream().mapToLong(Backlog.Work::expansions).sum(), 0);
        }
        return dropped;
    }

    private W dropped(W work) {
        shift(-work.expansions(), 0);
        return work;
    }

    @Override
    Leaf<W> leafOf(Origin origin) {
        return this;
    }

    @Override
    Leaf<W> next() {
        return this;
    }

    @Override
    Leaf<W> heaviestLeaf() {
        return this;
    }

    @Override
    Optional<Share<W>> yielding(Origin newcomer, long expansions) {
        return Optional.empty();
    }

    @Override
    int kept() {
        return 1;
    }
}
