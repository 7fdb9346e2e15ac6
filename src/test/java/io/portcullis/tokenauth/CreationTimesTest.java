package io.portcullis.tokenauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.mount.MountConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreationTimesTest {

    private static CreationTimes times(String request, String role, boolean root) {
        return times(request, role, root, true);
    }

    private static CreationTimes times(String request, String role, boolean root, boolean sudo) {
        return CreationTimes.of(
                Calls.creation(request).times(),
                Calls.role(role).limits(),
                sudo,
                root,
                MountConfig.UNTUNED,
                LeaseTtls.USUAL,
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                          | {} | 768h",
                "{'ttl':'1h'}                                | {} | 1h",
                "{'ttl':90}                                  | {} | 90s",
                "{'ttl':'1500ms'}                            | {} | 1500ms",
                "{'ttl':'500ms'}                             | {} | 500ms",
                "{'ttl':'','lease':'2h'}                     | {} | 2h",
                "{'ttl':'1h','lease':'x'}                    | {} | 1h",
                "{'ttl':null,'period':null}                  | {} | 768h",
                "{'ttl':'0s','explicit_max_ttl':'0s','period':'0s'} | {} | 768h",
                "{'ttl':'1h','period':'2h'}                  | {} | 2h",
                "{'ttl':'1h','explicit_max_ttl':'2h'}        | {} | 1h",
                "{}                                          | {'token_period':'3h'} | 3h",
                "{'ttl':'1h'}                                | {'token_period':'3h'} | 3h",
                "{'ttl':'1h'}                                | {'token_explicit_max_ttl':'3h'} | 1h"
            })
    void aTokenLivesAsLongAsCallAndRoleSay(String request, String role, String ttl) {
        CreationTimes times = times(request, role, false);

        assertThat(times.ttl()).isEqualTo(Calls.duration(ttl));
        assertThat(times.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'ttl':'2000h'}                     | {} | 768h | TTL of \"2000h\" exceeded the effective max_ttl of \"768h\"; TTL value is capped accordingly",
                "{'explicit_max_ttl':'1h'}           | {} | 1h   | TTL of \"768h\" exceeded the effective max_ttl of \"1h\"; TTL value is capped accordingly",
                "{'period':'2000h'}                  | {} | 768h | period of \"2000h\" exceeded the effective max_ttl of \"768h\"; period value is capped accordingly",
                "{'period':'1h','explicit_max_ttl':'30m'} | {} | 30m | period of \"1h\" exceeded the effective max_ttl of \"30m\"; period value is capped accordingly",
                "{'period':'1h'}                     | {'token_period':'30m'} | 30m | Period specified both during creation call and in role; using the lesser value of 1800 seconds",
                "{'period':'30m'}                    | {'token_period':'1h'}  | 30m | Period specified both during creation call and in role; using the lesser value of 1800 seconds",
                "{'ttl':'1h','explicit_max_ttl':'4h'}| {'token_explicit_max_ttl':'3h'} | 1h | Explicit max TTL specified both during creation call and in role; using the lesser value of 10800 seconds"
            })
    void itsMakerIsToldWhatItDoesNotGet(String request, String role, String ttl, String warning) {
        CreationTimes times = times(request, role, false);

        assertThat(times.ttl()).isEqualTo(Calls.duration(ttl));
        assertThat(times.warnings()).containsExactly(warning);
    }

    @Test
    void warningsHaveTheirOrder() {
        CreationTimes times = times(
                "{'explicit_max_ttl':'1h','period':'2h'}",
                "{'token_explicit_max_ttl':'3h','token_period':'4h'}",
                false);

        assertThat(times.warnings()).hasSize(3);
        assertThat(times.warnings().get(0)).startsWith("Explicit max TTL");
        assertThat(times.warnings().get(1)).startsWith("Period");
        assertThat(times.warnings().get(2)).startsWith("period of \"2h\"");
    }

    @Test
    void whatARoleSaysIsNotTheTokensOwn() {
        CreationTimes times = times("{'period':'3h'}", "{'token_period':'2h','token_explicit_max_ttl':'9h'}", false);

        assertThat(times.period()).isEqualTo(Duration.ofHours(3));
        assertThat(times.explicitMaxTtl()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                            | {} | 0",
                "{'ttl':'1h'}                  | {} | 1h",
                "{'explicit_max_ttl':'2000h'}  | {} | 2000h",
                "{'period':'1h'}               | {} | 1h",
                "{}                            | {'token_explicit_max_ttl':'1h'} | 1h",
                "{}                            | {'token_period':'1h'} | 1h"
            })
    void aRootTokenOfWhichNothingIsSaidNeverEnds(String request, String role, String ttl) {
        CreationTimes times = times(request, role, true);

        assertThat(times.ttl()).isEqualTo(Calls.duration(ttl));
        assertThat(times.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'ttl':'abc'}                   | time: invalid duration \"abc\"",
                "{'ttl':1.5}                     | time: missing unit in duration \"1.5\"",
                "{'ttl':'-5s'}                   | ttl must be positive",
                "{'lease':'-5s'}                 | lease must be positive",
                "{'explicit_max_ttl':-1}         | explicit_max_ttl must be positive",
                "{'period':-1}                   | period must be positive",
                "{'explicit_max_ttl':'x','period':'y','ttl':'z'}          | time: invalid duration \"x\"",
                "{'explicit_max_ttl':'-1s','period':'-1s','ttl':'-1s'}    | explicit_max_ttl must be positive",
                "{'period':'-1s','ttl':'-1s'}    | period must be positive",
                "{'period':'1h','ttl':'x'}       | root or sudo privileges required to create periodic token"
            })
    void theFirstThatMakesNoSenseIsTold(String request, String text) {
        assertThatThrownBy(() -> times(request, "{}", false, false))
                .isInstanceOf(Fault.class)
                .hasMessage(text);
    }

    @Test
    void noPeriodNeedsNoSudo() {
        assertThat(times("{'period':'0s'}", "{'token_period':'1h'}", false, false)
                        .ttl())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theLesserOfTwoLimitsIsOneThatIsThere() {
        Duration hour = Duration.ofHours(1);
        for (Duration other : List.of(Duration.ZERO, Duration.ofHours(2), hour)) {
            assertThat(CreationTimes.lesser(hour, other)).isEqualTo(hour);
            assertThat(CreationTimes.lesser(other, hour)).isEqualTo(hour);
        }
        assertThat(CreationTimes.lesser(Duration.ZERO, Duration.ZERO)).isZero();
    }
}
