package io.portcullis.tokenauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a token may be called by its maker: threats T2. */
class CustomIdsTest {

    @ParameterizedTest
    @CsvSource({
        "hvs.x, custom token ID cannot have the 'hvs.' prefix",
        "s.x, custom token ID cannot have the 's.' prefix",
        "b.x, custom token ID cannot have a '.' in the value",
        "a., custom token ID cannot have a '.' in the value"
    })
    void itCannotLookLikeOneOfOurs(String id, String text) {
        for (CustomIds rule : new CustomIds[] {CustomIds.ANY, CustomIds.HARD_TO_GUESS}) {
            assertThatThrownBy(() -> rule.check(id))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                    .hasMessage(text);
        }
    }

    @Test
    void outsideOfDevelopmentItIsNotShort() {
        CustomIds rule = CustomIds.HARD_TO_GUESS;

        assertThatThrownBy(() -> rule.check("x".repeat(19)))
                .hasMessage("custom token ID must have at least 20 characters");
        assertThatThrownBy(() -> rule.check("\uD83D\uDE00".repeat(19))).isInstanceOf(Fault.class);
        assertThatCode(() -> rule.check("x".repeat(20))).doesNotThrowAnyException();
        assertThatCode(() -> rule.check("")).doesNotThrowAnyException();
    }

    @Test
    void inDevelopmentItIsAnything() {
        for (String id : new String[] {"a", " ", "a b", "x/y", "é", "\n"}) {
            assertThatCode(() -> CustomIds.ANY.check(id)).as(id).doesNotThrowAnyException();
        }
    }
}
