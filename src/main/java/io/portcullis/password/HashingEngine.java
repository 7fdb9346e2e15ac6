package io.portcullis.password;

/** An implementation of bcrypt. Called by one thread at a time per instance. */
interface HashingEngine {

    /**
     * Computes the digest at the request's cost, with the work of its work cost, and leaves the request's password open.
     *
     * @return the digest, with the ticket and the salt that were in fact worked on
     */
    Digest digest(HashingRequest request);
}
