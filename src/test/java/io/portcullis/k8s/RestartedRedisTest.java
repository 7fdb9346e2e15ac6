package io.portcullis.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.portcullis.testing.Poll;
import io.portcullis.testing.RespClient;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis as the StatefulSet runs it, but without TLS: what it acknowledged is there after {@code kill -9}, scripts included. */
class RestartedRedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private int port;
    private String address;
    private Process redis;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "redis-server"))),
                "no redis-server on the PATH");
        GeneratedSecrets secrets = GeneratedSecrets.generate();
        Files.write(folder.resolve("users.acl"), secrets.file("portcullis-redis-acl", "users.acl"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String password = new String(secrets.file("portcullis-redis", "password"), UTF_8);
        address = "redis://portcullis:" + password + "@127.0.0.1:" + port;
        run();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (redis != null) {
            redis.destroyForcibly().waitFor();
        }
    }

    /** The settings of the ConfigMap that say how data is kept, and where this test has its files. */
    private List<String> settings() throws IOException {
        List<String> lines = new ArrayList<>(Manifests.in(Path.of("k8s/base"))
                .the(ConfigMap.class, "portcullis-redis")
                .getData()
                .get("redis.conf")
                .lines()
                .filter(line -> line.matches("(append|save|maxmemory).*"))
                .toList());
        lines.addAll(
                List.of("bind 127.0.0.1", "port " + port, "dir " + folder, "aclfile " + folder.resolve("users.acl")));
        return lines;
    }

    private void run() throws Exception {
        Path file = Files.write(folder.resolve("redis.conf"), settings());
        redis = new ProcessBuilder("redis-server", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        Poll.until(PATIENCE, this::answers);
    }

    private boolean answers() {
        try (RespClient client = RespClient.connect(address)) {
            return "PONG".equals(client.command("PING"));
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void whatScriptsWroteIsThereAfterAKill() throws Exception {
        try (RespClient client = RespClient.connect(address)) {
            client.command(
                    "EVAL",
                    "redis.call('SET',KEYS[1],'1') redis.call('HSET',KEYS[2],'f','2')"
                            + " redis.call('PEXPIREAT',KEYS[1],ARGV[1]) return redis.call('XADD',KEYS[3],'1-1','f','3')",
                    "3",
                    "pc:{t}:string",
                    "pc:{t}:hash",
                    "pc:{t}:stream",
                    "99999999999999");
            client.command("SET", "pc:plain", "4");
        }

        redis.destroyForcibly().waitFor();
        run();

        try (RespClient client = RespClient.connect(address)) {
            assertThat(client.command("GET", "pc:plain")).isEqualTo("4");
            assertThat(client.command("GET", "pc:{t}:string")).isEqualTo("1");
            assertThat(client.command("HGET", "pc:{t}:hash", "f")).isEqualTo("2");
            assertThat((List<?>) client.command("XRANGE", "pc:{t}:stream", "-", "+"))
                    .hasSize(1);
        }
    }

    @Test
    void nobodyIsTheDefaultUserAndProbesMayPingAlone() throws Exception {
        String open = "redis://127.0.0.1:" + port;
        try (RespClient client = RespClient.connect(open)) {
            assertThatThrownBy(() -> client.command("SET", "pc:x", "1")).hasMessageContaining("NOAUTH");
            assertThatThrownBy(() -> client.command("AUTH", "default", "")).hasMessageContaining("WRONGPASS");
        }
        try (RespClient probe = RespClient.connect("redis://probe:none@127.0.0.1:" + port)) {
            assertThat(probe.command("PING")).isEqualTo("PONG");
            assertThatThrownBy(() -> probe.command("GET", "pc:x")).hasMessageContaining("NOPERM");
        }
    }
}
