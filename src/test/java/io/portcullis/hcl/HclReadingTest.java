package io.portcullis.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading on after a mistake. */
class HclReadingTest {

    private static List<String> mistakes(String text) {
        return Hcl.read(text).mistakes().stream()
                .map(mistake -> mistake.place() + " " + mistake.key() + ": " + mistake.reason())
                .toList();
    }

    private static List<String> keys(String text) {
        return Hcl.read(text).items().stream()
                .map(item -> String.join(" ", item.keys()))
                .toList();
    }

    @Test
    void aGoodTextIsReadAsEver() {
        String text = "a = 1\nb \"c\" { d = [1, 2] }\n";
        assertThat(Hcl.read(text)).isEqualTo(new HclReading(Hcl.parse(text), List.of()));
    }

    @Test
    void eachLineHasItsMistakeAndWhatIsGoodIsRead() {
        String text = """
                a = yes
                b = 1
                c = "not closed
                d "e" = { f = 1 }
                g {
                  h = 5x
                  i = 2
                }
                j =
                k = 3
                l = [1, 2
                m = 4
                n = [1,
                  oops,
                  2]
                o = 5
                } p
                q = 6
                """;
        assertThat(mistakes(text))
                .containsExactly(
                        "1:5 a: expected a value",
                        "3:5 c: literal not terminated",
                        "4:7 : labels need a block in braces",
                        "6:7 h: illegal number",
                        "10:1 j: expected a value",
                        "12:1 l: expected ',' or ']' in a list",
                        "14:3 n: expected a value",
                        "17:1 : expected a key, '{' or '='");
        assertThat(keys(text)).containsExactly("a", "b", "c", "g", "j", "k", "l", "m", "n", "o", "q");
    }

    @Test
    void aBlockThatIsNotClosedIsOneMistakeAndItsItemsAreRead() {
        String text = "a {\n b {\n  c = 1\n";
        assertThat(mistakes(text)).containsExactly("4:1 : unexpected end of the text");
        assertThat(((HclValue.Block) Hcl.read(text).items().get(0).value()).items())
                .hasSize(1);
    }

    @Test
    void jsonEndsAtItsFirstMistake() {
        assertThat(mistakes("{\"a\": 1,\n \"b\": x}")).containsExactly("2:7 : expected a value");
    }

    @Test
    void whatEverIsDamagedReadingEndsAndFindsAMistakeWhereParsingDoes() throws IOException {
        String good = Files.readString(Path.of("conf", "portcullis.hcl"));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String pieces = "{}[]=\",#\n x1\\<*/.-";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                int length = random.nextInt(3);
                text.replace(at, Math.min(text.length(), at + length), piece(random, pieces));
            }
            boolean isGood = parses(text.toString());
            assertThat(Hcl.read(text.toString()).mistakes().isEmpty())
                    .as("seed %d, text %d:%n%s", seed, i, text)
                    .isEqualTo(isGood);
        }
    }

    private static String piece(Random random, String pieces) {
        int at = random.nextInt(pieces.length());
        return pieces.substring(at, Math.min(pieces.length(), at + random.nextInt(3)));
    }

    private static boolean parses(String text) {
        try {
            Hcl.parse(text);
            return true;
        } catch (Fault malformed) {
            return false;
        }
    }
}
