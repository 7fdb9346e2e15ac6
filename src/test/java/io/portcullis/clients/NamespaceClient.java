package io.portcullis.clients;

import java.util.List;
import java.util.Map;

/** Somebody else's client, as far as the story of namespaces needs it. What the server refuses is a {@link Refused}. */
interface NamespaceClient {

    /** Creates a namespace in that of the session. */
    void create(Session session, String name, Map<String, String> metadata);

    /** The metadata of a namespace in that of the session. */
    Map<String, String> metadata(Session session, String name);

    /** The namespaces directly in that of the session, each with a slash at the end. */
    List<String> names(Session session);

    /** The namespaces in that of the session, however deep, each with a slash at the end. */
    List<String> tree(Session session);

    /** Sets one key of a namespace's metadata and removes another. */
    void patch(Session session, String name, String key, String value, String removed);

    void delete(Session session, String name);

    /** Locks the API of a namespace in that of the session, or, without a name, of the session's own; the key that unlocks it. */
    String lock(Session session, String name);

    /** Unlocks the API of a namespace as {@link #lock} names it; with an empty key by what the session's token may do. */
    void unlock(Session session, String name, String key);

    /** The token of a login whose path names the namespace below that of the session. */
    String logInBelow(Session session, String namespace, String mount, String name, String password);

    /** The users of a mount, by a path that names the namespace below that of the session. */
    List<String> usersBelow(Session session, String namespace, String mount);
}
