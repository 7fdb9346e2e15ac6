package io.portcullis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test of ours that {@code docs/upstream-tests.md} names exists. */
class UpstreamTestsPageTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void testsThatThePageNamesAreThere() throws IOException {
        List<MatchResult> named = NAMED.matcher(Files.readString(Path.of("docs/upstream-tests.md")))
                .results()
                .toList();
        Map<String, String> sources = sources();

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named)
                .allSatisfy(name -> assertThat(sources.get(name.group(1)))
                        .as(name.group())
                        .containsPattern("(void|def) " + name.group(2) + "\\("));
    }

    /** The texts of the JUnit classes and of the scenarios, by their names. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> junit = Files.walk(Path.of("src/test/java"));
                Stream<Path> scenarios = Files.list(Path.of("src/test/sidebyside/scenarios"))) {
            return Stream.concat(junit, scenarios)
                    .filter(path -> path.toString().matches(".*(Test\\.java|\\.py)"))
                    .collect(Collectors.toMap(
                            path -> path.getFileName().toString().replaceFirst("\\..*", ""),
                            UpstreamTestsPageTest::read,
                            String::concat));
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
