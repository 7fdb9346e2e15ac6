package io.portcullis.clients;

import java.util.List;

/** Somebody else's client, as far as the story of a lockout needs it. What the server refuses is a {@link Refused}. */
interface LockoutClient {

    /** Lets this many wrong passwords in a row lock a user of the mount, for this many seconds. */
    void tune(Session session, String mount, int threshold, long seconds);

    /** The accessor of a mount. */
    String accessor(Session session, String mount);

    /** The names that are locked out of the mount that has this accessor. */
    List<String> locked(Session session, String accessor);

    /** Frees a name in the mount that has this accessor. */
    void unlock(Session session, String accessor, String name);
}
