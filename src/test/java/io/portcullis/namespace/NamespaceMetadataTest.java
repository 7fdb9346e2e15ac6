package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What bodies make of the metadata of a namespace. */
class NamespaceMetadataTest {

    private static final Schema SCHEMA = Schema.of(new Field(NamespaceMetadata.FIELD, FieldType.MAP));

    private static RawParameters raw(String body) {
        return RawParameters.body(
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "application/json", Set.of());
    }

    private static Parameters given(String body) {
        return SCHEMA.convert(raw(body), Map.of());
    }

    private static Map<String, String> replacing(String body) {
        return NamespaceMetadata.replacing(given(body));
    }

    private static Map<String, String> patched(Map<String, String> before, String body) {
        return NamespaceMetadata.patched(before, given(body), raw(body));
    }

    private static void refused(ThrowingCallable sending, String text) {
        assertThatThrownBy(sending).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).isEqualTo(text);
        });
    }

    private static String pairs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'k" + i + "':'v'")
                .collect(Collectors.joining(",", "{'custom_metadata':{", "}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{'custom_metadata':null}", "{'custom_metadata':{}}"})
    void whatIsNotSentIsTakenAwayByAReplacement(String body) {
        assertThat(replacing(body)).isEmpty();
    }

    @Test
    void textsAreKeptAsTheyAreAlsoEmptyOnes() {
        assertThat(replacing("{'custom_metadata':{'a':'1','':'','B':' x '}}"))
                .isEqualTo(Map.of("a", "1", "", "", "B", " x "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "{}", "['x']"})
    void aReplacementTakesTextsOnly(String value) {
        refused(() -> replacing("{'custom_metadata':{'a':" + value + "}}"), "custom_metadata values must be strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{'custom_metadata':{}}", "{'custom_metadata':[]}"})
    void aPatchThatSaysNothingChangesNothing(String body) {
        assertThat(patched(Map.of("a", "1"), body)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aPatchSetsAndTakesAwayAndLeavesTheRest() {
        Map<String, String> before = Map.of("a", "1", "b", "2", "c", "3");

        assertThat(patched(before, "{'custom_metadata':{'a':'9','b':null,'d':'4','gone':null}}"))
                .isEqualTo(Map.of("a", "9", "c", "3", "d", "4"));
        assertThat(patched(before, "{'custom_metadata':null}")).isEmpty();
        assertThat(before).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1, json.Number", "1.5, json.Number", "true, bool", "{}, map[string]interface {}", "[], []interface {}"
    })
    void aPatchTakesTextsAndNullOnly(String value, String type) {
        refused(
                () -> patched(Map.of(), "{'custom_metadata':{'a':" + value + "}}"),
                "metadata patch can only have string or null values, got " + type);
    }

    @Test
    void thereAreAtMost64PairsHoweverTheyCame() {
        assertThat(replacing(pairs(64))).hasSize(64);
        refused(() -> replacing(pairs(65)), "custom_metadata has more than 64 keys");

        Map<String, String> full = replacing(pairs(64));
        assertThat(patched(full, "{'custom_metadata':{'k0':null,'new':'x'}}")).hasSize(64);
        refused(() -> patched(full, "{'custom_metadata':{'new':'x'}}"), "custom_metadata has more than 64 keys");
    }

    @Test
    void keysAndValuesAreBoundedInBytes() {
        assertThat(replacing("{'custom_metadata':{'" + "k".repeat(128) + "':'" + "v".repeat(512) + "'}}"))
                .hasSize(1);
        refused(
                () -> replacing("{'custom_metadata':{'" + "ä".repeat(65) + "':''}}"),
                "a key of custom_metadata is longer than 128 bytes");
        refused(
                () -> patched(Map.of(), "{'custom_metadata':{'k':'" + "ä".repeat(257) + "'}}"),
                "a value of custom_metadata is longer than 512 bytes");
    }
}
