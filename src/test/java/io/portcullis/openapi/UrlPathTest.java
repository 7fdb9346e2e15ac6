package io.portcullis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of mounts in addresses and documents. */
class UrlPathTest {

    @ParameterizedTest
    @CsvSource({
        "people/, people/",
        "team/a/, team/a/",
        "a b/, a%20b/",
        "{x}/, %7Bx%7D/",
        "100%/, 100%25/",
        "ü/, %C3%BC/"
    })
    void whatWouldBeReadAsSomethingElseIsEscaped(String path, String escaped) {
        assertThat(UrlPath.escaped(path)).isEqualTo(escaped);
    }
}
