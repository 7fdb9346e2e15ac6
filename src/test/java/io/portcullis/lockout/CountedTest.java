package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.address.Cidr;
import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a member of the index says. */
class CountedTest {

    private static final LockoutSettings SETTINGS =
            new LockoutSettings(3, Duration.ofMillis(1_000), Duration.ofMillis(5_000), List.of());
    private static final LockoutSettings SEPARATING = new LockoutSettings(
            3, Duration.ofMillis(1_000), Duration.ofMillis(5_000), List.of(Cidr.parse("10.0.0.0/8")));

    @Test
    void aMemberHasNameAndFailuresOfBothSides() {
        assertThat(Counted.parse("a.b-c_d 3 1700000000123 14 1700000000456"))
                .isEqualTo(new Counted(
                        "a.b-c_d",
                        new Counted.Failures(3, 1_700_000_000_123L),
                        new Counted.Failures(14, 1_700_000_000_456L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ada", "ada ", "ada 1", "ada 1 2", "ada 1 2 3", "ada 1 2 3 ", "ada 1 2 3 4 5", "ada a b c d"
            })
    void nonsenseIsNotReadAsNobody(String member) {
        assertThatThrownBy(() -> Counted.parse(member))
                .isInstanceOf(Fault.class)
                .extracting("status")
                .isEqualTo(503);
    }

    @Test
    void aLockHoldsFromTheLastFailureUntilItsDurationIsOver() {
        Counted.Failures three = new Counted.Failures(3, 10_000);

        assertThat(three.lock(SETTINGS, 10_000)).isTrue();
        assertThat(three.lock(SETTINGS, 10_999)).isTrue();
        assertThat(three.lock(SETTINGS, 11_000)).isFalse();
        assertThat(new Counted.Failures(2, 10_000).lock(SETTINGS, 10_000)).isFalse();
    }

    @Test
    void failuresCountUntilTheNextBeginsAnew() {
        Counted.Failures two = new Counted.Failures(2, 10_000);

        assertThat(two.count(SETTINGS, 15_000)).isTrue();
        assertThat(two.count(SETTINGS, 15_001)).isFalse();
        assertThat(new Counted.Failures(0, 0).count(SETTINGS, 1)).isFalse();
    }

    @Test
    void theOtherSideCountsWhereNetworksAreTrusted() {
        Counted account = Counted.parse("ada 1 1 3 1");

        assertThat(account.sides(SETTINGS)).hasSize(1);
        assertThat(account.sides(SEPARATING)).hasSize(2);
    }
}
