package io.portcullis.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables hold what the reference server answered for the same values. */
class SchemaTest {

    private static final Schema SCHEMA = Schema.of(
                    new Field("TEXT", FieldType.TEXT),
                    new Field("BOOL", FieldType.BOOL),
                    new Field("INT", FieldType.INT),
                    new Field("DURATION", FieldType.DURATION),
                    new Field("TIME", FieldType.TIME),
                    new Field("COMMA_LIST", FieldType.COMMA_LIST),
                    new Field("LIST", FieldType.LIST),
                    new Field("MAP", FieldType.MAP),
                    new Field("PAIRS", FieldType.PAIRS),
                    new Field("SECRET", FieldType.SECRET))
            .withBareFaults();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', emptyValue = "", textBlock = """
                    TEXT       | "a"                         | <a>
                    TEXT       | " a "                       | < a >
                    TEXT       | null                        | <>
                    TEXT       | 1.50                        | <1.50>
                    TEXT       | 1E2                         | <1E2>
                    TEXT       | true                        | <1>
                    TEXT       | false                       | <0>
                    BOOL       | true                        | <true>
                    BOOL       | "true"                      | <true>
                    BOOL       | "T"                         | <true>
                    BOOL       | "1"                         | <true>
                    BOOL       | 1                           | <true>
                    BOOL       | 0                           | <false>
                    BOOL       | "False"                     | <false>
                    BOOL       | ""                          | <false>
                    BOOL       | null                        | <false>
                    INT        | 7                           | <7>
                    INT        | -1                          | <-1>
                    INT        | -0                          | <0>
                    INT        | 9223372036854775807         | <9223372036854775807>
                    INT        | "-9223372036854775808"      | <-9223372036854775808>
                    INT        | true                        | <1>
                    INT        | false                       | <0>
                    INT        | null                        | <0>
                    INT        | ""                          | <0>
                    INT        | "+5"                        | <5>
                    INT        | "0x10"                      | <16>
                    INT        | "-0x10"                     | <-16>
                    INT        | "0X1F"                      | <31>
                    INT        | "0x_f"                      | <15>
                    INT        | "010"                       | <8>
                    INT        | "0o17"                      | <15>
                    INT        | "0_7"                       | <7>
                    INT        | "0b11"                      | <3>
                    INT        | "1_000"                     | <1000>
                    INT        | "00"                        | <0>
                    DURATION   | 90                          | <PT1M30S>
                    DURATION   | "1h30m"                     | <PT1H30M>
                    DURATION   | ""                          | <PT0S>
                    DURATION   | null                        | absent
                    TIME       | "2030-01-02T03:04:05.5Z"    | <2030-01-02T03:04:05.500Z>
                    TIME       | 1893456000                  | <2030-01-01T00:00:00Z>
                    TIME       | "1893456000"                | <2030-01-01T00:00:00Z>
                    TIME       | null                        | absent
                    COMMA_LIST | "a"                         | <[a]>
                    COMMA_LIST | " a , b"                    | <[a, b]>
                    COMMA_LIST | "\\u00a0a\\u2007,\\u0085b"    | <[a, b]>
                    COMMA_LIST | "\\u001fa"                   | <[\u001fa]>
                    COMMA_LIST | "a,,b,"                     | <[a, , b, ]>
                    COMMA_LIST | ","                         | <[, ]>
                    COMMA_LIST | ""                          | <[]>
                    COMMA_LIST | null                        | <[]>
                    COMMA_LIST | []                          | <[]>
                    COMMA_LIST | {}                          | <[]>
                    COMMA_LIST | ["a,b"," c "]               | <[a,b, c]>
                    COMMA_LIST | ["a",1,true,null,1.5]       | <[a, 1, 1, , 1.5]>
                    COMMA_LIST | 1.5                         | <[1.5]>
                    COMMA_LIST | false                       | <[0]>
                    LIST       | "a,b"                       | <[a,b]>
                    LIST       | " a "                       | <[a]>
                    LIST       | ""                          | <[]>
                    LIST       | null                        | <[]>
                    LIST       | {}                          | <[]>
                    LIST       | 1                           | <[1]>
                    LIST       | [" a ","b"]                 | <[a, b]>
                    MAP        | {"a":1.50,"b":[null,true]}  | <{a=1.50, b=[null, true]}>
                    MAP        | null                        | <{}>
                    MAP        | []                          | <{}>
                    MAP        | [null]                      | <{}>
                    MAP        | [[]]                        | <{}>
                    MAP        | [{"a":"b"},{"a":"c"}]       | <{a=c}>
                    MAP        | [[{"a":"b"}]]               | <{a=b}>
                    PAIRS      | {"a":true,"b":1.50,"c":null} | <{a=1, b=1.50, c=}>
                    PAIRS      | ["k=v=w","l="]              | <{k=v=w, l=}>
                    PAIRS      | ["k=v","k=z"]               | <{k=z}>
                    PAIRS      | "a=b,c=d"                   | <{a=b,c=d}>
                    PAIRS      | [{"a":"b"},{"c":"d"}]       | <{a=b, c=d}>
                    PAIRS      | null                        | <{}>
                    PAIRS      | []                          | <{}>
                    PAIRS      | [null]                      | <{}>
                    PAIRS      | [[]]                        | <{}>
                    SECRET     | "pä€😀"                      | <pä€😀>
                    SECRET     | 1.50                        | <1.50>
                    SECRET     | true                        | <1>
                    SECRET     | ""                          | <>
                    SECRET     | null                        | <>
                    """)
    void valuesMeanWhatTheyMeanToTheReference(FieldType type, String json, String expected) {
        try (RawParameters raw = read(type, json)) {
            assertThat(shown(SCHEMA.convert(raw, Map.of()), type)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    TEXT       | ["a"]          | '' expected type 'string', got unconvertible type '[]interface {}'
                    TEXT       | {}             | '' expected type 'string', got unconvertible type 'map[string]interface {}'
                    BOOL       | "yes"          | '' cannot parse value as 'bool': strconv.ParseBool: invalid syntax
                    BOOL       | 2              | '' cannot parse value as 'bool': strconv.ParseBool: invalid syntax
                    BOOL       | 1.0            | '' cannot parse value as 'bool': strconv.ParseBool: invalid syntax
                    BOOL       | []             | '' expected type 'bool', got unconvertible type '[]interface {}'
                    INT        | "abc"          | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | 1.5            | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | 1e3            | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | " 1"           | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "true"         | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "-"            | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "0x"           | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "0o"           | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "08"           | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "0_8"          | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "1__0"         | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "_1"           | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "1_"           | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "0x1_"         | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | "١"            | '' cannot parse value as 'int': strconv.ParseInt: invalid syntax
                    INT        | 9223372036854775808    | '' cannot parse value as 'int': strconv.ParseInt: value out of range
                    INT        | "-9223372036854775809" | '' cannot parse value as 'int': strconv.ParseInt: value out of range
                    INT        | "0xfffffffffffffffffff" | '' cannot parse value as 'int': strconv.ParseInt: value out of range
                    INT        | {}             | '' expected type 'int', got unconvertible type 'map[string]interface {}'
                    DURATION   | "abc"          | time: invalid duration "abc"
                    DURATION   | 1.5            | time: missing unit in duration "1.5"
                    DURATION   | -5             | cannot provide negative value '-5'
                    DURATION   | true           | could not parse duration from input
                    DURATION   | []             | could not parse duration from input
                    TIME       | ""             | could not parse string as date and time
                    TIME       | "2030-01-01"   | could not parse string as date and time
                    TIME       | 1893456000.5   | strconv.ParseInt: parsing "1893456000.5": invalid syntax
                    TIME       | true           | could not parse time from input type
                    TIME       | []             | could not parse time from input type
                    TIME       | {}             | could not parse time from input type
                    COMMA_LIST | [[[]]]         | 1 error(s) decoding:⏎⏎* '[0]' expected type 'string', got unconvertible type '[]interface {}', value: '[[]]'
                    COMMA_LIST | ["a",["b","c"]] | 1 error(s) decoding:⏎⏎* '[1]' expected type 'string', got unconvertible type '[]interface {}', value: '[b c]'
                    COMMA_LIST | {"a":{"c":1,"b":[null,true,"x y",1.50,{}]}} | 1 error(s) decoding:⏎⏎* '[0]' expected type 'string', got unconvertible type 'map[string]interface {}', value: 'map[a:map[b:[<nil> true x y 1.50 map[]] c:1]]'
                    LIST       | {"a":1}        | decoding failed due to the following error(s):⏎⏎'[0]' expected type 'string', got unconvertible type 'map[string]interface {}'
                    LIST       | [["x"]]        | decoding failed due to the following error(s):⏎⏎'[0]' expected type 'string', got unconvertible type '[]interface {}'
                    MAP        | "a"            | '' expected type 'map[string]interface {}', got unconvertible type 'string'
                    MAP        | 1              | '' expected type 'map[string]interface {}', got unconvertible type 'json.Number'
                    MAP        | true           | '' expected type 'map[string]interface {}', got unconvertible type 'bool'
                    MAP        | ["a"]          | '[0]' expected type 'map[string]interface {}', got unconvertible type 'string'
                    MAP        | [{"a":1},2]    | '[1]' expected type 'map[string]interface {}', got unconvertible type 'json.Number'
                    MAP        | [[[1]]]        | '[0][0][0]' expected type 'map[string]interface {}', got unconvertible type 'json.Number'
                    PAIRS      | ""             | invalid key pair at index 0 in field "PAIRS"
                    PAIRS      | 1              | invalid key pair at index 0 in field "PAIRS"
                    PAIRS      | ["k=v","k"]    | invalid key pair at index 1 in field "PAIRS"
                    PAIRS      | ["=v"]         | invalid key pair at index 0 in field "PAIRS"
                    PAIRS      | ["a",["b"]]    | decoding failed due to the following error(s):⏎⏎'[1]' expected type 'string', got unconvertible type '[]interface {}'
                    PAIRS      | {"a":[1]}      | decoding failed due to the following error(s):⏎⏎'[0]' expected type 'string', got unconvertible type 'map[string]interface {}'
                    SECRET     | ["canary"]     | '' expected type 'string', got unconvertible type '[]interface {}'
                    SECRET     | {"canary":"canary"} | '' expected type 'string', got unconvertible type 'map[string]interface {}'
                    """)
    void whatDoesNotFitIsRefusedInTheReferencesWords(FieldType type, String json, String detail) {
        try (RawParameters raw = read(type, json)) {
            assertThatThrownBy(() -> SCHEMA.convert(raw, Map.of()))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.status()).isEqualTo(400))
                    .hasMessage("error converting input for field \"" + type + "\": " + detail.replace('⏎', '\n'));
        }
    }

    @Test
    void aFieldThatWasNotSentIsEmpty() {
        Parameters parameters = SCHEMA.convert(RawParameters.none(), Map.of());

        for (FieldType type : FieldType.values()) {
            assertThat(shown(parameters, type)).isEqualTo("absent");
        }
        assertThat(parameters.warnings()).isEmpty();
    }

    @Test
    void aPathWithoutExistenceCheckPutsMoreWordsInFront() {
        Schema schema = Schema.of(new Field("limit", FieldType.INT));

        assertThatThrownBy(() -> schema.convert(RawParameters.query("limit=x"), Map.of()))
                .hasMessage(
                        "Field validation failed: error converting input for field \"limit\": '' cannot parse value as"
                                + " 'int': strconv.ParseInt: invalid syntax");
    }

    @Test
    void aQueryParameterGivenTwiceIsAListToEveryType() {
        RawParameters raw = RawParameters.query("TEXT=a&TEXT=b");
        RawParameters list = RawParameters.query("LIST=a&LIST=+b&COMMA_LIST=a,b&COMMA_LIST=c&PAIRS=a%3Db&PAIRS=c%3Dd");

        assertThatThrownBy(() -> SCHEMA.convert(raw, Map.of()))
                .hasMessageEndingWith("'' expected type 'string', got unconvertible type '[]string'");
        Parameters parameters = SCHEMA.convert(list, Map.of());
        assertThat(parameters.list("LIST"))
                .hasValueSatisfying(items -> assertThat(items).containsExactly("a", "b"));
        assertThat(parameters.list("COMMA_LIST"))
                .hasValueSatisfying(items -> assertThat(items).containsExactly("a,b", "c"));
        assertThat(parameters.pairs("PAIRS")).contains(Map.of("a", "b", "c", "d"));
    }

    @Test
    void theValueFromThePathWinsAndBothKindsOfStrangersAreWarnedOf() {
        Schema schema = Schema.of(new Field("username", FieldType.TEXT), new Field("password", FieldType.SECRET));
        try (RawParameters raw = json("{'username':[],'foo':1,'b a':2,'password':'p'}", schema.secretNames())) {
            Parameters parameters = schema.convert(raw, Map.of("username", "ada"));

            assertThat(parameters.text("username")).contains("ada");
            assertThat(parameters.warnings())
                    .containsExactly(
                            "Endpoint ignored these unrecognized parameters: [b a foo]",
                            "Endpoint replaced the value of these parameters with the values captured from the endpoint's"
                                    + " path: [username]");
        }
    }

    @Test
    void onlyTheKindOfStrangerThatIsThereIsWarnedOf() {
        Schema schema = Schema.of(new Field("username", FieldType.TEXT));

        assertThat(schema.convert(json("{'zz':1}", Set.of()), Map.of("username", "ada"))
                        .warnings())
                .containsExactly("Endpoint ignored these unrecognized parameters: [zz]");
        assertThat(schema.convert(json("{'username':'b'}", Set.of()), Map.of("username", "ada"))
                        .warnings())
                .containsExactly("Endpoint replaced the value of these parameters with the values captured from the"
                        + " endpoint's path: [username]");
    }

    @Test
    void nothingInTheBodyIsReplacedWithoutAWord() {
        Schema schema = Schema.of(new Field("username", FieldType.TEXT));

        Parameters parameters = schema.convert(json("{'username':null}", Set.of()), Map.of("username", "ada"));

        assertThat(parameters.text("username")).contains("ada");
        assertThat(parameters.warnings()).isEmpty();
    }

    @Test
    void secretNamesAreThoseOfTheSecretFields() {
        assertThat(SCHEMA.secretNames()).containsExactly("SECRET");
        assertThat(SCHEMA.withBareFaults().secretNames()).containsExactly("SECRET");
    }

    @Test
    void aFieldCannotBeDeclaredTwice() {
        assertThatThrownBy(() -> Schema.of(new Field("a", FieldType.TEXT), new Field("a", FieldType.INT)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void askingForAFieldUnderAnotherTypeIsABug() {
        Parameters parameters = SCHEMA.convert(RawParameters.none(), Map.of());

        assertThatThrownBy(() -> parameters.text("INT")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parameters.list("TEXT")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> parameters.text("undeclared")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecretIsNeverGivenAsText() {
        Schema careless = Schema.of(new Field("password", FieldType.TEXT));
        try (RawParameters raw = json("{'password':'canary'}", Set.of("password"))) {
            assertThatThrownBy(() -> careless.convert(raw, Map.of())).isInstanceOf(IllegalStateException.class);
        }
    }

    private static RawParameters read(FieldType type, String json) {
        return json("{\"" + type + "\":" + json + "}", SCHEMA.secretNames());
    }

    private static RawParameters json(String text, Set<String> secretNames) {
        byte[] body = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return RawParameters.json(body, secretNames, JsonLimits.STANDARD);
    }

    private static String shown(Parameters parameters, FieldType type) {
        String name = type.name();
        return switch (type) {
            case TEXT -> parameters.text(name).map(SchemaTest::bracketed).orElse("absent");
            case BOOL -> parameters.bool(name).map(SchemaTest::bracketed).orElse("absent");
            case INT ->
                parameters.integer(name).isPresent()
                        ? bracketed(parameters.integer(name).getAsLong())
                        : "absent";
            case DURATION ->
                parameters.duration(name).map(SchemaTest::bracketed).orElse("absent");
            case TIME -> parameters.time(name).map(SchemaTest::bracketed).orElse("absent");
            case COMMA_LIST, LIST ->
                parameters.list(name).map(SchemaTest::bracketed).orElse("absent");
            case MAP -> parameters.map(name).map(SchemaTest::bracketed).orElse("absent");
            case PAIRS -> parameters.pairs(name).map(SchemaTest::bracketed).orElse("absent");
            case SECRET ->
                parameters
                        .secret(name)
                        .map(SchemaTest::revealed)
                        .map(SchemaTest::bracketed)
                        .orElse("absent");
        };
    }

    private static String bracketed(Object value) {
        return "<" + value + ">";
    }

    private static String revealed(SecretBytes secret) {
        return secret.read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
