package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our answers to random cases, beside those that the reference gave when they were recorded. */
@Tag("clients")
class FuzzedSideBySideTest {

    private static final String TOOL = "src/test/sidebyside/";

    @Test
    @Timeout(120)
    void answersToRandomCasesDifferFromTheReferenceOnlyWhereAReasonIsGiven(@TempDir Path folder) throws Exception {
        assumeTrue(HvacClient.canImport("http.client"), "no Python: name one in PORTCULLIS_PYTHON");
        Path report = folder.resolve("report");
        try (TestFleet fleet = TestFleet.start(1)) {
            Process process = new ProcessBuilder(
                            HvacClient.python(),
                            TOOL + "fuzz.py",
                            "--against",
                            TOOL + "fuzz/reference-2.7.2.txt",
                            "--ours",
                            fleet.addresses().get(0),
                            "--root",
                            fleet.rootToken())
                    .redirectErrorStream(true)
                    .redirectOutput(report.toFile())
                    .start();
            boolean ended = process.waitFor(100, TimeUnit.SECONDS);
            process.destroy();
            assertThat(ended).as("ended within 100 s").isTrue();
            assertThat(process.exitValue()).as(Files.readString(report)).isZero();
        }
    }
}
