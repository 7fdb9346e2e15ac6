package io.portcullis.control;

/**
 * How a process stands to its store, as far as it was told last.
 *
 * @param state what it can do
 * @param reason why, in words for the log
 */
public record Standing(State state, String reason) {

    /** What a process can do with its store. */
    public enum State {
        /** Not known yet: nobody has asked, or Redis never answered. */
        UNKNOWN,
        /** It may be initialised. */
        UNINITIALISED,
        /** Nothing: no key opens it, or it is not what it was. */
        SEALED,
        /** Everything, as long as Redis answers. */
        OPEN
    }

    static final Standing UNKNOWN = new Standing(State.UNKNOWN, "nobody has asked Redis yet");
    static final Standing UNINITIALISED =
            new Standing(State.UNINITIALISED, "the store is not initialised: sys/init does that");
    static final Standing LOST =
            sealed("the store was initialised and has lost its keyring: it is not initialised again"
                    + " before this process was restarted");
    static final Standing OPEN = new Standing(State.OPEN, "the store is open");

    static Standing sealed(String reason) {
        return new Standing(State.SEALED, reason);
    }
}
