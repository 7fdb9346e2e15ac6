package io.portcullis.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.hcl.HclValue.Block;
import io.portcullis.hcl.HclValue.Flag;
import io.portcullis.hcl.HclValue.Nothing;
import io.portcullis.hcl.HclValue.Number;
import io.portcullis.hcl.HclValue.Sequence;
import io.portcullis.hcl.HclValue.Text;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclTest {

    @Test
    void aTreeHasKeysLabelsValuesAndPlaces() {
        List<HclItem> items = Hcl.parse("# c\nname = \"é\" path \"a\" b {\n  x = [1, true,]\n  y = { z = false },\n}");

        assertThat(items)
                .containsExactly(
                        new HclItem(List.of("name"), new Text("é", new Place(2, 8)), new Place(2, 1), 2),
                        new HclItem(
                                List.of("path", "a", "b"),
                                new Block(
                                        List.of(
                                                new HclItem(
                                                        List.of("x"),
                                                        new Sequence(
                                                                List.of(
                                                                        new Number("1", new Place(3, 8)),
                                                                        new Flag(true, new Place(3, 11))),
                                                                new Place(3, 7)),
                                                        new Place(3, 3),
                                                        3),
                                                new HclItem(
                                                        List.of("y"),
                                                        new Block(
                                                                List.of(new HclItem(
                                                                        List.of("z"),
                                                                        new Flag(false, new Place(4, 13)),
                                                                        new Place(4, 9),
                                                                        4)),
                                                                new Place(4, 7)),
                                                        new Place(4, 3),
                                                        4)),
                                        new Place(2, 23)),
                                new Place(2, 12),
                                0));
    }

    @Test
    void jsonGivesTheSameTreeWithNestingAsLabels() {
        List<HclItem> items = Hcl.parse("{\"p\":[{\"a\":{\"x\":[null]},\n\"b\":{}},{\"a\":{\"x\":{},\"y\":1e5}}]}");

        assertThat(items)
                .extracting(HclItem::keys)
                .containsExactly(List.of("p", "a"), List.of("p", "b"), List.of("p", "a"));
        assertThat(items).extracting(HclItem::line).containsOnly(1);
        assertThat(((Block) items.get(0).value()).items())
                .containsExactly(new HclItem(
                        List.of("x"),
                        new Sequence(List.of(new Nothing(Place.UNKNOWN)), Place.UNKNOWN),
                        new Place(1, 13),
                        1));
        assertThat(((Block) items.get(1).value()).items()).isEmpty();
        assertThat(((Block) items.get(2).value()).items())
                .extracting(HclItem::key)
                .containsExactly("x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \t\n\r\n",
                "#",
                "# a",
                "//\n/**/ /* * / \n */",
                "{}",
                " \t\r\n{ } \n",
            })
    void aTextMayHoldNothing(String text) {
        assertThat(Hcl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=\"x\"b{}",
                "a=\"x\",b{},",
                "a = \"x\"\r\nb {\r\n}",
                "\"a\"=\"x\"\"b\"{}",
                "a#c\n=/*c*/\"x\"//c\nb{/**/}",
                "{\"a\":\"x\",\"b\":{}}",
            })
    void layoutDoesNotMatter(String text) {
        assertThat(Hcl.parse(text)).extracting(HclItem::key).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            "é😀"                        | é😀
            "\\u00e9\\U0001F600\\x41\\101" | é😀AA
            "\\"\\\\\\t"                   | ~"\\\t~
            "a	b"                        | ~a	b~
            "$${a}{b}${c{d}}$"           | $${a}{b}${c{d}}$
            "/* # //"                    | /* # //
            """)
    void quotedStringsKnowEscapesAndLeaveInterpolationsAlone(String written, String text) {
        assertThat(textOf("a = " + written)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'<<E\na\n b\nE\n', 'a\n b\n'",
        "'<<E\r\na\r\nE\r\n', 'a\n'",
        "'<<E\nE\n', ''",
        "'<<E\n E1\nEE\n  E\n', ' E1\nEE\n  '",
        "'<<-E\n  a\n   b\n  E\n', 'a\n b\n'",
        "'<<-E\n  a\n b\n\t E\n', '  a\n b\n'",
        "'<<-E\nE\n E\n', 'E\n'",
    })
    void heredocsGoUpToALineWithTheirAnchor(String written, String text) {
        assertThat(textOf("a = " + written)).isEqualTo(text);
        assertThat(textOf("a = " + written + "b {}")).isEqualTo(text);
    }

    private static String textOf(String source) {
        return ((Text) Hcl.parse(source).get(0).value()).text();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "42, 42",
        "-17, -17",
        "0x1F, 31",
        "-0xa, -10",
        "010, 8",
        "1.50, 1.5",
        "08.5, 8.5",
        ".5, 0.5",
        "1., 1",
        "1e3, 1000",
        "1E+3, 1000",
        "25e-1, 2.5",
        "1e-999999999999, 0",
        "0e999999999999, 0",
        "9223372036854775807, 9223372036854775807",
        "-0x8000000000000000, -9223372036854775808",
    })
    void numbersAreExact(String written, BigDecimal value) {
        assertThat(number("a=" + written).value()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, ParseInt",
        "0xffffffffffffffffff, ParseInt",
        "1e309, ParseFloat",
        "-1e99999999999, ParseFloat"
    })
    void numbersThatDoNotFitAreRefusedWhenTheyAreAskedFor(String written, String reader) {
        Number number = number("a=" + written);

        assertThatThrownBy(number::value)
                .isInstanceOf(Fault.class)
                .hasMessage("strconv.%s: parsing \"%s\": value out of range", reader, written);
    }

    private static Number number(String source) {
        return (Number) Hcl.parse(source).get(0).value();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            'path "x" {'               | At 1:11: unexpected end of the text
            'path "x" { a = 1'         | At 1:17: unexpected end of the text
            'path "x"'                 | At 1:9: unexpected end of the text
            'path "x" {}}'             | At 1:12: expected a key, '{' or '='
            'a = }'                    | At 1:5: expected a value
            'a ='                      | At 1:4: expected a value
            '= 1'                      | At 1:1: expected a key, '{' or '='
            '{'                        | 1:2: expected a key
            'path "x" = {}'            | At 1:10: labels need a block in braces
            'a = [1 2]'                | At 1:8: expected ',' or ']' in a list
            'a = [1,,2]'               | At 1:8: expected a value
            'a = [,]'                  | At 1:6: expected a value
            'a = [1'                   | At 1:7: expected ',' or ']' in a list
            'a = 1,,'                  | At 1:7: expected a key, '{' or '='
            ', a = 1'                  | At 1:1: expected a key, '{' or '='
            'a = b'                    | At 1:5: expected a value
            'true = 1'                 | At 1:1: a boolean is no key
            '1 = 1'                    | At 1:1: expected a key, '{' or '='
            'a = 08'                   | At 1:5: illegal number
            'a = 1_000'                | At 1:5: illegal number
            'a = 1b = 2'               | At 1:5: illegal number
            'a = 1e'                   | At 1:5: illegal number
            'a = -'                    | At 1:5: illegal number
            'a = 0x'                   | At 1:5: illegal number
            'a = "x'                   | At 1:5: literal not terminated
            'a = "\\q"'                | At 1:7: illegal char escape
            'a = "\\x4"'               | At 1:9: illegal char escape
            'a = "\\x80"'              | At 1:7: escape of what is no character
            'a = "\\377"'              | At 1:7: escape of what is no character
            'a = "\\ud83d\\ude00"'     | At 1:7: escape of what is no character
            'a = "\\U00110000"'        | At 1:7: escape of what is no character
            'a = "\\UFFFFFFFF"'        | At 1:7: escape of what is no character
            'a = "${"x"}"'             | At 1:7: quote, backslash or end of line after '${'
            'a = "${"'                 | At 1:7: quote, backslash or end of line after '${'
            'a = <EOF'                 | At 1:6: heredoc expected second '<'
            'a = <<EOF'                | At 1:10: illegal heredoc anchor
            '/ a'                      | At 1:2: expected '/' or '*' for a comment
            '/* a'                     | At 1:1: comment not terminated
            '/*/'                      | At 1:1: comment not terminated
            """)
    void whatIsNoTextOfTheLanguageIsRefusedWithItsPlace(String text, String sentence) {
        assertRefused(text, sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "'a = \"x\ny\"', At 1:5: literal not terminated",
        "'a = <<E\nx\nE', At 1:5: heredoc not terminated",
        "'a = <<-E\nx\nE\n', At 1:5: heredoc not terminated",
        "'a = <<\nx\n\n', At 1:7: illegal heredoc anchor",
        "'<<E\na\nE\n{}', 'At 1:1: expected a key, ''{'' or ''='''",
        "'#\n\u0002a', 'At 2:1: expected a key, ''{'' or ''='''",
        "'# \u0000', At 1:3: control character",
        "'a = \"\u0001\"', At 1:6: control character",
        "'a = 1\rb = 2', 'At 1:6: expected a key, ''{'' or ''='''",
        "'# a\rb', At 1:4: control character",
        "'# \ud800', At 1:3: half of a surrogate pair",
        "'# \udc00\ud800', At 1:3: half of a surrogate pair",
        "'\ufeffa = 1', 'At 1:1: expected a key, ''{'' or ''='''",
        "'{\"a\":1,\n}', 2:1: expected a key",
        "'{\"a\":\"\n\"}', 1:7: control character",
        "'{\"a\":\"\t\"}', 1:7: control character",
        "'{\"a\":\"\ud800\"}', 1:7: half of a surrogate pair",
    })
    void linesAndControlCharactersWhereNoneMayBeAreRefused(String text, String sentence) {
        assertRefused(text, sentence);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            '{"a":1}}'                 | 1:8: text after the object
            '{} x'                     | 1:4: text after the object
            '{"a" 1}'                  | 1:6: expected ':'
            '{"a":1 "b":2}'            | 1:8: expected ','
            '{"a":}'                   | 1:6: expected a value
            '{"a":[1,]}'               | 1:9: expected a value
            '{"a":[1}'                 | 1:8: expected ','
            '{"a":[1'                  | 1:8: expected ','
            '{"a":1'                   | 1:7: expected ','
            '{a:1}'                    | 1:2: expected a key
            '{"a":tru}'                | 1:9: expected 'e'
            '{"a":nul'                 | 1:9: expected 'l'
            '{"a":01}'                 | 1:6: illegal number
            '{"a":1.}'                 | 1:6: illegal number
            '{"a":.5}'                 | 1:6: expected a value
            '{"a":+1}'                 | 1:6: expected a value
            '{"a":0x1}'                | 1:6: illegal number
            '{"a":"x'                  | 1:6: literal not terminated
            '{"a":"\\x41"}'            | 1:8: illegal char escape
            '{"a":"\\ud800"}'          | 1:8: half of a surrogate pair
            '{"a":"\\ud800\\n"}'       | 1:8: half of a surrogate pair
            '{"a":"\\ud800\\u0041"}'   | 1:8: half of a surrogate pair
            '{"a":"\\udc00"}'          | 1:8: half of a surrogate pair
            '{"a":"\\u00g0"}'          | 1:11: illegal char escape
            '{"a":1} # c'              | 1:9: text after the object
            """)
    void whatIsNoJsonIsRefusedWithItsPlace(String text, String sentence) {
        assertRefused(text, sentence);
    }

    @Test
    void jsonStringsKnowTheEscapesOfJson() {
        assertThat(textOf("{\"a\":\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\u00e9\\ud83d\\ude00\u007f${\"}"))
                .isEqualTo("\b\f\n\r\t/\\\"é😀\u007f${");
    }

    private static void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> Hcl.parse(text)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).hasValue(sentence);
        });
    }
}
