package io.portcullis.password;

import io.portcullis.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Passwords, hashes and requests for the tests of this package. */
final class Passwords {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Cost 4, of {@code correct horse battery staple}; computed by libxcrypt. */
    static final PasswordHash HORSE =
            PasswordHash.stored("$2b$04$N0tArand0mSaltBut1tIsue/jzo34tXy0tqtUj0JXsmYHACYyMNQS");

    private Passwords() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static SecretBytes secret(String text) {
        return SecretBytes.takeOver(utf8(text));
    }

    static HashingRequest right() {
        return horse("correct horse battery staple");
    }

    static HashingRequest horse(String typed) {
        return HashingRequest.check(Password.typed(secret(typed)), HORSE, PATIENCE);
    }
}
