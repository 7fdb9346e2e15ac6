package io.portcullis.bcrypt;

import java.util.Arrays;

/**
 * States whose expansion is known, one for each lane: what a kernel is tried with while it is in use (threats H2). One expansion passes
 * through every instruction of a kernel some five hundred times.
 */
final class Specimen {

    private static final int[] BEFORE = new int[Kernel.MOST_LANES * Kernel.LANE_WORDS];
    private static final int[] AFTER = new int[Kernel.MOST_LANES * Kernel.LANE_WORDS];

    static {
        int[] none = new int[Blowfish.SALT_WORDS];
        for (int lane = 0; lane < Kernel.MOST_LANES; lane++) {
            int at = lane * Kernel.LANE_WORDS;
            byte[] key = {(byte) ('a' + lane), 0};
            Blowfish.begin(BEFORE, at, Blowfish.words(key, Blowfish.P_WORDS), none);
            System.arraycopy(BEFORE, at, AFTER, at, Kernel.LANE_WORDS);
            Blowfish.expand(AFTER, at, none);
        }
    }

    private Specimen() {}

    /** Whether these are they. */
    static boolean isIn(int[] states) {
        return Arrays.equals(states, BEFORE);
    }

    /** Whether it does so, in each lane of each width. Overwrites its states. */
    static boolean isExpandedBy(Kernel kernel) {
        int[] states = kernel.states();
        for (int lanes = 1; lanes <= Kernel.MOST_LANES; lanes++) {
            System.arraycopy(BEFORE, 0, states, 0, BEFORE.length);
            kernel.expand(lanes);
            int end = lanes * Kernel.LANE_WORDS;
            boolean expanded = Arrays.equals(states, 0, end, AFTER, 0, end)
                    && Arrays.equals(states, end, states.length, BEFORE, end, BEFORE.length);
            if (!expanded) {
                return false;
            }
        }
        return true;
    }
}
