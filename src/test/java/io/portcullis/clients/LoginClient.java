package io.portcullis.clients;

import java.util.List;

/** Somebody else's client, as far as the story needs it. What the server refuses is a {@link Refused}. */
interface LoginClient extends AutoCloseable {

    /** Whether the node says that it is initialised, unsealed and well. */
    boolean healthy(String address);

    void enable(Session session, String mount);

    /** Sets the default lease of a mount, in seconds. */
    void tune(Session session, String mount, long seconds);

    /** The default lease of a mount, in seconds. */
    long tuned(Session session, String mount);

    /** The paths of all auth mounts, without a slash at the end. */
    List<String> mounts(Session session);

    void writeUser(Session session, String mount, String name, String password, String policies);

    /** The policies of a user. */
    List<String> policies(Session session, String mount, String name);

    List<String> users(Session session, String mount);

    /** Logs in; what token the session has does not matter. */
    Login login(Session session, String mount, String name, String password);

    /** The display name of the session's token, by its own look-up. */
    String displayName(Session session);

    /** Renews the session's token; the seconds that it has now. */
    long renew(Session session);

    void changePassword(Session session, String mount, String name, String password);

    /** Revokes the session's token. */
    void revoke(Session session);

    void deleteUser(Session session, String mount, String name);

    void disable(Session session, String mount);

    /** Its calls about the lockout of users. */
    LockoutClient lockouts();

    /** Its calls about policies and tokens. */
    PermissionClient permissions();

    /** Its calls about namespaces. */
    NamespaceClient namespaces();

    @Override
    default void close() {}
}
