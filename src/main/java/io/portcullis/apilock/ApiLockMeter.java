package io.portcullis.apilock;

/** Hears what becomes of namespace locks. It never blocks; called on event loops. */
public interface ApiLockMeter {

    /** For nobody. */
    ApiLockMeter NONE = new ApiLockMeter() {
        @Override
        public void count(Happening happening) {}

        @Override
        public void refused(String namespacePath) {}
    };

    /** What is counted. */
    enum Happening {
        /** A namespace was locked. */
        LOCKED,
        /** A lock was lifted. */
        UNLOCKED,
        /** A lock ran out. */
        EXPIRED,
        /** A lock got another key. */
        REKEYED,
        /** A wrong key was given. */
        WRONG_KEY
    }

    /** Something happened. */
    void count(Happening happening);

    /** A request was refused because this namespace is locked. */
    void refused(String namespacePath);
}
