package io.portcullis.bcrypt;

import java.util.Arrays;

/** Lanes with faults that are planted while they are in use. */
public final class FaultyLanes {

    /** What goes wrong. */
    public enum Fault {
        NONE,
        /** As if one constant of the kernel were wrong, which shows in the last lane that is in use. */
        WRONG_CONSTANT,
        /** As if one constant were wrong in a place that only the kernel for three lanes has. */
        WRONG_CONSTANT_IN_ONE_WIDTH,
        /** As if the compiler had made a mistake that shows with some data, not with the states that the kernel is tried with. */
        WRONG_WITH_SOME_DATA,
        /** The first two lanes change places. */
        SWAPPED_LANES,
        /** Their states and salts do, but not their tickets. */
        SWAPPED_STATES,
        /** Their salts do. */
        SWAPPED_SALTS,
        /** The first lane gets what the second has. */
        STALE_LANE,
        /** It throws. */
        EXCEPTION
    }

    private final Faulty kernel = new Faulty(Kernels.fresh());
    private final Lanes lanes = new Lanes(kernel);

    /** The lanes. */
    public Lanes lanes() {
        return lanes;
    }

    /** From now on this is wrong with them. */
    public void plant(Fault fault) {
        kernel.fault = fault;
    }

    /** Whether something is left of what they computed. */
    public boolean areWiped() {
        return Arrays.stream(kernel.states()).allMatch(word -> word == 0);
    }

    private static final class Faulty implements Kernel {

        private static final int FIRST = 0;
        private static final int SECOND = LANE_WORDS;

        private final Kernel kernel;
        private Fault fault = Fault.NONE;

        Faulty(Kernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public int[] states() {
            return kernel.states();
        }

        @Override
        public void expand(int lanes) {
            boolean tried = Specimen.isIn(states());
            kernel.expand(lanes);
            int last = (lanes - 1) * LANE_WORDS;
            switch (fault) {
                case NONE -> {}
                case WRONG_CONSTANT -> states()[last + 700] ^= 1 << 20;
                case WRONG_CONSTANT_IN_ONE_WIDTH -> states()[700] ^= lanes == 3 ? 1 : 0;
                case WRONG_WITH_SOME_DATA -> states()[last + 700] ^= tried ? 0 : 1;
                case SWAPPED_LANES -> swapOnce(lanes, 0, LANE_WORDS);
                case SWAPPED_STATES -> swapOnce(lanes, 0, Blowfish.WORDS + Blowfish.SALT_WORDS);
                case SWAPPED_SALTS -> swapOnce(lanes, Blowfish.WORDS, Blowfish.SALT_WORDS);
                case STALE_LANE -> copyOnce(lanes);
                case EXCEPTION -> throw new IllegalStateException("planted");
            }
        }

        private void swapOnce(int lanes, int from, int words) {
            if (lanes > 1) {
                fault = Fault.NONE;
                int[] first = Arrays.copyOfRange(states(), FIRST + from, FIRST + from + words);
                System.arraycopy(states(), SECOND + from, states(), FIRST + from, words);
                System.arraycopy(first, 0, states(), SECOND + from, words);
            }
        }

        private void copyOnce(int lanes) {
            if (lanes > 1) {
                fault = Fault.NONE;
                System.arraycopy(states(), SECOND, states(), FIRST, LANE_WORDS);
            }
        }
    }
}
