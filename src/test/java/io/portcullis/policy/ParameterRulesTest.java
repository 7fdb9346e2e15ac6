package io.portcullis.policy;

import static io.portcullis.policy.BlockBuilder.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules about parameters and wrapping: 4.6, the rows of 4.10 among them, and decision P1. */
class ParameterRulesTest {

    private static BlockBuilder write() {
        return path("a", "write patch");
    }

    private static boolean allows(BlockBuilder rule, String json) {
        return allows(rule, json, 0);
    }

    private static boolean allows(BlockBuilder rule, String json, long wrapSeconds) {
        try (RawParameters parameters =
                RawParameters.body(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "", Set.of("password"))) {
            return Policies.acl(rule.build())
                    .permission("a", false)
                    .allows(Operation.UPDATE, false, parameters, Duration.ofSeconds(wrapSeconds));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "50, false", "450, false", "350, true", "300, true", "400, true"})
    void wrappingStaysWithinItsBounds(long seconds, boolean allowed) {
        assertThat(allows(write().denied("zap").wrapping(300, 400), "{'zip':'1'}", seconds))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "450, false", "350, true"})
    void whereWrappingHasALimitItMustBeAskedFor(long seconds, boolean allowed) {
        assertThat(allows(write().wrapping(0, 400), "{}", seconds)).isEqualTo(allowed);
        assertThat(allows(write().allowed("hello").denied("zap").wrapping(300, 0), "{'hello':'1'}", 450))
                .isTrue();
    }

    @Test
    void wrappingCountsForEveryOperation() {
        Permission permission = Policies.acl(
                        path("a", "delete list read").wrapping(1, 0).build())
                .permission("a", false);

        for (Operation operation : List.of(Operation.DELETE, Operation.LIST, Operation.READ)) {
            assertThat(permission.allows(operation, false, RawParameters.none(), Duration.ZERO))
                    .isFalse();
            assertThat(permission.allows(operation, false, RawParameters.none(), Duration.ofSeconds(1)))
                    .isTrue();
        }
    }

    @Test
    void deniedWinsOverAllowed() {
        assertThat(allows(write().allowed("steve").denied("steve"), "{'steve':'1'}"))
                .isFalse();
        assertThat(allows(write().allowed("*").denied("*"), "{'one':'1'}")).isFalse();
        assertThat(allows(write().allowed("*").denied("foo"), "{'one':'1'}")).isTrue();
        assertThat(allows(write().allowed("*").denied("foo"), "{'foo':'1'}")).isFalse();
        assertThat(allows(write().allowed("pear").denied("*"), "{'pear':'1'}")).isFalse();
        assertThat(allows(write(), "{'four':'1'}")).isTrue();
    }

    @Test
    void whatIsRequiredMustBeThereInItsOwnSpelling() {
        assertThat(allows(write().required("foo"), "{'cold':'1'}")).isFalse();
        assertThat(allows(write().required("foo"), "{'cold':'1','foo':'1'}")).isTrue();
        assertThat(allows(write().required("foo"), "{'foo':null}")).isTrue();
        assertThat(allows(write().required("foo"), "{'Foo':'1'}")).isFalse();
        assertThat(allows(write().required("foo"), "{}")).isFalse();
    }

    @Test
    void aRequestWithoutParametersIsNotMeasured() {
        assertThat(allows(write().denied("*").allowed("x"), "{}")).isTrue();
    }

    @Test
    void listsAndDeletesAreNotMeasured() {
        Permission permission = Policies.acl(
                        path("a", "delete list scan").denied("*").required("x").build())
                .permission("a", false);

        for (Operation operation : List.of(Operation.DELETE, Operation.LIST, Operation.SCAN)) {
            assertThat(permission.allows(operation, false, RawParameters.query("y=1"), Duration.ZERO))
                    .isTrue();
        }
    }

    @Test
    void everyOtherOperationIsMeasured() {
        Permission permission =
                Policies.acl(path("a", "write patch").denied("x").build()).permission("a", false);

        for (Operation operation : List.of(Operation.READ, Operation.UPDATE, Operation.PATCH)) {
            for (boolean creates : List.of(false, true)) {
                assertThat(permission.allows(operation, creates, RawParameters.query("x=1"), Duration.ZERO))
                        .isFalse();
                assertThat(permission.allows(operation, creates, RawParameters.query("y=1"), Duration.ZERO))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'bad', false", "'bad glob', false", "good, true", "'a bad', true"})
    void aListedTextMayEndInAStar(String value, boolean allowed) {
        assertThat(allows(write().denied("deny", "bad*"), "{'deny':'" + value + "'}"))
                .isEqualTo(allowed);
        assertThat(allows(write().denied("password", "bad*"), "{'password':'" + value + "'}"))
                .as("of a secret")
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "*, *, true",
        "*, x, false",
        "**, x, true",
        "**, '', true",
        "*x, x, true",
        "*x, yx, true",
        "*x, xy, false",
        "x*, x, true",
        "*ab*, 1ab2, true",
        "*ab*, a, false",
        "*ab*, aab, true",
        "a*b, a*b, true",
        "a*b, axb, false",
        "é*, éa, true",
        "'', '', true",
        "'', x, false"
    })
    void globs(String listed, String value, boolean matches) {
        assertThat(ListedText.of(listed).matches(value)).isEqualTo(matches);
        assertThat(ListedText.of(listed).matches(value.getBytes(StandardCharsets.UTF_8)))
                .as("as bytes")
                .isEqualTo(matches);
    }

    @Test
    void namesAreComparedInLowerCase() {
        BlockBuilder rule = write().allowed("allow", "good").denied("deny", "bad");

        assertThat(allows(rule, "{'aLLow':'good'}")).isTrue();
        assertThat(allows(rule, "{'aLLow':'bad'}")).isFalse();
        assertThat(allows(rule, "{'dEny':'good'}")).as("denied but not so").isFalse();
        assertThat(allows(rule, "{'Neither':'x'}")).isFalse();
        assertThat(allows(rule, "{'allow':null}")).isFalse();
        assertThat(allows(write().denied("deny", "bad*"), "{'deny':null}")).isTrue();
        assertThat(allows(write().denied("deny", "bad*"), "{'DENY':'bad'}")).isFalse();
    }

    @Test
    void booleansAreNoTexts() {
        assertThat(allows(write().allowed("bool", false), "{'bool':false}")).isTrue();
        assertThat(allows(write().allowed("bool", false), "{'bool':true}")).isFalse();
        assertThat(allows(write().allowed("bool", false), "{'bool':'false'}")).isFalse();
    }

    @Test
    void anyNameMayBeAllowedBesideThoseWithValues() {
        BlockBuilder rule = write().allowed("*").allowed("foo").allowed("bar", false);

        assertThat(allows(rule, "{'anything':true,'foo':true,'bar':false}")).isTrue();
        assertThat(allows(rule, "{'bar':true}")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, true", "5.0, true", "50e-1, true", "5.000001, false", "-5, false", "'\"5\"', false", "1e300, false"
    })
    void numbersAreComparedByValue(String sent, boolean equal) {
        assertThat(allows(write().allowed("n", new BigDecimal("5")), "{'n':" + sent + "}"))
                .isEqualTo(equal);
        assertThat(allows(write().denied("n", new BigDecimal("5")), "{'n':" + sent + "}"))
                .as("denied")
                .isEqualTo(!equal);
        assertThat(allows(write().allowed("n", "5"), "{'n':5}")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "['a']; true; false",
                "['a','b']; true; false",
                "['a','c']; false; false",
                "[['a'],'b']; true; false",
                "['c']; false; true",
                "[]; false; true",
                "'a'; true; false"
            })
    void listsAreComparedItemByItem(String sent, boolean allowed, boolean notDenied) {
        assertThat(allows(write().allowed("l", "a", "b"), "{'l':" + sent + "}")).isEqualTo(allowed);
        assertThat(allows(write().denied("l", "a", "b"), "{'l':" + sent + "}")).isEqualTo(notDenied);
    }

    @Test
    void listsAndMapsAreComparedAsAWhole() {
        Object list = List.of("a", new BigDecimal("1"), Map.of("k", true));

        assertThat(allows(write().allowed("l", list), "{'l':['a',1.0,{'k':true}]}"))
                .isTrue();
        assertThat(allows(write().allowed("l", list), "{'l':['a',1,{'k':false}]}"))
                .isFalse();
        assertThat(allows(write().allowed("l", list), "{'l':['a',1]}")).isFalse();
        assertThat(allows(write().denied("l", list), "{'l':['a',1,{'k':true}]}"))
                .isFalse();
        assertThat(allows(write().allowed("l", Map.of("k", "v")), "{'l':{'k':'v'}}"))
                .isTrue();
        assertThat(allows(write().allowed("l", Map.of("k", "v")), "{'l':{'k':'v','m':1}}"))
                .isFalse();
    }

    @Test
    void valuesOfARepeatedParameterAreItsItems() {
        Permission permission =
                Policies.acl(path("a", "read").denied("x", "bad").build()).permission("a", false);

        assertThat(permission.allows(Operation.READ, false, RawParameters.query("x=ok&x=bad"), Duration.ZERO))
                .isFalse();
        assertThat(permission.allows(Operation.READ, false, RawParameters.query("x=ok&x=fine"), Duration.ZERO))
                .isTrue();
    }

    @Test
    void aSecretIsComparedWithTextsOnly() {
        assertThat(allows(write().allowed("password", "s3cret"), "{'password':'s3cret'}"))
                .isTrue();
        assertThat(allows(write().allowed("password", "s3cret"), "{'password':'s3cre'}"))
                .isFalse();
        assertThat(allows(write().allowed("password", true), "{'password':true}"))
                .isFalse();
        assertThat(allows(write().denied("password"), "{'password':'x'}")).isFalse();
    }

    @Test
    void twoBlocksAreOne() {
        Permission merged = Policies.acl(
                        write().required("foo").wrapping(100, 300).build(),
                        write().required("bar").wrapping(50, 200).build())
                .permission("a", false);

        assertThat(merged.requiredParameters()).containsExactlyInAnyOrder("foo", "bar");
        for (var each : Map.of(49, false, 50, true, 200, true, 201, false).entrySet()) {
            assertThat(merged.allows(
                            Operation.UPDATE,
                            false,
                            RawParameters.query("foo=1&bar=2"),
                            Duration.ofSeconds(each.getKey())))
                    .as("%s s", each.getKey())
                    .isEqualTo(each.getValue());
        }
    }
}
