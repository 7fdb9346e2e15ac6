package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenStringTest {

    @Test
    void stringsAreLongDifferentAndUseTheirWholeAlphabetEvenly() {
        Set<String> strings = new HashSet<>();
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            String string = TokenString.random();
            assertThat(string).matches("[0-9A-Za-z]{24}");
            strings.add(string);
            string.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
        }

        assertThat(strings).hasSize(10_000);
        assertThat(counts).hasSize(62);
        // 240,000 characters: 3,871 of each, with a deviation of 62.
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(3_300, 4_450));
    }
}
