package io.portcullis.bcrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The kernel is what its generator writes. */
class KernelSourceTest {

    @Test
    void theKernelIsAsItWasWritten() throws Exception {
        assertThat(Files.readString(Path.of("src", "main", "java", "io", "portcullis", "bcrypt", "LaneKernel.java")))
                .isEqualTo(KernelSource.text());
    }
}
