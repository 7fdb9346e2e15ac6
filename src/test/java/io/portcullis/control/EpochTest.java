package io.portcullis.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTest {

    @ParameterizedTest
    @ValueSource(strings = {"0-", "1-00ff", "9223372036854775807-0123456789abcdef0123456789abcdef"})
    void itsTextIsReadBackAsItself(String text) {
        assertThat(Epoch.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "12", "x-00", "9223372036854775808-00", "--1", " 1-00"})
    void nonsenseIsNoEpochAndFailsClosed(String text) {
        assertThatThrownBy(() -> Epoch.parse(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503));
    }

    @Test
    void epochsOfOneNumberAndAnotherHistoryAreDifferent() {
        assertThat(new Epoch(12, "aa")).isEqualTo(Epoch.parse("12-aa")).isNotEqualTo(Epoch.parse("12-ab"));
    }
}
