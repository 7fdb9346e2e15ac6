package io.portcullis.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables hold what the reference server answered for the same texts. */
class GoTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2030-01-01T00:00:00Z                | 2030-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z                | 9999-12-31T23:59:59Z",
                "2030-01-01T01:00:00.123456789+02:00 | 2029-12-31T23:00:00.123456789Z",
                "2030-01-01T00:00:00-00:30           | 2030-01-01T00:30:00Z",
                "2030-01-01T00:00:00-00:00           | 2030-01-01T00:00:00Z",
                "2030-01-01T00:00:00+24:00           | 2029-12-31T00:00:00Z",
                "2030-01-01T00:00:00,5Z              | 2030-01-01T00:00:00.5Z",
                "2030-01-01T00:00:00.1234567891Z     | 2030-01-01T00:00:00.123456789Z",
                "2030-01-01T5:00:00Z                 | 2030-01-01T05:00:00Z",
                "2028-02-29T00:00:00Z                | 2028-02-29T00:00:00Z",
                "1893456000                          | 2030-01-01T00:00:00Z",
                "99999999999                         | 5138-11-16T09:46:39Z",
                "0                                   | 1970-01-01T00:00:00Z",
                "+5                                  | 1970-01-01T00:00:05Z",
                "-5                                  | 1969-12-31T23:59:55Z"
            })
    void whatTheReferenceTakesIsTheSameInstant(String text, Instant instant) {
        assertThat(GoTime.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-01-01T00:00:00Z",
                "2030-01-01T10:00:00.5Z",
                "2030-01-01T10:00:00.12Z",
                "2030-01-01T10:00:00.000001Z",
                "2030-01-01T10:00:00.10000203Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void aTimeIsShownWithoutZerosThatSayNothing(String text) {
        assertThat(GoTime.format(GoTime.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 2030-01-01T00:00:00Z",
                "garbage",
                "2030-01-01",
                "2030-01-01 00:00:00",
                "2030-01-01T00:00Z",
                "2030-01-01T00:00:00",
                "2030-01-01T00:00:00.Z",
                "2030-01-01t00:00:00z",
                "2030-1-1T0:0:0Z",
                "2030-02-30T00:00:00Z",
                "2029-02-29T00:00:00Z",
                "2030-01-01T24:00:00Z",
                "2030-01-01T23:59:60Z",
                "2030-01-01T00:00:00+25:00",
                "2030-01-01T00:00:00+0200",
                "10000-01-01T00:00:00Z",
                "0000-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "253402300800",
                "99999999999999",
                "9223372036854775807",
                "9223372036854775808",
                "1e9",
                "0x70db1200",
                "1_000",
                "1893456000 "
            })
    void whatIsNoTimeIsRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> GoTime.parse(text)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains("could not parse string as date and time");
        });
    }
}
