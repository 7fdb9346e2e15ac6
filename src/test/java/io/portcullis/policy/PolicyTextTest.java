package io.portcullis.policy;

import static io.portcullis.policy.Capability.CREATE;
import static io.portcullis.policy.Capability.DELETE;
import static io.portcullis.policy.Capability.DENY;
import static io.portcullis.policy.Capability.LIST;
import static io.portcullis.policy.Capability.PATCH;
import static io.portcullis.policy.Capability.READ;
import static io.portcullis.policy.Capability.SCAN;
import static io.portcullis.policy.Capability.SUDO;
import static io.portcullis.policy.Capability.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {

    private static final String FAILED = "failed to parse policy: ";

    @ParameterizedTest
    @ValueSource(strings = {"""
                # all there is
                name = "ignored"
                path "/secret/data/+/team-*" {
                  comment             = "ignored"
                  policy              = "read"
                  capabilities        = ["update", "scan"]
                  allowed_parameters  = { "Foo" = ["a*", 5, 1.5, true, ["x"]] "*" = [] }
                  denied_parameters   = { BAR = ["b"] }
                  required_parameters = ["Version", 7]
                  min_wrapping_ttl    = "1m30s"
                  max_wrapping_ttl    = 0x5a
                  pagination_limit    = "100"
                  expiration          = "2099-01-01T00:00:00+01:00"
                  list_scan_response_keys_filter_path = "{{ .path }}{{ .key }}"
                }
                """, """
                {"name": null, "path": {"/secret/data/+/team-*": {"comment": {"any": "thing"}, "policy": "read",
                "capabilities": ["update", "scan"],
                "allowed_parameters": {"Foo": ["a*", 5, 1.5, true, ["x"]], "*": []}, "denied_parameters": {"BAR": ["b"]},
                "required_parameters": ["Version", 7], "min_wrapping_ttl": 90.9, "max_wrapping_ttl": "90",
                "pagination_limit": 100, "expiration": 4070905200,
                "list_scan_response_keys_filter_path": "{{ .path }}{{ .key }}"}}}
                """})
    void everyAttributeIsReadInBothForms(String text) {
        assertThat(PolicyText.parse(text))
                .containsExactly(new PathBlock(
                        "secret/data/+/team-*",
                        Set.of(UPDATE, SCAN, READ, LIST),
                        Map.of("foo", List.of("a*", number("5"), number("1.5"), true, List.of("x")), "*", List.of()),
                        Map.of("bar", List.of("b")),
                        List.of("Version", "7"),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(90),
                        100,
                        "{{ .path }}{{ .key }}",
                        Instant.parse("2098-12-31T23:00:00Z")));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n", "# nothing", "{}", "name = 5", "{\"path\":{\"\":{}}}", "path \"\" {}", "path {}"})
    void aPolicyMayGrantNothing(String text) {
        assertThat(PolicyText.parse(text))
                .allSatisfy(block -> assertThat(block.capabilities()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            path "a" {} path "b" {} path "a" {}                | a b a
            path a "label" x {}, path b {},                    | a b
            path {} path = {}                                  | path path
            path "/a" {} path "//b" {}                         | a /b
            {"path":{"a":{},"b":{},"a":{}}}                    | a b a
            {"path":[{"a":{}},{"b":{},"c":{}}],"path":{"d":{}}} | a b c d
            {"path":{}}                                        | path
            {"path":{"a":{"label":{"policy":"read"}}}}         | a
            {"path":{"capabilities":["read"]}}                 | path
            path "{{identity.entity.id}}/{{ x }}}" {}           | '{{identity.entity.id}}/{{ x }}}'
            """)
    void blocksKeepTheirPathsAndTheirOrder(String text, String paths) {
        assertThat(String.join(" ", pathsOf(text))).isEqualTo(paths);
    }

    private static List<String> pathsOf(String text) {
        return PolicyText.parse(text).stream().map(PathBlock::path).toList();
    }

    @Test
    void oldPoliciesStandForCapabilities() {
        assertThat(granted("policy = \"read\"")).containsExactlyInAnyOrder(READ, LIST);
        assertThat(granted("policy = \"write\"")).containsExactlyInAnyOrder(CREATE, READ, UPDATE, DELETE, LIST);
        assertThat(granted("policy = \"sudo\"")).containsExactlyInAnyOrder(CREATE, READ, UPDATE, DELETE, LIST, SUDO);
        assertThat(granted("policy = \"\" capabilities = [\"patch\"]")).containsExactly(PATCH);
        assertThat(granted("policy = \"read\" capabilities = [\"patch\"]"))
                .containsExactlyInAnyOrder(READ, LIST, PATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capabilities = [\"read\", \"deny\", \"banana\"]",
                "policy = \"deny\" capabilities = [\"banana\"]",
                "policy = \"write\" capabilities = [\"deny\"]",
                "capabilities = [\"deny\"] min_wrapping_ttl = \"zz\" allowed_parameters = { a = [] }",
            })
    void denyLeavesNothingElseOfItsBlock(String attributes) {
        assertThat(block(attributes))
                .isEqualTo(new PathBlock(
                        "x", Set.of(DENY), Map.of(), Map.of(), List.of(), Duration.ZERO, Duration.ZERO, 0, "", null));
    }

    private static Set<Capability> granted(String attributes) {
        return block(attributes).capabilities();
    }

    private static PathBlock block(String attributes) {
        return PolicyText.parse("path \"x\" { " + attributes + " }").get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "90, 90000",
        "1.9, 1000",
        ".5, 0",
        "'\"90\"', 90000",
        "'\"\"', 0",
        "'\"1h\"', 3600000",
        "'\"2d\"', 172800000",
        "'\"100ms\"', 100",
        "-5, -5000",
        "'\"-5s\"', -5000",
        "010, 8000",
        "1e3, 1000000"
    })
    void wrappingTimesAreNumbersOrDurations(String written, long millis) {
        assertThat(block("min_wrapping_ttl = " + written).minWrapping()).isEqualTo(Duration.ofMillis(millis));
        assertThat(block("max_wrapping_ttl = " + written).maxWrapping()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2099-01-01T00:00:00Z\"', 2099-01-01T00:00:00Z",
        "'\"2099-01-01T00:00:00.5-02:00\"', 2099-01-01T02:00:00.5Z",
        "'\"2099-01-01T5:00:00Z\"', 2099-01-01T05:00:00Z",
        "'\"2099-01-01T00:00:00.1234567891Z\"', 2099-01-01T00:00:00.123456789Z",
        "'\"1\"', 1970-01-01T00:00:01Z",
        "-1, 1969-12-31T23:59:59Z",
    })
    void aBlockExpiresAtATime(String written, Instant at) {
        assertThat(block("expiration = " + written).expiresAt()).isEqualTo(at);
    }

    @Test
    void absentAttributesLeaveABlockWithoutLimits() {
        assertThat(block("expiration = \"\""))
                .isEqualTo(new PathBlock(
                        "x", Set.of(), Map.of(), Map.of(), List.of(), Duration.ZERO, Duration.ZERO, 0, "", null));
        assertThat(PolicyText.parse(
                        "{\"path\":{\"x\":{\"policy\":null,\"expiration\":null,\"min_wrapping_ttl\":null}}}"))
                .containsExactly(block(""));
    }

    @ParameterizedTest
    @CsvSource({"0x10, 16", "'\"0x10\"', 16", "'\"1_000\"', 1000", "010, 8", "-1, -1", "'\"7\"', 7"})
    void paginationLimitsAreWholeNumbers(String written, long limit) {
        assertThat(block("pagination_limit = " + written).paginationLimit()).isEqualTo(limit);
    }

    @Test
    void valuesOfParametersKeepTheirTypes() {
        assertThat(block("allowed_parameters = { a = [0x1f, 0.10, \"\", false, [], {k = [1] \"l\" = {}}] }")
                        .allowed())
                .isEqualTo(Map.of(
                        "a",
                        List.of(
                                number("31"),
                                number("0.10"),
                                "",
                                false,
                                List.of(),
                                Map.of("k", List.of(number("1")), "l", Map.of()))));
    }

    /** Inner texts are those of the reference, but for {@code duplicate}, {@code label} and {@code null}. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            policy = "banana"                     | DOUBLE invalid policy "banana"
            policy = 5                            | DOUBLE invalid policy "5"
            policy = true                         | DOUBLE At 1:21: root.Policy: unknown type for string *ast.LiteralType
            policy = 1.5                          | DOUBLE At 1:21: root.Policy: unknown type for string *ast.LiteralType
            policy = ["read"]                     | DOUBLE At 1:21: root.Policy: unknown type for string *ast.ListType
            capabilities = ["banana"]             | DOUBLE invalid capability "banana"
            capabilities = ["Read"]               | DOUBLE invalid capability "Read"
            capabilities = ["root"]               | DOUBLE invalid capability "root"
            capabilities = [1]                    | DOUBLE invalid capability "1"
            capabilities = ["read", true]         | DOUBLE At 1:36: root.Capabilities[1]: unknown type for string *ast.LiteralType
            capabilities = "read"                 | DOUBLE At 1:27: unknown slice type: *ast.LiteralType
            capabilities = {}                     | DOUBLE At 1:27: unknown slice type: *ast.ObjectType
            required_parameters = "a"             | DOUBLE At 1:34: unknown slice type: *ast.LiteralType
            required_parameters = [[]]            | DOUBLE At 1:35: root.required_parameters[0]: unknown type for string *ast.ListType
            required_parameters = [{}]            | DOUBLE At 1:35: root.required_parameters[0]: unknown type for string *ast.ObjectType
            allowed_parameters = []               | DOUBLE At 1:33: root.allowed_parameters: not an object type for map (*ast.ListType)
            denied_parameters = 1                 | DOUBLE At 1:32: root.denied_parameters: not an object type for map (*ast.LiteralType)
            allowed_parameters = { a = 1 }        | DOUBLE At 1:39: unknown slice type: *ast.LiteralType
            allowed_parameters = { a = {} }       | DOUBLE At 1:39: unknown slice type: *ast.ObjectType
            allowed_parameters { a=[] a=[] }      | DOUBLE At 1:38: duplicate key "a"
            allowed_parameters { a=[] "A"=[] }    | DOUBLE At 1:38: duplicate key "A"
            denied_parameters { a=[{b=1 b=1}] }   | DOUBLE At 1:40: duplicate key "b"
            allowed_parameters "a" { }            | DOUBLE At 1:12: "allowed_parameters" takes no label
            pagination_limit = "abc"              | DOUBLE strconv.ParseInt: parsing "abc": invalid syntax
            pagination_limit = ""                 | DOUBLE strconv.ParseInt: parsing "": invalid syntax
            pagination_limit = 9223372036854775808 | DOUBLE strconv.ParseInt: parsing "9223372036854775808": value out of range
            pagination_limit = 1.5                | DOUBLE At 1:31: root.pagination_limit: unknown type *ast.LiteralType
            pagination_limit = []                 | DOUBLE At 1:31: root.pagination_limit: unknown type *ast.ListType
            expiration = "zz"                     | DOUBLE invalid expiration time: could not parse string as date and time
            expiration = "2099-02-29T00:00:00Z"   | DOUBLE invalid expiration time: could not parse string as date and time
            expiration = "2099-01-01t00:00:00Z"   | DOUBLE invalid expiration time: could not parse string as date and time
            expiration = "2099-01-01T00:00:00"    | DOUBLE invalid expiration time: could not parse string as date and time
            expiration = 9223372036854775808      | DOUBLE invalid expiration time: could not parse string as date and time
            expiration = true                     | DOUBLE At 1:25: root.expiration: unknown type for string *ast.LiteralType
            min_wrapping_ttl = "zz"               | error parsing min_wrapping_ttl: time: invalid duration "zz"
            max_wrapping_ttl = "zz"               | error parsing max_wrapping_ttl: time: invalid duration "zz"
            min_wrapping_ttl = true               | error parsing min_wrapping_ttl: could not parse duration from input
            min_wrapping_ttl = [1]                | error parsing min_wrapping_ttl: could not parse duration from input
            min_wrapping_ttl = {}                 | error parsing min_wrapping_ttl: could not parse duration from input
            min_wrapping_ttl = 9999999999999      | error parsing min_wrapping_ttl: multiplication of durations resulted in overflow, one operand may be too large
            min_wrapping_ttl = 1e300              | error parsing min_wrapping_ttl: multiplication of durations resulted in overflow, one operand may be too large
            min_wrapping_ttl = 1e400              | DOUBLE strconv.ParseFloat: parsing "1e400": value out of range
            min_wrapping_ttl=5 max_wrapping_ttl=4 | max_wrapping_ttl cannot be less than min_wrapping_ttl
            min_wrapping_ttl="-5s" max_wrapping_ttl="-6s" | max_wrapping_ttl cannot be less than min_wrapping_ttl
            policy = "read" policy = "read"       | At 1:28: duplicate key "policy"
            comment = 1 comment = 2               | At 1:24: duplicate key "comment"
            list_scan_response_keys_filter_path = "{{.key}}" | list_scan_response_keys_filter_path needs to be used on a path with the list capability
            policy = "read" list_scan_response_keys_filter_path = "{{.path}}" | list_scan_response_keys_filter_path resulted in same path for two different keys
            policy = "read" list_scan_response_keys_filter_path = "a" | list_scan_response_keys_filter_path resulted in same path for two different keys
            """)
    void aWrongAttributeIsRefused(String attributes, String sentence) {
        assertRefused("path \"x\" { " + attributes + " }", "path \"x\": " + sentence.replace("DOUBLE", "path \"x\":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "mfa_methods",
                "control_group",
                "Policy",
                "path",
                "PATH",
                "subscribe_event_types",
                "é\u200b"
            })
    void anUnknownKeyOfABlockIsRefused(String key) {
        String shown = key.replace("\u200b", "\\u200b");
        assertRefused(
                "path \"x\" {\n\"" + key + "\" = 1 }",
                "path \"x\": 1 error occurred:\n\t* invalid key \"" + shown + "\" on line 2\n\n");
        assertRefused(
                "path \"x\" {\n\"" + key + "\" {} }",
                "path \"x\": 1 error occurred:\n\t* invalid key \"" + shown + "\" on line 0\n\n");
        assertRefused(
                "{\"path\":{\"x\":\n{\"" + key + "\":1}}}",
                "path \"x\": 1 error occurred:\n\t* invalid key \"" + shown + "\" on line 2\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'foo = 1', '1 error occurred:\n\t* invalid key \"foo\" on line 1\n\n'",
        "'PATH \"x\" {}', '1 error occurred:\n\t* invalid key \"PATH\" on line 0\n\n'",
        "'foo {}\nbar = 2', '2 errors occurred:\n\t* invalid key \"foo\" on line 0\n\t* invalid key \"bar\" on line 2\n\n'",
        "'path \"x\" { foo = 1 }\nqux = 2', '1 error occurred:\n\t* invalid key \"qux\" on line 2\n\n'",
        "'{\"foo\":{\"a\":{},\"b\":{}}}', "
                + "'2 errors occurred:\n\t* invalid key \"foo\" on line 1\n\t* invalid key \"foo\" on line 1\n\n'",
        "'name = [\"x\"]', 'At 1:8: root.name: unknown type for string *ast.ListType'",
        "'name = true', 'At 1:8: root.name: unknown type for string *ast.LiteralType'",
        "'path = \"x\"', 'path \"path\": cannot check HCL keys of type *ast.LiteralType'",
        "'path = [1]', 'path \"path\": cannot check HCL keys of type *ast.ListType'",
        "'{\"path\":{\"x\":[\"a\"]}}', 'path \"path\": 1 error occurred:\n\t* invalid key \"x\" on line 1\n\n'",
        "'{\"path\":{\"x\":1}}', 'path \"path\": 1 error occurred:\n\t* invalid key \"x\" on line 1\n\n'",
        "'{\"path\":null}', 'path \"path\": cannot check HCL keys of type *ast.LiteralType'",
        "'{\"path\":[]}', 'path \"path\": cannot check HCL keys of type *ast.ListType'",
        "'{\"path\":{\"x\":{\"capabilities\":\"read\"}}}', 'path \"x\": path \"x\": At -: unknown slice type: *ast.LiteralType'",
        "'{\"path\":{\"x\":{\"capabilities\":null}}}', 'path \"x\": path \"x\": At -: unknown slice type: *ast.LiteralType'",
        "'{\"path\":{\"x\":{\"required_parameters\":[null]}}}', 'path \"x\": path \"x\": null in a list'",
        "'{\"path\":{\"x\":{\"policy\":\"read\",\"allowed_parameters\":{\"a\":[null]}}}}', "
                + "'path \"x\": path \"x\": null in a list'",
        "'{\"path\":{\"x\":{\"policy\":\"read\",\"allowed_parameters\":{\"a\":[{\"b\":null}]}}}}', "
                + "'path \"x\": path \"x\": null in the value of a parameter'",
        "'{\"path\":{\"x\":{\"policy\":\"read\",\"policy\":\"read\"}}}', 'path \"x\": At 1:31: duplicate key \"policy\"'",
        "'{\"path\":', '1:9: expected a value'",
        "'path \"x\" {', 'At 1:11: unexpected end of the text'",
        "'path <<E\nx\nE\n{}', 'At 1:6: expected a key, ''{'' or ''='''",
    })
    void aWrongTextIsRefused(String text, String sentence) {
        assertRefused(text, sentence);
    }

    @Test
    void manyUnknownKeysAreCountedButNotAllNamed() {
        assertThatThrownBy(() -> PolicyText.parse("k {}".repeat(50_000)))
                .message()
                .startsWith(FAILED + "50000 errors occurred:\n\t* invalid key \"k\" on line 0\n\t* ")
                .hasSizeLessThan(5_000);
    }

    @ParameterizedTest
    @CsvSource({"a/+*, a/+*", "+*, +*", "/a+*b, a+*b"})
    void aPlusBeforeAStarIsRefusedAnywhere(String path, String shown) {
        assertRefused(
                "path \"" + path + "\" { policy = \"banana\" }",
                "path \"" + path + "\": path \"" + shown + "\": invalid use of wildcards ('+*' is forbidden)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "}}", "a{{b", "a}}b", "{{a}}}}", "{{{{a}}", "{{a}}{{", "}}{{", "{{a}}{{b}}{{c}}d}}"})
    void bracesOfTemplatesMustBalance(String path) {
        assertRefused(
                "path \"" + path + "\" { foo = 1 }",
                "path \"" + path + "\": failed to validate policy templating: unbalanced templating characters");
    }

    @Test
    void theWorstIsReportedFirst() {
        assertRefused(
                "path \"x\" { foo = 1 policy = true } bar = 1",
                "1 error occurred:\n\t* invalid key \"bar\" on line 1\n\n");
        assertRefused(
                "path \"x\" { capabilities = [\"banana\"] pagination_limit = true }",
                "path \"x\": path \"x\": At 1:57: root.pagination_limit: unknown type *ast.LiteralType");
        assertRefused(
                "path \"x\" { capabilities = [\"banana\"] expiration = \"zz\" }",
                "path \"x\": path \"x\": invalid expiration time: could not parse string as date and time");
        assertRefused(
                "path \"x\" { min_wrapping_ttl = \"zz\" } path \"y\" { policy = \"banana\" }",
                "path \"x\": error parsing min_wrapping_ttl: time: invalid duration \"zz\"");
    }

    private static void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> PolicyText.parse(text)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).hasValue(FAILED + sentence);
        });
    }

    @Test
    void aTextInBase64IsDecoded() {
        String policy = "path \"é\" { capabilities = [\"read\"] }\n";
        String encoded = Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));

        assertThat(PolicyText.decoded(encoded)).isEqualTo(policy);
        assertThat(PolicyText.decoded(encoded.substring(0, 20) + "\r\n" + encoded.substring(20) + "\n"))
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//8=", // of the two bytes ff ff; and a comment
                "path \"x\" {}",
                "{}",
                "", // of nothing; and a policy that grants nothing
                "bm9wZQ", // not padded
                "bm9w-_==", // of the other alphabet
                "bm9w ZQ==", // a space
                "/w==", // of a byte that is no character
                "path", // of three bytes that are no characters
                "5",
            })
    void aTextThatIsAPolicyOrNotInBase64IsLeftAsItIs(String raw) {
        assertThat(PolicyText.decoded(raw)).isEqualTo(raw);
    }

    @Test
    void whatIsNeitherAPolicyNorOneInBase64IsDecodedAllTheSame() {
        assertThat(PolicyText.decoded("bm9wZQ==")).isEqualTo("nope");
    }
}
