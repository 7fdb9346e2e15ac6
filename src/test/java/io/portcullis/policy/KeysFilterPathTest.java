package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysFilterPathTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\'', textBlock = """
            {{ .path }}{{ .key }}                                ! kv/metadata/a/b/
            {{.key}}                                             ! b/
            x/{{ .key}}/{{.key }}}}                              ! x/b//b/}}
            {{ .path | replace "metadata" "data" }}{{ .key }}    ! kv/data/a/b/
            {{.path|replace "kv/" "" |replace `a` "b"}}{{.key}}  ! metbdbtb/b/b/
            {{ .key | replace "b" "$1\u00e9" }}                  ! $1é/
            """)
    void aPathIsMadeOfPathAndKey(String template, String path) {
        assertThat(KeysFilterPath.parse(template).of("kv/metadata/a/", "b/")).isEqualTo(path);
        assertThat(KeysFilterPath.parse(template).dependsOnKey()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "}}", "{{ .path }}"})
    void aTemplateMayNotDependOnTheKey(String template) {
        assertThat(KeysFilterPath.parse(template).dependsOnKey()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "{{.key",
                "{{.key}",
                "{{}}",
                "{{.Key}}",
                "{{.keys}}",
                "{{key}}",
                "{{.key.x}}",
                "{{.}}",
                "{{- .key -}}",
                "{{/* c */}}{{.key}}",
                "{{.key | uppercase}}",
                "{{replace `a` `b` .key}}",
                "{{.key | replace `a`}}",
                "{{.key | replace a b}}",
                "{{.key | replace `a``b`}}",
                "{{.key | replace \"\\n\" \"b\"}}",
                "{{if .key}}{{.key}}{{end}}",
            })
    void whatElseTheReferenceKnowsIsRefused(String template) {
        assertThatThrownBy(() -> KeysFilterPath.parse(template))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("between {{ and }} may stand .path or .key");
    }

    @Test
    void nothingCannotBeReplacedAndLengthIsBounded() {
        assertThatThrownBy(() -> KeysFilterPath.parse("{{.key | replace \"\" \"b\"}}"))
                .isInstanceOf(Fault.class);
        assertThat(KeysFilterPath.parse("a".repeat(2048)).of("", "")).hasSize(2048);
        assertThatThrownBy(() -> KeysFilterPath.parse("a".repeat(2049))).hasMessage("more than 2048 characters");
        assertThatThrownBy(() -> KeysFilterPath.parse("{{.key" + "|replace `a` `b`".repeat(127)))
                .isInstanceOf(Fault.class);
    }
}
