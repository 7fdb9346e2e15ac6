package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about locks of accounts, in every spelling and type in which it can be sent. */
class LockoutConfigTest {

    private static final LockoutConfig SILENT = new LockoutConfig(0, Duration.ZERO, Duration.ZERO, false, List.of());
    private static final LockoutConfig SOME =
            new LockoutConfig(7, Duration.ofMinutes(5), Duration.ofMinutes(6), true, List.of());

    private static @Nullable LockoutConfig changed(@Nullable LockoutConfig before, String body) {
        RawParameters raw = RawParameters.body(
                ("{'user_lockout_config':" + body + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                "application/json",
                Set.of());
        return LockoutConfig.changed(
                before,
                Schema.of(new Field(LockoutConfig.FIELD, FieldType.MAP))
                        .convert(raw, Map.of())
                        .map(LockoutConfig.FIELD)
                        .orElse(Map.of()));
    }

    private static void refused(String body, String text) {
        assertThatThrownBy(() -> changed(SOME, body)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]"})
    void nothingSentIsNothingSaid(String body) {
        assertThat(changed(null, body)).isNull();
        assertThat(changed(SOME, body)).isEqualTo(SOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'nope':1}",
                "{'lockout_threshold':null}",
                "{'user_lockout_threshold':'5'}",
                "{'lockoutThreshold':5}"
            })
    void whatSaysNothingStillMakesTheKeysShow(String body) {
        assertThat(changed(null, body)).isEqualTo(SILENT);
        assertThat(changed(SOME, body)).isEqualTo(SOME);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"'5', 5", "5, 5", "'0', 0", "0, 0", "'007', 7", "9223372036854775807, 9223372036854775807"})
    void aThresholdIsANumberOrItsText(String value, long threshold) {
        assertThat(changed(SOME, "{'lockout_threshold':" + value + "}").threshold())
                .isEqualTo(threshold);
        assertThat(changed(SOME, "{'LOCKOUT_Threshold':" + value + "}"))
                .isEqualTo(new LockoutConfig(threshold, SOME.duration(), SOME.counterReset(), true, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "'-1', -1, invalid syntax",
                "-1, -1, invalid syntax",
                "'abc', abc, invalid syntax",
                "1.5, 1.5, invalid syntax",
                "'0x10', 0x10, invalid syntax",
                "'+5', +5, invalid syntax",
                "'1_0', 1_0, invalid syntax",
                "'system', system, invalid syntax",
                "'99999999999999999999', 99999999999999999999, value out of range"
            })
    void otherThresholdsAreRefusedInTheWordsOfTheReference(String value, String shown, String why) {
        refused(
                "{'lockout_threshold':" + value + "}",
                "unable to parse user lockout threshold: strconv.ParseUint: parsing \"" + shown + "\": " + why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lockout_threshold",
                "lockout_duration",
                "lockout_counter_reset_duration",
                "lockout_counter_reset"
            })
    void anEmptyTextLeavesWhatIsThere(String name) {
        assertThat(changed(SOME, "{'" + name + "':''}")).isEqualTo(SOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[]", "{}", "['5']"})
    void otherTypesAreRefused(String value) {
        String text = "unable to convert given user lockout config information";
        refused("{'lockout_threshold':" + value + "}", text);
        refused("{'lockout_duration':" + value + "}", text);
        refused("{'lockout_counter_reset':" + value + "}", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'true'", "1", "0", "''", "[]"})
    void aFlagIsABooleanOnly(String value) {
        String text = "unable to convert given user lockout config information";
        refused("{'lockout_disable':" + value + "}", text);
        refused("{'disable_lockout':" + value + "}", text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "'10m', 600",
                "'10m0s', 600",
                "90, 90",
                "'90', 90",
                "'1d', 86400",
                "'1500ms', 1",
                "'500ms', 0",
                "'0', 0",
                "'system', 0"
            })
    void aDurationIsInWholeSeconds(String value, long seconds) {
        Duration duration = Duration.ofSeconds(seconds);

        assertThat(changed(SOME, "{'lockout_duration':" + value + "}"))
                .isEqualTo(new LockoutConfig(7, duration, SOME.counterReset(), true, List.of()));
        assertThat(changed(SOME, "{'lockout_counter_reset_duration':" + value + "}"))
                .isEqualTo(new LockoutConfig(7, SOME.duration(), duration, true, List.of()));
        assertThat(changed(SOME, "{'lockout_counter_reset':" + value + "}"))
                .isEqualTo(new LockoutConfig(7, SOME.duration(), duration, true, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "'SYSTEM', time: invalid duration \"SYSTEM\"",
                "1.5, time: missing unit in duration \"1.5\"",
                "'10000000000000h', time: invalid duration \"10000000000000h\"",
                "'-5s', lockout_duration cannot be negative",
                "-5, lockout_duration cannot be negative"
            })
    void otherDurationsAreRefused(String value, String text) {
        refused("{'lockout_duration':" + value + "}", text);
    }

    @Test
    void aNegativeResetIsRefusedByItsShorterName() {
        refused("{'lockout_counter_reset_duration':'-1s'}", "lockout_counter_reset cannot be negative");
    }

    @Test
    void ofTwoNamesThatMeanTheSameTheServersOwnCounts() {
        assertThat(changed(null, "{'lockout_counter_reset':'1m','lockout_counter_reset_duration':'2m'}"))
                .isEqualTo(new LockoutConfig(0, Duration.ZERO, Duration.ofMinutes(2), false, List.of()));
        assertThat(changed(null, "{'disable_lockout':true,'lockout_disable':false}"))
                .isEqualTo(SILENT);
        assertThat(changed(null, "{'lockout_disable':null,'disable_lockout':true}"))
                .isEqualTo(new LockoutConfig(0, Duration.ZERO, Duration.ZERO, true, List.of()));
    }

    @Test
    void whatIsNotSentStays() {
        LockoutConfig once = changed(null, "{'lockout_threshold':'3','lockout_disable':true}");
        LockoutConfig twice = changed(once, "{'lockout_duration':'10m'}");

        assertThat(twice).isEqualTo(new LockoutConfig(3, Duration.ofMinutes(10), Duration.ZERO, true, List.of()));
        assertThat(changed(twice, "{'lockout_disable':false,'lockout_threshold':0}"))
                .isEqualTo(new LockoutConfig(0, Duration.ofMinutes(10), Duration.ZERO, false, List.of()));
    }
}
