package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header has one reading: the bytes of the path that a URL would have. */
class NamespaceHeaderTest {

    /** The bytes of UTF-8 as the server hands them on. */
    private static String sent(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, ''",
        "root, ''",
        "/root/, ''",
        "a, a/",
        "/a//b/, a/b/",
        "./a, a/",
        "a/../b, b/",
        "a/.., ''",
        "../a, ../a/",
        "大, 大/",
        "a/é, a/é/",
        "💪, 💪/"
    })
    void aHeaderNamesOnePath(String header, String path) {
        assertThat(NamespacePath.ofHeader(sent(header))).isEqualTo(path);
    }

    @Test
    void theBytesOfOneNameAreNotThoseOfAnother() {
        assertThat(NamespacePath.ofHeader(sent("é"))).isNotEqualTo(NamespacePath.ofHeader(sent("Ã©")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "a\u00c3(", "\u00ed\u00a0\u0080", "\u00c0\u00af"})
    void whatIsNoUtf8IsNoNamespace(String bytes) {
        assertThatThrownBy(() -> NamespacePath.ofHeader(bytes))
                .isInstanceOf(Fault.class)
                .hasMessage("namespace not found");
    }
}
