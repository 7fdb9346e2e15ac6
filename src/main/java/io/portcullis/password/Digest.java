package io.portcullis.password;

import io.portcullis.fault.Fault;
import java.security.MessageDigest;

/**
 * What an engine computed: 23 bytes, and beside them what they were computed from, as the engine read it back (ticket, salt, cost).
 *
 * <p>It is no verdict. {@link PasswordHash#verifies} and {@link PasswordHash#made} are the only ways to use it, and both first ask
 * whether it answers their own request: the result of another login must never be taken for this one's.
 */
public final class Digest {

    /** Number of bytes of bcrypt's output that count. */
    static final int LENGTH = 23;

    private final long ticket;
    private final Salt salt;
    private final int cost;
    private final byte[] bytes;

    /** Takes over the array. */
    Digest(long ticket, Salt salt, int cost, byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest of " + bytes.length + " bytes");
        }
        this.ticket = ticket;
        this.salt = salt;
        this.cost = cost;
        this.bytes = bytes;
    }

    /**
     * This digest, if it answers the request about this salt and cost.
     *
     * @throws Fault 503 if it does not: the engine mixed up its results, and nobody can say whether the password is right
     */
    Digest answering(HashingRequest request, Salt ownSalt, int ownCost) {
        if (ticket != request.ticket() || !salt.equals(ownSalt) || cost != ownCost) {
            throw Fault.of(503, "password check failed");
        }
        return this;
    }

    /** Whether these are the bytes; takes the same time wherever they differ. */
    boolean matches(byte[] expected) {
        return MessageDigest.isEqual(bytes, expected);
    }

    /** A copy of the 23 bytes. */
    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Digest";
    }
}
