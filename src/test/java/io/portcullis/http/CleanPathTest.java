package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanPathTest {

    /** As seen on the reference. */
    @ParameterizedTest
    @CsvSource({
        "/v1/a//b, /v1/a/b",
        "/v1/a//, /v1/a/",
        "/v1//, /v1/",
        "/v1/a/., /v1/a",
        "/v1/a/./, /v1/a/",
        "/v1/a/.., /v1/",
        "/v1/., /v1/",
        "/v1/.., /",
        "/v1/../.., /",
        "/v1/./sys, /v1/sys/",
        "/v1/sys, /v1/sys/",
        "/v1/sys/pprof, /v1/sys/pprof/",
        "/v1/%2e//x, /v1/%2e/x",
        "/v1/a|b//c, /v1/a%7Cb/c"
    })
    void uncleanPathLeadsToTheCleanOne(String raw, String location) {
        assertThat(CleanPath.isClean(raw)).isFalse();
        assertThat(CleanPath.location(Target.parse(raw))).isEqualTo(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/",
                "/v1/a",
                "/v1/a/",
                "/v1/a/..b",
                "/v1/a/...",
                "/v1/.a/b.",
                "/v1/sys/",
                "/v1/sys/health",
                "/v1/%2e%2e/a"
            })
    void cleanPathStays(String raw) {
        assertThat(CleanPath.isClean(raw)).isTrue();
        assertThat(CleanPath.clean(raw)).isEqualTo(raw);
    }
}
