package io.portcullis.clients;

import java.util.Objects;

/** The Python that runs clients and tools. */
final class Python {

    private Python() {}

    /** That of {@code PORTCULLIS_PYTHON}, else {@code python3}. */
    static String program() {
        return Objects.requireNonNullElse(System.getenv("PORTCULLIS_PYTHON"), "python3");
    }

    /** Whether it runs and can import this module. */
    static boolean canImport(String module) {
        return Command.of(program(), "-c", "import " + module).run().succeeded();
    }
}
