package io.portcullis.password;

import io.vertx.core.Future;

/** Computes bcrypt digests away from the event loop. It gives digests, never verdicts. */
public interface PasswordHasher {

    /**
     * Computes what the request asks for; takes over its password. The future completes on the context of the caller.
     *
     * <p>It fails with a {@link io.portcullis.fault.Fault}: 403 if it was dropped; 503: with {@code Retry-After} if the request was not begun (too much waits,
     * its deadline has passed, nobody wants it any more, the server stops), without if the engine failed. Whether a request is taken
     * depends on its origin, its work and what waits, on nothing else.
     */
    Future<Digest> digest(HashingRequest request);

    /** Drops what still waits about something that is refused by now, with 403: {@link HashingRequest#about}. */
    void drop(Object subject);

    /** How it hashes. */
    HashingSettings settings();
}
