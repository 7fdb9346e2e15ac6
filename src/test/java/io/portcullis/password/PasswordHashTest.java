package io.portcullis.password;

import static io.portcullis.password.Passwords.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.portcullis.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    /** Of the password {@code U*U}, computed by libxcrypt. */
    private static final String TAIL = "CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    @ParameterizedTest
    @ValueSource(strings = {"$2a$05$", "$2b$05$", "$2y$05$"})
    void acceptedHashKeepsItsTextAndVerifiesElsewhere(String start) {
        String text = PasswordHash.parse(start + TAIL, 10).text();

        assertThat(text).isEqualTo(start + TAIL);
        assertThat(PasswordHash.stored(text).text()).isEqualTo(text);
        assertThat(BCrypt.verifyer().verify(utf8("U*U"), utf8(text)).verified).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "notabcrypthash",
                "$1a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeWW",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2z$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2A$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeWW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n",
                " $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeX",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeV",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC=E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyu+Gyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyu\u00e9Gyh0XouQYb4YMJKvyOeW",
                "$2a$\u0660\u0665$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$32$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$5$CCCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05CCCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            })
    void whatCanNeverMatchIsNotAHash(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text, 10))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage("password_hash is not a valid bcrypt hash");
    }

    @ParameterizedTest
    @CsvSource({
        "04, 10, 'bcrypt cost of 4 is too low, want 5 at minimum'",
        "13, 10, 'bcrypt cost of 13 exceeds maximum cost of 12'",
        "13,  5, 'bcrypt cost of 13 exceeds maximum cost of 12'",
        "14, 13, 'bcrypt cost of 14 exceeds maximum cost of 13'",
        "15, 14, 'bcrypt cost of 15 exceeds maximum cost of 14'",
        "31, 31, 'bcrypt cost of 31 exceeds maximum cost of 14'",
    })
    void costOutOfRangeIsRefusedInUpstreamsWords(String cost, int mountCost, String text) {
        assertThatThrownBy(() -> PasswordHash.parse("$2a$" + cost + "$" + TAIL, mountCost))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage(text);
    }

    @ParameterizedTest
    @CsvSource({"05, 10", "12, 10", "12, 5", "13, 13", "13, 14", "14, 14"})
    void costUpToTwelveOrTheMountsIsAccepted(String cost, int mountCost) {
        assertThat(PasswordHash.parse("$2a$" + cost + "$" + TAIL, mountCost).cost())
                .isEqualTo(Integer.parseInt(cost));
    }

    @Test
    void spareBitsOfTheSaltAreMasked() {
        String odd = "$2y$05$CCCCCCCCCCCCCCCCCCCCCBE5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

        assertThat(PasswordHash.parse(odd, 10).text()).isEqualTo("$2y$05$" + TAIL);
    }

    @Test
    void storedHashIsReadBackWhateverCostsAreAcceptedToday() {
        assertThat(PasswordHash.stored("$2a$04$" + TAIL).cost()).isEqualTo(4);
        assertThat(PasswordHash.stored("$2a$14$" + TAIL).cost()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$2a$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"})
    void storedTextThatIsNoHashIsUnavailable(String text) {
        assertThatThrownBy(() -> PasswordHash.stored(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503));
    }

    @Test
    void nothingPrintsTheHash() {
        PasswordHash hash = PasswordHash.stored("$2a$05$" + TAIL);

        assertThat(hash + " " + hash.salt() + " " + Passwords.right())
                .isEqualTo("PasswordHash(cost 5) Salt HashingRequest(cost 4)");
    }
}
