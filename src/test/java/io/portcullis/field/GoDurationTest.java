package io.portcullis.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "0, 0",
        "00, 0",
        "-0, 0",
        "010, 10",
        "+5, 5",
        "90s, 90",
        "5m, 300",
        "1h30m, 5400",
        "1.5h, 5400",
        ".5h, 1800",
        "5.h, 18000",
        "100ms, 0",
        "1500ms, 1",
        "50ns, 0",
        "5us, 0",
        "5µs, 0",
        "5μs, 0",
        "1.µs, 0",
        "50d, 4320000",
        "+5d, 432000",
        "+5s, 5",
        "1h1h, 7200",
        "0s, 0",
        "-100ms, 0",
        "0.0000000000000001h, 0",
        "1.99999999999999999999s, 2",
        "106751d, 9223286400",
        "9223372036, 9223372036",
        "9223372036s, 9223372036",
        "2562047h47m16.854775807s, 9223372036"
    })
    void aFieldIsReadInEveryNotationAndCutToWholeSeconds(String text, long seconds) {
        assertThat(GoDuration.parseSeconds(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    abc                        | time: invalid duration "abc"
                    ' 5s'                      | time: invalid duration " 5s"
                    .                          | time: invalid duration "."
                    s                          | time: invalid duration "s"
                    .s                         | time: invalid duration ".s"
                    -                          | time: invalid duration "-"
                    +                          | time: invalid duration "+"
                    -s                         | time: invalid duration "-s"
                    _5                         | time: invalid duration "_5"
                    9223372037s                | time: invalid duration "9223372037s"
                    99999999999999999999s      | time: invalid duration "99999999999999999999s"
                    99999999999999999999       | time: invalid duration "99999999999999999999"
                    2562047h47m16.854775808s   | time: invalid duration "2562047h47m16.854775808s"
                    3000000h                   | time: invalid duration "3000000h"
                    é                          | time: invalid duration "\\xc3\\xa9"
                    1.7                        | time: missing unit in duration "1.7"
                    5m3                        | time: missing unit in duration "5m3"
                    9223372036854775808        | time: missing unit in duration "9223372036854775808"
                    5x                         | time: unknown unit "x" in duration "5x"
                    5S                         | time: unknown unit "S" in duration "5S"
                    '5s '                      | time: unknown unit "s " in duration "5s "
                    1h 30m                     | time: unknown unit "h " in duration "1h 30m"
                    1d12h                      | time: unknown unit "d" in duration "1d12h"
                    1e3                        | time: unknown unit "e" in duration "1e3"
                    0x5                        | time: unknown unit "x" in duration "0x5"
                    1µ                         | time: unknown unit "\\xc2\\xb5" in duration "1\\xc2\\xb5"
                    bad                        | strconv.ParseInt: parsing "ba": invalid syntax
                    d                          | strconv.ParseInt: parsing "": invalid syntax
                    1.5d                       | strconv.ParseInt: parsing "1.5": invalid syntax
                    12h1d                      | strconv.ParseInt: parsing "12h1": invalid syntax
                    1_0d                       | strconv.ParseInt: parsing "1_0": invalid syntax
                    100000000000000000000d     | strconv.ParseInt: parsing "100000000000000000000": value out of range
                    106752d                    | multiplication of durations resulted in overflow, one operand may be too large
                    -106752d                   | multiplication of durations resulted in overflow, one operand may be too large
                    9223372037                 | multiplication of durations resulted in overflow, one operand may be too large
                    -9223372037                | multiplication of durations resulted in overflow, one operand may be too large
                    -5                         | cannot provide negative value '-5'
                    -5s                        | cannot provide negative value '-5'
                    -5d                        | cannot provide negative value '-432000'
                    -1500ms                    | cannot provide negative value '-1'
                    """)
    void whatIsNoDurationIsRefusedInGosWords(String text, String sentence) {
        assertThatThrownBy(() -> GoDuration.parseSeconds(text))
                .isInstanceOf(Fault.class)
                .hasMessage(sentence);
    }

    @Test
    void theLongestDurationTwiceIsRefusedInsteadOfWrappingAround() {
        String half = "-2562047h47m16.854775808s2562047h47m16.854775808s";

        assertThatThrownBy(() -> GoDuration.parse(half)).isInstanceOf(Fault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "-5s, PT-5S",
        "-1.5s, PT-1.5S",
        "1ns, PT0.000000001S",
        "-2562047h47m16.854775808s, PT-2562047H-47M-16.854775808S"
    })
    void outsideOfFieldsADurationKeepsItsSignAndItsFraction(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "PT768H, 768h",
        "PT1H30M, 1h30m",
        "PT90S, 1m30s",
        "PT1H15S, 1h15s",
        "PT30M15S, 30m15s",
        "PT0S, 0s",
        "PT0.1S, 100ms",
        "PT1.5S, 1.5s",
        "PT0.0000015S, 1.5µs",
        "PT0.000000007S, 7ns",
        "PT1H0.25S, 1h0.25s",
        "PT-90S, -1m30s",
        "P32D, 768h"
    })
    void warningsShowTheShortestForm(Duration duration, String text) {
        assertThat(GoDuration.format(duration)).isEqualTo(text);
    }
}
