package io.portcullis.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawParametersTest {

    private static final Set<String> SECRETS = Set.of("password");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String EOF = "failed to decode JSON input: unexpected EOF";
    private static final String MALFORMED = "failed to decode JSON input: invalid character";
    private static final String TOO_COMPLEX = "refused JSON input due to high complexity: exceeded maximum ";

    @Test
    void aJsonObjectKeepsOrderAndNumbersAsWritten() {
        RawParameters raw = json("{\"b\":1.50,\"a\":[\"x\",null,true,{\"n\":1E2}],\"c\":null}");

        assertThat(raw.names()).containsExactly("b", "a", "c");
        assertThat(raw.value("b")).isEqualTo(new JsonNumber("1.50"));
        assertThat(raw.value("a")).isEqualTo(Arrays.asList("x", null, true, Map.of("n", new JsonNumber("1E2"))));
        assertThat(raw.has("c")).isTrue();
        assertThat(raw.value("c")).isNull();
    }

    @Test
    void someGoOverOthersUnlessTheyAreEmptyTexts() {
        RawParameters over = RawParameters.query("a=1&b=&c=").over(json("{\"a\":2,\"b\":3,\"d\":null}"));

        assertThat(over.names()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(over.value("a")).isEqualTo("1");
        assertThat(over.value("b")).isEqualTo(new JsonNumber("3"));
        assertThat(over.value("c")).isEqualTo("");
        assertThat(over.isNull("d")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  \r\n\t", "null", " null ", "null null", "{}", "{} {}", "{}[", "{}\n{\"b\":", "null{"})
    void theseHoldNoParameters(String body) {
        assertThat(json(body).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    [1,[2]] | array
                    "s"     | string
                    1       | number
                    -1.5e3  | number
                    1 2     | number
                    true    | bool
                    false   | bool
                    """)
    void anythingButAnObjectIsNamed(String body, String type) {
        assertRefused(
                body,
                "failed to decode JSON input: json: cannot unmarshal " + type
                        + " into Go value of type map[string]interface {}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "[1",
                "\"abc",
                "-",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":\"x",
                "{\"a\":[1,{",
                "{}\"",
                "{} \"a"
            })
    void aTruncatedBodyIsToldSo(String body) {
        assertRefused(body, EOF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1e309}", "{\"a\":[-1E400]}", "{\"a\":1,\"b\":{\"c\":1e+999}}"})
    void aNumberThatNoDoubleHoldsIsRefused(String body) {
        assertRefused(body, "failed to decode JSON input: json: cannot unmarshal number into Go value of type float64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} x",
                "[] x",
                "null x",
                "\"a\" x",
                "{}}",
                "{}\0",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1 \"b\":2}",
                "{\"a\" 1}",
                "\uFEFF{}",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":NaN}",
                "\f",
                "//",
                "{\"a\":1}/*c*/",
                "+1",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "]",
                "}",
                ",",
                "\0{\0}",
                "{\0\0\0",
                "{\"a\":nulL}",
                "1.",
                "tru"
            })
    void malformedInputIsRefusedInAFixedSentence(String body) {
        assertRefused(body, MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":null,\"a\":null}",
                "{\"b\":[{\"a\":1,\"\\u0061\":2}]}",
                "{\"password\":\"x\",\"password\":\"y\"}"
            })
    void aKeyGivenTwiceIsRefused(String body) {
        assertRefused(body, "failed to decode JSON input: an object has the same key twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "c0af",
                "c180",
                "e080af",
                "eda080",
                "f0808080",
                "f4908080",
                "f8888080",
                "e28228",
                "c3",
                "e282",
                "80"
            })
    void bytesThatAreNotUtf8AreRefused(String hexadecimal) {
        byte[] bad = HexFormat.of().parseHex(hexadecimal);
        for (String name : List.of("a", "password")) {
            byte[] body = around("{\"" + name + "\":\"", bad, "\"}");

            assertThatThrownBy(() -> RawParameters.json(body, SECRETS, JsonLimits.STANDARD))
                    .hasMessage(MALFORMED);
        }
        assertThatThrownBy(() -> RawParameters.form(around("a=", bad, ""), SECRETS))
                .hasMessage("error parsing form data");
        assertThatThrownBy(() -> RawParameters.form(around("", bad, "=1"), SECRETS))
                .hasMessage("error parsing form data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "x\\ud800y", "\\udc00\\ud800", "\\ud83d\\ud83d\\ude00"})
    void loneSurrogatesInEscapesAreRefusedWhereverTheyStand(String escape) {
        assertRefused("{\"password\":\"" + escape + "\"}", MALFORMED);
        assertRefused("{\"a\":\"" + escape + "\"}", MALFORMED);
        assertRefused("{\"a\":[\"" + escape + "\"]}", MALFORMED);
        assertRefused("{\"" + escape + "\":1}", MALFORMED);
    }

    @Test
    void aPairOfEscapedSurrogatesIsOneCharacter() {
        try (RawParameters raw = json("{\"password\":\"\\ud83d\\ude00\",\"a\":\"\\ud83d\\ude00\"}")) {
            assertThat(revealed(raw)).isEqualTo("😀");
            assertThat(raw.value("a")).isEqualTo("😀");
        }
    }

    @Test
    void limitsHoldAndNotOneLess() {
        assertThat(json(nested(31)).names()).containsExactly("a");
        assertRefused(nested(32), TOO_COMPLEX + "depth, number of tokens, or length of a name or number");
        assertThat(json("{\"" + "n".repeat(256) + "\":1}").names()).hasSize(1);
        assertRefused(
                "{\"" + "n".repeat(257) + "\":1}",
                TOO_COMPLEX + "depth, number of tokens, or length of a name or number");
        assertThat(json("{\"a\":" + "1".repeat(32) + "}").names()).hasSize(1);
        assertRefused(
                "{\"a\":" + "1".repeat(33) + "}",
                TOO_COMPLEX + "depth, number of tokens, or length of a name or number");
        assertThat(json("{\"a\":[" + "1,".repeat(4_000) + "1]}").names()).hasSize(1);
        assertRefused(
                "{\"a\":[" + "1,".repeat(4_096) + "1]}",
                TOO_COMPLEX + "depth, number of tokens, or length of a name or number");
        assertThat(json("{\"a\":\"" + "x".repeat(500_000) + "\"}").value("a")).isEqualTo("x".repeat(500_000));
    }

    @Test
    void aThousandStringsAreEnoughNamesCounted() {
        assertThat(json("{\"a\":[" + "\"\",".repeat(998) + "\"\"]}").names()).hasSize(1);
        assertRefused("{\"a\":[" + "\"\",".repeat(999) + "\"\"]}", TOO_COMPLEX + "number of strings");
        String names =
                IntStream.range(0, 1_001).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));
        assertRefused("{" + names + "}", TOO_COMPLEX + "number of strings");
    }

    @Test
    void aSecretIsBytesOnlyAtTheTopAndWipedOnClose() {
        RawParameters raw = json("{\"password\":\"p\\u00e4ss\",\"config\":{\"password\":\"x\"}}");

        SecretBytes secret = (SecretBytes) raw.value("password");
        assertThat(revealed(raw)).isEqualTo("päss");
        assertThat(raw.value("config")).isEqualTo(Map.of("password", "x"));
        raw.close();
        assertThatThrownBy(() -> secret.read(bytes -> bytes)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3_999, 4_000, 4_001, 70_000})
    void aSecretOfAnyLengthArrivesWhole(int length) {
        String password = "é€".repeat(length / 2) + "x".repeat(length % 2);
        try (RawParameters raw = json("{\"password\":\"" + password + "\"}")) {
            assertThat(revealed(raw)).isEqualTo(password);
        }
    }

    @Test
    void wipingOneSecretDoesNotDisturbWhatFollows() {
        try (RawParameters raw = json("{\"password\":12345,\"a\":12345,\"b\":\"12345\"}")) {
            assertThat(revealed(raw)).isEqualTo("12345");
            assertThat(raw.value("a")).isEqualTo(new JsonNumber("12345"));
            assertThat(raw.value("b")).isEqualTo("12345");
        }
    }

    @Test
    void aFormJoinsRepeatedNamesWithACommaSecretsToo() {
        byte[] body = "&&a=1&b=x+y%2B%c3%A9&a=2&password=p%26&c&=v&password=q&d=e=f&".getBytes(StandardCharsets.UTF_8);
        try (RawParameters raw = RawParameters.form(body, SECRETS)) {
            assertThat(raw.names()).containsExactly("a", "b", "password", "c", "", "d");
            assertThat(raw.value("a")).isEqualTo("1,2");
            assertThat(raw.value("b")).isEqualTo("x y+é");
            assertThat(raw.value("c")).isEqualTo("");
            assertThat(raw.value("d")).isEqualTo("e=f");
            assertThat(revealed(raw)).isEqualTo("p&,q");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "a=%4", "%g1=1", "a=1;b=2", ";", "a=%ff", "%ed%a0%80=1", "a=%4&b=1"})
    void aFormOrQueryThatCannotBeDecodedIsRefused(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> RawParameters.form(body, SECRETS))
                .isInstanceOf(Fault.class)
                .hasMessage("error parsing form data");
        assertThatThrownBy(() -> RawParameters.query(text))
                .isInstanceOf(Fault.class)
                .hasMessage("error parsing query parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM + "; x", FORM + ";;", FORM + "; a", FORM + "; ="})
    void aFormWhoseTypeIsMalformedIsReadAsJson(String contentType) {
        byte[] body = "password=p".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RawParameters.body(body, contentType, SECRETS))
                .hasMessage("failed to decode JSON input: invalid character");
    }

    @Test
    void aFormHasFiveHundredPairsAtMost() {
        assertThat(RawParameters.form("a&".repeat(500).getBytes(StandardCharsets.UTF_8), SECRETS)
                        .names())
                .hasSize(1);
        assertThatThrownBy(() -> RawParameters.form("a&".repeat(501).getBytes(StandardCharsets.UTF_8), SECRETS))
                .hasMessage("error parsing form data");
    }

    @ParameterizedTest
    @CsvSource({
        FORM + ", password=p",
        FORM + "; charset=utf-8, password=p",
        "Application/X-WWW-Form-Urlencoded, password=p",
        FORM + "; a=b ; c = \"d e\";, password=p",
        FORM + ",  {\"password\":\"p\"}",
        FORM + "; x, {\"password\":\"p\"}",
        FORM + ";;, {\"password\":\"p\"}",
        "text/plain, {\"password\":\"p\"}",
        "'', {\"password\":\"p\"}"
    })
    void theTypeAndTheFirstByteDecideHowABodyIsRead(String contentType, String body) {
        try (RawParameters raw = RawParameters.body(body.getBytes(StandardCharsets.UTF_8), contentType, SECRETS)) {
            assertThat(revealed(raw)).isEqualTo("p");
        }
    }

    @Test
    void aFormUnderAnotherTypeIsBadJsonAndAnEmptyFormIsEmpty() {
        byte[] form = "password=p".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> RawParameters.body(form, "text/plain", SECRETS))
                .hasMessage(MALFORMED);
        assertThat(RawParameters.body(new byte[0], FORM, SECRETS).names()).isEmpty();
    }

    @Test
    void aQueryKeepsRepeatedValuesApartAndLeavesTheOperationOut() {
        RawParameters raw = RawParameters.query("a=1&l%69st=true&a=2&scan&b+c=%C3%A9&a=3");

        assertThat(raw.names()).containsExactly("a", "scan", "b c");
        assertThat(raw.value("a")).isEqualTo(new Repeated(List.of("1", "2", "3")));
        assertThat(raw.value("b c")).isEqualTo("é");
        assertThat(RawParameters.query("").names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "list=true, true",
        "l%69st=T, true",
        "list=1&x=2, true",
        "list=, false",
        "list, false",
        "list=false, false",
        "list=&list=true, false",
        "list=true&list=x, true",
        "scan=true, false",
        "x=list, false"
    })
    void theFirstOfSeveralFlagsCounts(String query, boolean expected) {
        assertThat(RawParameters.queryFlag(query, "list")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list=yes", "list=x&list=true", "list=tRUE", "list=+1"})
    void aFlagThatIsNoBooleanIsRefusedWithoutASentence(String query) {
        assertThatThrownBy(() -> RawParameters.queryFlag(query, "list")).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).isEmpty();
        });
    }

    private static RawParameters json(String body) {
        return RawParameters.json(body.getBytes(StandardCharsets.UTF_8), SECRETS, JsonLimits.STANDARD);
    }

    private static void assertRefused(String body, String sentence) {
        assertThatThrownBy(() -> json(body))
                .as(body)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                .hasMessage(sentence)
                .hasNoCause();
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
    }

    private static byte[] around(String before, byte[] middle, String after) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(middle);
        body.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static String revealed(RawParameters raw) {
        return ((SecretBytes) raw.value("password")).read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
