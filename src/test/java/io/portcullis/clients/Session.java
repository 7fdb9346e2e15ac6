package io.portcullis.clients;

/**
 * A node, the token that a client shows it, and the namespace that the client works in.
 *
 * @param token empty for nobody
 * @param namespace its path, such as {@code team/app}; empty for the root
 */
record Session(String address, String token, String namespace) {

    /** A session in the root namespace. */
    Session(String address, String token) {
        this(address, token, "");
    }
}
