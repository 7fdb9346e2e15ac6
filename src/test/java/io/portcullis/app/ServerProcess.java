package io.portcullis.app;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The program, started as a user would, on some Redis. */
record ServerProcess(Process process, Path output, ApiClient client) implements AutoCloseable {

    private static final String ROOT = "root-token-of-processes";

    static ServerProcess start(OwnRedis redis) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path output = Files.createTempFile(Path.of("target"), "server-", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.portcullis.Main",
                        "server",
                        "-dev",
                        "-dev-listen-address=127.0.0.1:" + port,
                        "-dev-root-token-id=" + ROOT,
                        "-dev-redis=" + redis.productAddress())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.redirectInput(new File("/dev/null"));
        return new ServerProcess(builder.start(), output, new ApiClient("http://127.0.0.1:" + port, ROOT));
    }

    ApiClient ready() throws Exception {
        Poll.until(Duration.ofSeconds(60), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended: " + Files.readString(output));
            }
            return isUp();
        });
        return client;
    }

    private boolean isUp() {
        try {
            return client.anonymous().get("sys/health").status() == 200;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(output);
    }
}
