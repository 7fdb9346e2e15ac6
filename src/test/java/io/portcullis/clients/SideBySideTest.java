package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every answer of the scenarios beside the one that the reference gave when they were recorded. */
@Tag("clients")
class SideBySideTest {

    private static final String TOOL = "src/test/sidebyside/";

    @Test
    @Timeout(660)
    void answersDifferFromTheReferenceOnlyWhereAReasonIsGiven(@TempDir Path folder) throws Exception {
        try (TestFleet fleet = TestFleet.start(1)) {
            String ours = "ours=" + fleet.addresses().get(0) + "," + fleet.rootToken();
            succeeds(folder.resolve("report"), "run.py", "--against", TOOL + "reference-2.7.2.json", ours);
        }
    }

    @Test
    @Timeout(660)
    void answersToRandomCasesDifferOnlyWhereAReasonIsGiven(@TempDir Path folder) throws Exception {
        String recording = TOOL + "fuzz/reference-2.7.2.txt";
        try (TestFleet fleet = TestFleet.start(1)) {
            String[] ours = {"--ours", fleet.addresses().get(0), "--root", fleet.rootToken()};
            succeeds(folder.resolve("report"), "fuzz.py", "--against", recording, ours[0], ours[1], ours[2], ours[3]);
        }
    }

    @Test
    void theCompatibilityPageListsEveryReason(@TempDir Path folder) throws Exception {
        succeeds(folder.resolve("report"), "document.py", "--check", "docs/compatibility.md");
    }

    private static void succeeds(Path report, String program, String... arguments) throws Exception {
        assumeTrue(Python.canImport("http.client"), "no Python: name one in PORTCULLIS_PYTHON");
        List<String> command = new ArrayList<>(List.of(Python.program(), TOOL + program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        boolean ended = process.waitFor(600, TimeUnit.SECONDS);
        process.destroy();
        assertThat(ended).as("ended within 600 s").isTrue();
        assertThat(process.exitValue()).as(Files.readString(report)).isZero();
    }
}
