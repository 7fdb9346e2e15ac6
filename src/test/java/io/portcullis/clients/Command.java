package io.portcullis.clients;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that is run to its end, with nothing to read and both outputs in one.
 *
 * @param settings environment variables on top of those of this process; none of these is for clients
 * @param patience after which it is killed
 */
record Command(List<String> words, Map<String, String> settings, Path folder, Duration patience) {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    /** How a command ended: its exit code, or -1 where it could not be started or was killed. */
    record Ran(int exit, String output) {

        boolean succeeded() {
            return exit == 0;
        }

        /** The first line that tells of an error, else the last line that says something. */
        String reason() {
            return output.lines()
                    .filter(line -> line.contains("error"))
                    .findFirst()
                    .orElseGet(() -> output.lines()
                            .filter(line -> !line.isBlank())
                            .reduce("no output", (earlier, later) -> later));
        }
    }

    Command {
        words = List.copyOf(words);
        settings = Map.copyOf(settings);
    }

    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), Path.of(""), USUAL_PATIENCE);
    }

    Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(variable, value);
        return new Command(words, more, folder, patience);
    }

    Command in(Path other) {
        return new Command(words, settings, other, patience);
    }

    Command within(Duration other) {
        return new Command(words, settings, folder, other);
    }

    /** The program of this name on the PATH. */
    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Takes out of an environment what clients of Vault and OpenBao would obey. */
    static void forget(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("BAO_") || name.startsWith("VAULT_"));
    }

    Ran run() {
        try {
            Path output = Files.createTempFile("command", ".out");
            try {
                return new Ran(exit(output), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int exit(Path output) throws IOException {
        Optional<Process> started = start(output);
        if (started.isEmpty()) {
            return -1;
        }
        Process process = started.get();
        try {
            process.getOutputStream().close();
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Starts it, with this file for its output; nothing where that cannot be done. */
    Optional<Process> start(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        forget(builder.environment());
        builder.environment().putAll(settings);
        try {
            return Optional.of(builder.start());
        } catch (IOException missing) {
            Files.writeString(output, String.valueOf(missing.getMessage()));
            return Optional.empty();
        }
    }
}
