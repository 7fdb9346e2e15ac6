package io.portcullis.password;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.util.Arrays;

/**
 * A password as somebody typed it: the bytes of its UTF-8 text, not normalised. It owns the secret and wipes it when closed.
 *
 * <p>Bcrypt reads 72 bytes. A longer one is refused when it is set; at login it costs the same work as any other, and is wrong.
 */
public final class Password implements AutoCloseable {

    /** Number of bytes that bcrypt reads. */
    static final int MOST_BYTES = 72;

    private static final int MOST_BYTES_TYPED = 1024;

    private final SecretBytes secret;

    private Password(SecretBytes secret) {
        this.secret = secret;
    }

    /**
     * A password given to log in with; takes over the secret. A NUL in it is a byte like any other.
     *
     * @throws Fault 400 for more than 1,024 bytes, whatever the name; the secret is wiped
     */
    public static Password typed(SecretBytes secret) {
        try {
            requireTypable(secret);
        } catch (Fault tooLong) {
            secret.close();
            throw tooLong;
        }
        return new Password(secret);
    }

    /**
     * Looks whether a secret can be a password to log in with.
     *
     * @throws Fault 400 as {@link #typed}
     */
    public static void requireTypable(SecretBytes secret) {
        if (secret.length() > MOST_BYTES_TYPED) {
            throw Fault.badRequest("password is longer than " + MOST_BYTES_TYPED + " bytes");
        }
    }

    /**
     * A password to be set; takes over the secret.
     *
     * @throws Fault 400 for more than 72 bytes, or a NUL (bcrypt would take {@code ab} and {@code ab\0ab} for the same); the secret
     *     is wiped
     */
    public static Password chosen(SecretBytes secret) {
        return new Password(secret).settable();
    }

    /** This password, if it may be set; else it is wiped, and the fault is that of {@link #chosen}. */
    Password settable() {
        if (!fits()) {
            throw refused("bcrypt: password length exceeds 72 bytes");
        }
        if (secret.read(Password::hasNul)) {
            throw refused("password must not contain a NUL character");
        }
        return this;
    }

    /** Whether bcrypt reads all of it; also known after the password was wiped. */
    boolean fits() {
        return secret.length() <= MOST_BYTES;
    }

    /** The key for bcrypt, which the caller wipes: the bytes and a closing NUL, cut at 72. */
    byte[] key() {
        return secret.read(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length + 1, MOST_BYTES)));
    }

    /** Overwrites the bytes; calling it again does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "Password";
    }

    private Fault refused(String text) {
        close();
        return Fault.badRequest(text);
    }

    private static boolean hasNul(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }
}
