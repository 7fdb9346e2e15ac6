package io.portcullis.clients;

import java.util.List;
import java.util.Map;

/** Somebody else's client, as far as the story of policies and tokens needs it. What the server refuses is a {@link Refused}. */
interface PermissionClient {

    /** Writes a policy: the capabilities for each path. */
    void writePolicy(Session session, String name, Map<String, List<String>> pathToCapabilities);

    /** Whether a policy, as it is read, has a rule for the path. */
    boolean rules(Session session, String name, String path);

    List<String> policies(Session session);

    void deletePolicy(Session session, String name);

    /** What the session's token may do with a path. */
    List<String> capabilities(Session session, String path);

    /** What another token may do with a path. */
    List<String> capabilities(Session session, String token, String path);

    MadeToken create(Session session, TokenWish wish);

    /** Creates a token by a role, with this policy. */
    MadeToken createByRole(Session session, String role, String policy);

    /** Makes a role for orphans with one allowed policy and a period in seconds. */
    void writeRole(Session session, String role, String policy, long period);

    List<String> roles(Session session);

    void deleteRole(Session session, String role);

    /** The policies of a token. */
    List<String> lookUp(Session session, String token);

    /** The policies of the token that has this accessor. */
    List<String> lookUpAccessor(Session session, String accessor);

    List<String> accessors(Session session);

    /** Renews a token; the seconds that it has now. */
    long renew(Session session, String token);

    void revoke(Session session, String token);

    void revokeAccessor(Session session, String accessor);

    /** Revokes a token and lets its children live. */
    void revokeAlone(Session session, String token);

    /** Revokes all tokens that were issued below a path. */
    void revokeBelow(Session session, String path);
}
