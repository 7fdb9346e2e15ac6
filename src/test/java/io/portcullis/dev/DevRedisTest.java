package io.portcullis.dev;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portcullis.testing.Poll;
import io.portcullis.testing.RespClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevRedisTest {

    private static final Path HOME = Path.of("target", "portcullis");

    @Test
    void answersOnlyWithItsPassword() throws Exception {
        try (DevRedis redis = DevRedis.start();
                RespClient stranger = RespClient.connect("redis://127.0.0.1:" + redis.port());
                RespClient friend = RespClient.connect(redis.connectionString())) {
            assertThatThrownBy(() -> stranger.command("PING")).hasMessageContaining("NOAUTH");
            assertThat(friend.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void everyRedisHasAnotherPassword() throws Exception {
        try (DevRedis one = DevRedis.start();
                DevRedis other = DevRedis.start()) {
            assertThat(one.password()).matches("[0-9a-f]{64}").isNotEqualTo(other.password());
        }
    }

    @Test
    void refusesWritesRatherThanEvictAndKeepsNothingOnDisk() throws Exception {
        try (DevRedis redis = DevRedis.start();
                RespClient client = RespClient.connect(redis.connectionString())) {
            assertThat(client.command("CONFIG", "GET", "maxmemory-policy"))
                    .isEqualTo(List.of("maxmemory-policy", "noeviction"));
            assertThat(client.command("CONFIG", "GET", "save")).isEqualTo(List.of("save", ""));
            assertThat(client.command("CONFIG", "GET", "appendonly")).isEqualTo(List.of("appendonly", "no"));
            assertThat(client.command("CONFIG", "GET", "bind")).isEqualTo(List.of("bind", "127.0.0.1"));
        }
    }

    @Test
    void folderIsPrivateAndGoneAfterClose() throws Exception {
        DevRedis redis = DevRedis.start();
        Path folder = folderOf(redis.connectionString());
        try (redis) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> RespClient.connect(redis.connectionString())).isInstanceOf(IOException.class);
    }

    @Test
    void passwordStandsInNoArgumentEnvironmentOrFile() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this system");
        try (DevRedis redis = DevRedis.start();
                Stream<Path> processes = Files.list(Path.of("/proc"));
                Stream<Path> files = Files.walk(folderOf(redis.connectionString()))) {
            List<Path> looked = Stream.concat(
                            processes
                                    .filter(process ->
                                            process.getFileName().toString().matches("[0-9]+"))
                                    .flatMap(process ->
                                            Stream.of(process.resolve("cmdline"), process.resolve("environ"))),
                            files.filter(Files::isRegularFile))
                    .filter(file -> content(file).isPresent())
                    .toList();
            assertThat(looked).isNotEmpty();
            assertThat(looked).noneMatch(file -> content(file).orElse("").contains(redis.password()));
        }
    }

    @Test
    void packedProgramServesWhereNoneIsInstalled() throws Exception {
        try (DevRedis redis = DevRedis.start(RedisProgram.find("", HOME), 0, "secret", List.of());
                RespClient client = RespClient.connect(redis.connectionString())) {
            assertThat(client.command("PING")).isEqualTo("PONG");
            assertThat(folderOf(redis.connectionString()).resolve("redis-server"))
                    .isExecutable();
        }
    }

    @Test
    void missingProgramIsNamed(@TempDir Path empty) {
        assertThatThrownBy(() -> RedisProgram.find("", empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no redis-server on the PATH");
    }

    @Test
    void refusedConfigurationIsToldInTheWordsOfRedis() {
        assertThatThrownBy(() -> DevRedis.start(HOME, 0, "secret", List.of("portcullis-nonsense yes")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("portcullis-nonsense")
                .hasMessageNotContaining("requirepass");
    }

    @Test
    void portInUseIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> DevRedis.start(HOME, taken.getLocalPort(), "secret", List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void nothingIsLeftWhenTheNodeIsKilled() throws Exception {
        Process node = node(List.of());
        String address = firstLine(node);
        Path folder = folderOf(address);

        node.destroyForcibly();

        Poll.until(Duration.ofSeconds(3), () -> !Files.exists(folder));
        assertThatThrownBy(() -> RespClient.connect(address)).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsLeftWhenTheNodeIsKilledWithItsWholeGroup() throws Exception {
        assumeSetsid();
        Process node = node(List.of("setsid"));
        String address = firstLine(node);
        Path folder = folderOf(address);

        signalGroup(node, "KILL");

        Poll.until(Duration.ofSeconds(3), () -> !Files.exists(folder));
        assertThatThrownBy(() -> RespClient.connect(address)).isInstanceOf(IOException.class);
    }

    @Test
    void interruptOfTheWholeGroupLeavesRedisToTheNode() throws Exception {
        assumeSetsid();
        Process node = node(List.of("setsid"));
        BufferedReader output = new BufferedReader(new InputStreamReader(node.getInputStream(), ISO_8859_1));
        Path folder = folderOf(output.readLine());

        signalGroup(node, "INT");

        assertThat(output.readLine()).isEqualTo("PONG in the shutdown hook");
        Poll.until(Duration.ofSeconds(3), () -> !Files.exists(folder));
    }

    private static void assumeSetsid() {
        assumeTrue(RedisProgram.onPath(System.getenv("PATH"), "setsid").isPresent(), "no setsid: no group to signal");
    }

    private static void signalGroup(Process leader, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, "--", "-" + leader.pid())
                .start()
                .waitFor();
    }

    private static Process node(List<String> prefix) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Node.class.getName());
        return new ProcessBuilder(Stream.concat(prefix.stream(), java.stream()).toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process node) throws IOException {
        return new BufferedReader(new InputStreamReader(node.getInputStream(), ISO_8859_1)).readLine();
    }

    private static Path folderOf(String address) throws IOException {
        try (RespClient client = RespClient.connect(address)) {
            return Path.of(
                    ((List<?>) client.command("CONFIG", "GET", "dir")).get(1).toString());
        }
    }

    private static Optional<String> content(Path file) {
        try {
            return Optional.of(Files.readString(file, ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A process that owns a Redis until it is ended from outside. */
    static final class Node {

        public static void main(String[] arguments) throws Exception {
            DevRedis redis = DevRedis.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> askOnceMore(redis)));
            System.out.println(redis.connectionString());
            Thread.currentThread().join();
        }

        private static void askOnceMore(DevRedis redis) {
            try (RespClient client = RespClient.connect(redis.connectionString())) {
                System.out.println(client.command("PING") + " in the shutdown hook");
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }
}
