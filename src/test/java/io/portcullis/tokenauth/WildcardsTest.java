package io.portcullis.tokenauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', a, false",
        "a, a, true",
        "a, ab, false",
        "*, '', true",
        "*, abc, true",
        "a*, a, true",
        "a*, ab, true",
        "a*, ba, false",
        "*a, ba, true",
        "*a, ab, false",
        "a*b, ab, true",
        "a*b, aXb, true",
        "a*b, a, false",
        "a*a, a, false",
        "a*a, aa, true",
        "**, x, true",
        "a**b, axb, true",
        "a*b*c, aXbYc, true",
        "a*b*c, acb, false",
        "*ab*, xaby, true",
        "*ab*, xa, false",
        "a.c, abc, false",
        "ab*ba, aba, false"
    })
    void aStarStandsForAnything(String pattern, String text, boolean fits) {
        assertThat(Wildcards.matches(pattern, text)).isEqualTo(fits);
    }

    @Test
    void itDecidesAsARegularExpressionOfTheSameMeaning() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = random(random, "ab*", 6);
            String text = random(random, "ab", 8);
            String regex = pattern.replace("*", ".*");
            assertThat(Wildcards.matches(pattern, text))
                    .as("seed %d: %s fits %s", seed, pattern, text)
                    .isEqualTo(Pattern.matches(regex, text));
        }
    }

    private static String random(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void ofSeveralPatternsOneIsEnough() {
        assertThat(Wildcards.anyMatches(List.of("x*", "d*"), "dev")).isTrue();
        assertThat(Wildcards.anyMatches(List.of("x*", "y"), "dev")).isFalse();
        assertThat(Wildcards.anyMatches(List.of(), "dev")).isFalse();
    }
}
