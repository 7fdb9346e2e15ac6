package io.portcullis.bcrypt;

/** What does nearly all the work of bcrypt: expands the states of several lanes in lock step. One thread at a time. */
interface Kernel {

    /** The most lanes that it has. */
    int MOST_LANES = 4;

    /** Words of a lane: its state, and behind it the salt and the ticket of the computation that it is the state of. */
    int LANE_WORDS = Blowfish.WORDS + Blowfish.SALT_WORDS + 2;

    /** The lanes, {@link #LANE_WORDS} words each. */
    int[] states();

    /** Expands the first so many lanes once: each block that is encrypted takes the place of two words of its state. */
    void expand(int lanes);
}
