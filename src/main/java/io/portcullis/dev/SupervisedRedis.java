package io.portcullis.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A Redis process behind a shell that reads from a pipe of ours: when the pipe ends, however this process came to its end, the
 * shell ends Redis and removes its folder.
 *
 * <p>The configuration goes through the same pipe, so that nothing secret stands in arguments, files or the environment.
 */
final class SupervisedRedis implements AutoCloseable {

    private static final long FAREWELL_SECONDS = 5;

    private final Process shell;

    private SupervisedRedis(Process shell) {
        this.shell = shell;
    }

    /** Starts the program in a folder of its own, with these lines and {@code dir} as its configuration. */
    static SupervisedRedis start(RedisProgram program, List<String> configuration) throws IOException {
        Path folder = Files.createTempDirectory("portcullis-redis-");
        SupervisedRedis redis = new SupervisedRedis(supervise(program.in(folder), folder));
        try {
            program.prepare(folder);
            redis.configure(folder, configuration);
            return redis;
        } catch (IOException | RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private static Process supervise(Path program, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        RedisProgram.onPath(System.getenv().getOrDefault("PATH", ""), "setsid")
                .ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of("sh", "-c", script(), "portcullis-redis", program.toString(), folder.toString()));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            Files.delete(folder);
            throw e;
        }
    }

    private static String script() {
        try (InputStream script = SupervisedRedis.class.getResourceAsStream("supervise.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(Path folder, List<String> configuration) throws IOException {
        String lines = "dir \"" + folder + "\"\n" + String.join("\n", configuration) + "\n# end\n";
        shell.getOutputStream().write(lines.getBytes(UTF_8));
        shell.getOutputStream().flush();
    }

    /** Waits for the end of Redis at most this long; true if it has ended, and its folder is gone. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return shell.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether Redis, and its folder, are still there. */
    boolean isAlive() {
        return shell.isAlive();
    }

    /** The last lines that Redis wrote; to be asked for when it has ended. */
    String lastWords() throws IOException {
        return new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
    }

    /** Ends Redis and removes its folder; returns when both are gone. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
