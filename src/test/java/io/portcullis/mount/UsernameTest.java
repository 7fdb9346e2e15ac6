package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One account, one key, however its name is typed (CVE-2025-6004). */
class UsernameTest {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String FIRST = LETTERS + "0123456789_";
    private static final String REST = FIRST + ".-";

    @Test
    void tenThousandSpellingsOfANameGiveOneKeyAndOneBucket() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int names = 0; names < 100; names++) {
            String name = name(random);
            Set<Username> keys = new HashSet<>();
            Set<Integer> buckets = new HashSet<>();
            for (int spellings = 0; spellings < 100; spellings++) {
                Username key = Username.of(spelling(name, random));
                keys.add(key);
                buckets.add(key.bucket(16));
            }
            assertThat(keys).as("seed %d", seed).containsExactly(new Username(name));
            assertThat(buckets).as("seed %d", seed).hasSize(1);
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder().append(FIRST.charAt(random.nextInt(FIRST.length())));
        for (int length = random.nextInt(20); length > 0; length--) {
            name.append(REST.charAt(random.nextInt(REST.length())));
        }
        return name.toString();
    }

    private static String spelling(String name, Random random) {
        StringBuilder spelling = new StringBuilder();
        name.chars().forEach(c -> spelling.appendCodePoint(random.nextBoolean() ? Character.toUpperCase(c) : c));
        return spelling.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u212ait/policies", "I\u0307da", "\u0130da"})
    void noOtherLetterBecomesOneOfAName(String path) {
        assertThat(Username.spelledPath(path)).doesNotMatch("[ -~]+");
        assertThat(Username.spelledPath("KIT\u212a/X")).isEqualTo("kit\u212a/X");
    }

    @Test
    void theSpellingDoesNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Username.of("IDA").text()).isEqualTo("ida");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_x_", "9", "a.", "a-", "a..b", "a.b-c", "_", "__-.", "Ada"})
    void aNameBeginsWithALetterADigitOrAnUnderscore(String typed) {
        assertThat(Username.of(typed).text()).isEqualTo(typed.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".a",
                "-a",
                "a b",
                " a",
                "a ",
                "a@b",
                "a/b",
                "a%b",
                "a\n",
                "a\u0000",
                "é",
                "a\u0131",
                "\u212aelvin",
                "ａ",
                "a+b",
                "a\\b",
                "a{b}"
            })
    void nothingElseIsAName(String typed) {
        assertThatThrownBy(() -> Username.of(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameHasFiveHundredAndTwelveCharactersAtMost() {
        assertThat(Username.of("a".repeat(512)).text()).hasSize(512);
        assertThatThrownBy(() -> Username.of("a".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreSpreadOverAllBucketsEvenly() {
        int[] counts = new int[16];
        for (int i = 0; i < 16_000; i++) {
            counts[Username.of("user" + i).bucket(16)]++;
        }
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    @Test
    void aNameIsNotToldByItsText() {
        assertThat(Username.of("hunter2")).asString().doesNotContain("hunter2");
    }
}
