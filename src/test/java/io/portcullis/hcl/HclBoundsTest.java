package io.portcullis.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A text can be large; what it costs grows with its size and no faster. */
class HclBoundsTest {

    private static final int SIZE = 1 << 20;

    static Stream<Arguments> nasty() {
        return Stream.of(
                nasty("braces", "", "a{", ""),
                nasty("brackets", "a=", "[", ""),
                nasty("pairs of braces", "", "a{}", ""),
                nasty("lists", "a=[", "[],", ""),
                nasty("keys", "", "a ", ""),
                nasty("quoted keys", "", "\"a\"", ""),
                nasty("one name", "", "a", ""),
                nasty("spaces", "", " ", ""),
                nasty("lines", "", "\n", ""),
                nasty("carriage returns", "", "\r\n", ""),
                nasty("comments", "", "/**/", ""),
                nasty("line comments", "", "#\n", ""),
                nasty("comment without end", "/*", "*", ""),
                nasty("slashes", "", "/", ""),
                nasty("string without end", "a=\"", "x", ""),
                nasty("escapes", "a=\"", "\\u0041", "\""),
                nasty("backslashes", "a=\"", "\\\\", "\""),
                nasty("interpolations", "a=\"", "${", ""),
                nasty("braces in an interpolation", "a=\"${", "{", ""),
                nasty("dollars", "a=\"", "$", "\""),
                nasty("digits", "a=", "1", ""),
                nasty("exponent", "a=1e", "9", ""),
                nasty("numbers", "a=[", "1,", "]"),
                nasty("heredoc without end", "a=<<E\n", "x", ""),
                nasty("lines of a heredoc", "a=<<E\n", "E1\n", ""),
                nasty("indented lines", "a=<<-E\n", " E \n", " E\n"),
                nasty("anchor", "a=<<", "E", "\n"),
                nasty("heredocs", "", "a=<<E\nE\n", ""),
                nasty("emoji", "a=\"", "😀", "\""),
                nasty("JSON objects", "", "{\"a\":", ""),
                nasty("JSON arrays", "{\"a\":", "[", ""),
                nasty("flat JSON array", "{\"a\":[", "0,", "0]}"),
                nasty("JSON array of objects", "{\"a\":[", "{},", "{}]}"),
                nasty("JSON object of objects", "{\"a\":{", "\"a\":{},", "\"a\":{}}}"),
                nasty("JSON escapes", "{\"a\":\"", "\\ud83d\\ude00", "\"}"),
                nasty("JSON spaces", "{", " ", "}"));
    }

    private static Arguments nasty(String name, String start, String repeated, String end) {
        int times = (SIZE - start.length() - end.length()) / repeated.length();
        return Arguments.of(name, start + repeated.repeat(times) + end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nasty")
    void aMillionCharactersAreReadOrRefusedAtOnce(String name, String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                Hcl.parse(text);
            } catch (Fault fault) {
                assertThat(fault.status()).as(name).isEqualTo(400);
                assertThat(fault).as(name).message().hasSizeLessThan(200);
            }
        });
    }

    @Test
    void theLengthOfATextIsBounded() {
        assertThat(Hcl.parse(" ".repeat(SIZE))).isEmpty();
        assertThatThrownBy(() -> Hcl.parse(" ".repeat(SIZE + 1))).hasMessage("text of more than 1048576 characters");
    }

    @Test
    void theDepthOfATextIsBounded() {
        assertThat(Hcl.parse("a=" + "[".repeat(32) + "]".repeat(32))).hasSize(1);
        assertThatThrownBy(() -> Hcl.parse("a=" + "[".repeat(33) + "]".repeat(33)))
                .hasMessage("At 1:36: nested more than 32 deep");
        assertThat(Hcl.parse("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")).hasSize(1);
        assertThatThrownBy(() -> Hcl.parse("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                .hasMessage("1:38: nested more than 32 deep");
    }

    @Test
    void theNumberOfValuesIsBounded() {
        assertThat(Hcl.parse("a{}".repeat(100_000))).hasSize(100_000);
        assertThatThrownBy(() -> Hcl.parse("a{}".repeat(100_001))).hasMessage("At 1:300001: more than 100000 values");
        assertThatThrownBy(() -> Hcl.parse("{\"a\":[" + "1,".repeat(100_000) + "1]}"))
                .hasMessageContaining("more than 100000 values");
    }
}
