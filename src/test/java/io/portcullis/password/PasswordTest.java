package io.portcullis.password;

import static io.portcullis.password.Passwords.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordTest {

    /** Texts of exactly so many bytes, most of them in characters of 1, 2, 3 and 4 bytes. */
    private static Stream<String> texts(int bytes) {
        return Stream.of("a", "\u00e9", "\u20ac", "\ud834\udd1e").map(character -> {
            int width = Passwords.utf8(character).length;
            return "a".repeat(bytes % width) + character.repeat(bytes / width);
        });
    }

    static Stream<String> upTo72() {
        return Stream.of(1, 71, 72).flatMap(PasswordTest::texts);
    }

    static Stream<String> over72() {
        return Stream.of(73, 74, 1024, 1025).flatMap(PasswordTest::texts);
    }

    @ParameterizedTest
    @MethodSource("upTo72")
    void upTo72BytesMayBeSet(String text) {
        assertThat(Password.chosen(secret(text)).fits()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("over72")
    void over72BytesAreRefusedWhenSet(String text) {
        assertRefused(Password::chosen, secret(text), "bcrypt: password length exceeds 72 bytes");
    }

    @Test
    void nulIsRefusedWhenSetWhereverItIs() {
        for (String text : List.of("\0", "\0ab", "a\0b", "ab\0")) {
            assertRefused(Password::chosen, secret(text), "password must not contain a NUL character");
        }
    }

    @Test
    void nulAndLengthAreNoFaultAtLogin() {
        assertThat(Password.typed(secret("a\0b")).fits()).isTrue();
        assertThat(Password.typed(secret("a".repeat(73))).fits()).isFalse();
        assertThat(Password.typed(secret("a".repeat(1024))).fits()).isFalse();
    }

    @Test
    void over1024BytesAreRefusedAtLogin() {
        assertRefused(Password::typed, secret("a".repeat(1025)), "password is longer than 1024 bytes");
    }

    @Test
    void typedPasswordCannotSlipIntoANewHash() {
        SecretBytes secret = secret("a\0b");

        assertRefused(
                typed -> HashingRequest.make(Password.typed(typed), 4, Passwords.PATIENCE),
                secret,
                "password must not contain a NUL character");
    }

    @Test
    void keyIsClosedByANulAndCutAt72() {
        assertThat(Password.typed(secret("")).key()).containsExactly(0);
        assertThat(Password.typed(secret("ab")).key()).containsExactly('a', 'b', 0);
        assertThat(Password.typed(secret("a".repeat(71))).key()).hasSize(72).endsWith('a', 0);
        assertThat(Password.typed(secret("a".repeat(72))).key()).hasSize(72).endsWith('a', 'a');
        assertThat(Password.typed(secret("a".repeat(73))).key()).hasSize(72).endsWith('a', 'a');
    }

    @Test
    void closedPasswordCannotBeReadButItsLengthIsKnown() {
        Password password = Password.typed(secret("a".repeat(73)));

        password.close();

        assertThat(password.fits()).isFalse();
        assertThatThrownBy(password::key).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(Function<SecretBytes, ?> rule, SecretBytes secret, String text) {
        assertThatThrownBy(() -> rule.apply(secret))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage(text);
        assertThatThrownBy(() -> secret.read(byte[]::clone)).hasMessage("secret was wiped");
    }
}
