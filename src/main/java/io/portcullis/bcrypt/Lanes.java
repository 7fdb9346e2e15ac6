package io.portcullis.bcrypt;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several computations at once on one thread. One joins when a lane is free, and leaves as soon as it is done: nobody waits for others to
 * come or to end, and costs may differ. The lanes in use are always the first ones.
 *
 * <p>It belongs to the thread that uses it first, and refuses all others (threats H3). What a computation leaves behind is wiped.
 */
public final class Lanes {

    private final Kernel kernel;
    private final @Nullable Computation[] computations = new Computation[Kernel.MOST_LANES];
    private final @Nullable Computed[] results = new Computed[Kernel.MOST_LANES];
    private int active;
    private @Nullable Thread owner;

    Lanes(Kernel kernel) {
        this.kernel = kernel;
    }

    /** New lanes, which are slow until the compiler knows them. */
    public static Lanes fresh() {
        return new Lanes(Kernels.fresh());
    }

    /** The most computations that run at once. */
    public static int most() {
        return Kernel.MOST_LANES;
    }

    /** How many computations run. */
    public int active() {
        return active;
    }

    /**
     * Takes a computation in.
     *
     * @throws IllegalStateException when all lanes are in use, or another thread has them
     */
    public void admit(Computation computation) {
        own();
        if (active == Kernel.MOST_LANES) {
            throw new IllegalStateException("all lanes are in use");
        }
        computation.begin(kernel.states(), at(active));
        computations[active++] = computation;
    }

    /**
     * Works for so many expansions of each lane in use, or until none is.
     *
     * @param done gets the result of each that is done
     */
    public void work(int expansions, Consumer<Computed> done) {
        own();
        for (int i = 0; i < expansions && active > 0; i++) {
            step(done);
        }
    }

    private void step(Consumer<Computed> done) {
        int[] states = kernel.states();
        for (int lane = 0; lane < active; lane++) {
            computation(lane).mix(states, at(lane));
        }
        kernel.expand(active);
        for (int lane = active - 1; lane >= 0; lane--) {
            Computation computation = computation(lane);
            if (computation.expanded()) {
                results[lane] = result(computation, at(lane));
            }
            if (computation.isOver()) {
                Computed result = results[lane];
                leave(lane);
                if (result != null) {
                    done.accept(result);
                }
            }
        }
    }

    private Computed result(Computation computation, int at) {
        if (Computation.ticketAt(kernel.states(), at) != computation.ticket()) {
            throw new IllegalStateException("a lane holds the state of another computation");
        }
        return Computed.of(computation, kernel.states(), at);
    }

    /** The last lane in use takes the place of the one that leaves. */
    private void leave(int lane) {
        int[] states = kernel.states();
        computation(lane).wipe();
        int last = --active;
        if (lane != last) {
            System.arraycopy(states, at(last), states, at(lane), Kernel.LANE_WORDS);
            computations[lane] = computations[last];
            results[lane] = results[last];
        }
        Arrays.fill(states, at(last), at(last) + Kernel.LANE_WORDS, 0);
        computations[last] = null;
        results[last] = null;
    }

    /**
     * Whether a state is expanded as it must be, in each lane of each width, whatever the compiler has made of the kernel by now. What runs is
     * set aside meanwhile, for as long as an expansion of each width takes: some 150 µs.
     */
    public boolean areSound() {
        own();
        int[] states = kernel.states();
        int[] aside = states.clone();
        try {
            return Specimen.isExpandedBy(kernel);
        } finally {
            System.arraycopy(aside, 0, states, 0, aside.length);
            Arrays.fill(aside, 0);
        }
    }

    /** Gives all up, unfinished. */
    public void clear() {
        own();
        for (Computation computation : computations) {
            if (computation != null) {
                computation.wipe();
            }
        }
        active = 0;
        Arrays.fill(computations, null);
        Arrays.fill(results, null);
        Arrays.fill(kernel.states(), 0);
    }

    /** Lets another thread have them, which must not have any of them in use. */
    public void release() {
        own();
        if (active > 0) {
            throw new IllegalStateException("lanes are in use");
        }
        owner = null;
    }

    private void own() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException("these lanes are another thread's");
        }
    }

    private Computation computation(int lane) {
        Computation computation = computations[lane];
        if (computation == null) {
            throw new IllegalStateException("no computation in lane " + lane);
        }
        return computation;
    }

    private static int at(int lane) {
        return lane * Kernel.LANE_WORDS;
    }
}
