package io.portcullis.lockout;

import java.util.Map;

/** Hears what becomes of logins and locks, by mount. It never blocks; called on event loops. */
public interface LockoutMeter {

    /** For nobody. */
    LockoutMeter NONE = new LockoutMeter() {
        @Override
        public void count(String accessor, Happening happening) {}

        @Override
        public void phantoms(Map<String, Long> accessorToPhantoms) {}
    };

    /** What is counted. */
    enum Happening {
        /** A wrong password was counted, for whatever name. */
        FAILED,
        /** An attempt was refused because of a lock, for whatever name. */
        REFUSED,
        /** An account was locked. */
        LOCKED,
        /** A lock of an account was lifted. */
        UNLOCKED,
        /** A lock of an account ran out. */
        EXPIRED,
        /** Logins with many names failed from one network. */
        SPRAYED
    }

    /** Something happened, in the mount with this accessor. */
    void count(String accessor, Happening happening);

    /** How many names that no account has have a counter now, by the accessor of the mount: where there are any. */
    void phantoms(Map<String, Long> accessorToPhantoms);
}
