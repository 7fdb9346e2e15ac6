package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which namespace a header names: the table was asked of the reference. */
class NamespacePathTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "ns1|ns1/",
                "/ns1|ns1/",
                "//ns1|ns1/",
                "ns1/|ns1/",
                "ns1//|ns1/",
                "./ns1|ns1/",
                "/./ns1|ns1/",
                "ns1/./|ns1/",
                "ns1/../ns1|ns1/",
                "ns1/ns2/..|ns1/",
                "//../ns1|ns1/",
                "root/../ns1|ns1/",
                "ns1//ns2|ns1/ns2/",
                "ns1/./ns2/|ns1/ns2/",
                "''|''",
                "/|''",
                "//|''",
                ".|''",
                "/.|''",
                "//..|''",
                "root|''",
                "root/|''",
                "/root|''",
                "//root|''",
                "./root|''",
                "ns1/..|''",
                "ns1/../root|''",
                "root/..|''",
                "..|../",
                "/..|../",
                "/../ns1|../ns1/",
                "../root|../root/",
                "ns1/../../ns1|../ns1/",
                "/ns1/../../ns1|../ns1/",
                "../..|../../",
                "root/ns1|root/ns1/",
                "ROOT|ROOT/",
                "...|.../",
                "..ns1|..ns1/",
                "%6es1|%6es1/",
                "ns1 |ns1 /",
                "ns1/ /x|ns1/ /x/"
            })
    void aHeaderNamesOnePath(String header, String path) {
        assertThat(NamespacePath.of(header)).isEqualTo(path);
    }

    @Test
    void everyHeaderIsReadAsTheRulesOfCleanPathsSay() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] parts = {"/", "/", "/", ".", "..", "a", "b", "root", "...", "a.b"};
        for (int i = 0; i < 5_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int part = random.nextInt(9); part > 0; part--) {
                header.append(parts[random.nextInt(parts.length)]);
            }

            String path = NamespacePath.of(header.toString());

            assertThat(path).as("%s, seed %d", header, seed).isEqualTo(byTheRules(header.toString()));
            assertThat(NamespacePath.of(path))
                    .as("%s again, seed %d", path, seed)
                    .isEqualTo(path);
        }
    }

    /** One slash is stripped; then the rules of Go's {@code path.Clean}, one after the other, until none applies. */
    private static String byTheRules(String header) {
        String path = header.startsWith("/") ? header.substring(1) : header;
        String before = null;
        while (!path.equals(before)) {
            before = path;
            path = path.replaceAll("//+", "/")
                    .replaceFirst("(^|/)\\.(/|$)", "$1")
                    .replaceFirst("(^|/)(?!\\.\\.?(?:/|$))[^/]+/\\.\\.(/|$)", "$1")
                    .replaceFirst("^/\\.\\.(/|$)", "/");
        }
        String bare = path.replaceAll("^/|/$", "");
        return bare.isEmpty() || bare.equals("root") ? "" : bare + "/";
    }
}
