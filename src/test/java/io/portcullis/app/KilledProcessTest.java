package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invariant D1 with real processes: what a node acknowledged before it was killed is there, and the others go on. */
@Tag("single-redis")
class KilledProcessTest {

    private static final String ROOT = "root-token-of-two-processes";
    private static final int ENOUGH = 15;

    @Test
    void nothingAcknowledgedIsLostWhenANodeIsKilledAndTheOtherGoesOn() throws Exception {
        try (OwnRedis redis = TestRedis.own();
                Server doomed = Server.start(redis);
                Server other = Server.start(redis)) {
            ApiClient a = doomed.ready();
            ApiClient b = other.ready();
            a.post("sys/auth/people", "{'type':'userpass'}");
            AtomicInteger acknowledged = new AtomicInteger();
            CompletableFuture<Set<String>> changes =
                    CompletableFuture.supplyAsync(() -> changeUntilItDies(a, acknowledged));
            Poll.until(Duration.ofSeconds(30), () -> acknowledged.get() >= ENOUGH);

            doomed.process.destroyForcibly();

            Set<String> made = changes.get(30, TimeUnit.SECONDS);
            assertThat(made).hasSizeGreaterThanOrEqualTo(ENOUGH);
            for (String name : made) {
                assertThat(b.get("sys/auth/" + name).status()).as(name).isEqualTo(200);
                assertThat(b.login("people", name, "pw").status()).as(name).isEqualTo(200);
            }
            assertThat(b.post("sys/auth/afterwards", "{'type':'userpass'}").status())
                    .isEqualTo(204);
        }
    }

    /** Adds mounts and accounts, and tells the names of those that were acknowledged. */
    private static Set<String> changeUntilItDies(ApiClient node, AtomicInteger acknowledged) {
        Set<String> made = new HashSet<>();
        try {
            for (int i = 0; ; i++) {
                String name = "n" + i;
                boolean account = node.post("auth/people/users/" + name, "{'password_hash':'" + Hashes.of("pw") + "'}")
                                .status()
                        == 204;
                boolean mount =
                        node.post("sys/auth/" + name, "{'type':'userpass'}").status() == 204;
                if (account && mount) {
                    made.add(name);
                    acknowledged.incrementAndGet();
                }
            }
        } catch (RuntimeException dead) {
            return made;
        }
    }

    /** The program, started as a user would, on some Redis. */
    private record Server(Process process, Path output, ApiClient client) implements AutoCloseable {

        static Server start(OwnRedis redis) throws Exception {
            int port;
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            Path output = Files.createTempFile(Path.of("target"), "server-", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
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
            return new Server(builder.start(), output, new ApiClient("http://127.0.0.1:" + port, ROOT));
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
}
