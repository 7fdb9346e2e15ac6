package io.portcullis.password;

import java.security.SecureRandom;
import java.util.Arrays;

/** The 16 bytes that make equal passwords hash differently. Immutable; never printed, since a hash is to stay sealed. */
final class Salt {

    /** Number of bytes. */
    static final int LENGTH = 16;

    private final byte[] bytes;

    private Salt(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these 16 bytes. */
    static Salt of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a salt of " + bytes.length + " bytes");
        }
        return new Salt(bytes.clone());
    }

    /** One that nobody can foresee. */
    static Salt random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new Salt(bytes);
    }

    /** A copy of the bytes. */
    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Salt";
    }
}
