package io.portcullis.fair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Work that waits, shared fairly by namespace, then mount, then source, in expansions (threats A8); first come, first served within a
 * source. Each share of a level counts alike. When nothing waits, it is forgotten who was served.
 *
 * <p>Where there is no room for more, the heaviest gives way: {@link #admit}. Not thread-safe.
 */
public final class Backlog<W extends Backlog.Work> {

    private Branch<W> root = new Branch<>();
    private int size;

    /** What can wait. */
    public interface Work {

        Origin origin();

        /** At least 1, and always the same. */
        long expansions();
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** All that waits, in expansions. */
    public long expansions() {
        return root.weight;
    }

    /** How many shares and finish tags are kept in memory. */
    int kept() {
        return root.kept();
    }

    /**
     * Takes it in, if there is room or if room can be made. One may always wait.
     *
     * <p>Room is made by whoever holds most. Where the heaviest namespace holds more than the newcomer's would with it, the last that came
     * there, to the heaviest source of the heaviest mount, are put out. Where it does not, the mounts of the newcomer's namespace are
     * compared in the same way, then the sources of its mount; and where its source holds most, the newcomer itself is the last that came.
     * So all converge to equal shares of the room, and whoever holds less than that is let in. A bound that has shrunk puts nobody out.
     *
     * @param most the room, in expansions
     * @return who was put out for it; empty if it is not taken in
     */
    public Optional<List<W>> admit(W newcomer, long most) {
        long missing = Math.min(expansions() + newcomer.expansions() - most, newcomer.expansions());
        if (isEmpty() || missing <= 0) {
            add(newcomer);
            return Optional.of(List.of());
        }
        Optional<List<W>> putOut =
                root.yielding(newcomer.origin(), newcomer.expansions()).map(share -> putOut(share, missing));
        putOut.ifPresent(ignored -> add(newcomer));
        return putOut;
    }

    /** Whose turn it is. */
    public Optional<W> first() {
        return isEmpty() ? Optional.empty() : Optional.of(root.next().first());
    }

    /** Takes out the one whose turn it is, to be done. */
    public W serveFirst() {
        return without(root.next().serve());
    }

    /** Takes out the one whose turn it is, which is not done. */
    public W dropFirst() {
        return without(root.next().dropFirst());
    }

    /** How much waits from the source that {@link #dropOfHeaviest} looks at. */
    public int sizeOfHeaviest() {
        return isEmpty() ? 0 : root.heaviestLeaf().size();
    }

    /** Takes out what is over, from the heaviest source of the heaviest mount of the heaviest namespace. */
    public void dropOfHeaviest(Predicate<W> over) {
        if (!isEmpty()) {
            root.heaviestLeaf().dropIf(over).forEach(this::without);
        }
    }

    /** Takes out what is over, wherever it waits; takes as long as all that waits is much. */
    public void drop(Predicate<W> over) {
        root.dropIf(over).forEach(this::without);
    }

    private void add(W work) {
        root.leafOf(work.origin()).add(work);
        size++;
    }

    /** The share weighs more than what is missing, so it does not run out before. */
    private List<W> putOut(Share<W> share, long missing) {
        List<W> putOut = new ArrayList<>(1);
        for (long left = missing;
                left > 0;
                left -= putOut.get(putOut.size() - 1).expansions()) {
            putOut.add(without(share.heaviestLeaf().dropLast()));
        }
        return putOut;
    }

    private W without(W work) {
        if (--size == 0) {
            root = new Branch<>();
        }
        return work;
    }
}
