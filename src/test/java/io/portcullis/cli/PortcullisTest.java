package io.portcullis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortcullisTest {

    private static final String GOOD = """
            listener "tcp" { tls_disable = true }
            storage "redis" { address = "redis://127.0.0.1:6379" }
            seal "static" { current_key = "0000000000000000000000000000000000000000000000000000000000000000" }
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<DevOptions> asked = new ArrayList<>();
    private final List<Configuration> configured = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-help", "--help", "--h"})
    void helpGoesToStandardOutput(String flag) {
        assertThat(run(flag)).isZero();
        assertThat(out.toString(UTF_8))
                .contains("Usage: portcullis", "server", "version")
                .doesNotContain("train");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-help", "--help"})
    void helpOfTheServerNamesItsFlags(String flag) {
        assertThat(run("server", "-dev", flag)).isZero();
        assertThat(out.toString(UTF_8))
                .contains(
                        "-dev-listen-address=HOST:PORT",
                        "-dev-root-token-id=ID",
                        "-dev-redis=URL",
                        "-log-level=LEVEL",
                        "-log-format=FORMAT",
                        "-config=PATH",
                        "-test");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "-version", "--version", "-v"})
    void versionIsOneLine(String word) {
        assertThat(run(word)).isZero();
        assertThat(out.toString(UTF_8))
                .matches("Portcullis v\\S+, Java " + Runtime.version().feature() + "\\S*\\R");
    }

    @Test
    void nothingToDoIsAnErrorWithTheUsage() {
        assertThat(run()).isEqualTo(127);
        assertThat(err.toString(UTF_8)).startsWith("Usage: portcullis");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void unknownCommandIsNamed() {
        assertThat(run("sevrer", "-dev")).isEqualTo(127);
        assertThat(err.toString(UTF_8)).startsWith("Unknown command: sevrer").contains("Usage: portcullis");
    }

    @ParameterizedTest
    @CsvSource({
        "-nonsense, Unknown flag: -nonsense",
        "--nonsense=1, Unknown flag: -nonsense",
        "extra, Unexpected: extra",
        "-dev=maybe, -dev: neither true nor false",
        "-dev-redis, -dev-redis: the value is missing",
        "-log-level=loud, -log-level: unknown log level: loud",
        "-dev-listen-address=8200, -dev-listen-address: not of the form HOST:PORT: 8200",
        "-dev-listen-address=127.0.0.1:66000, -dev-listen-address: no such port: 66000",
        "-dev-listen-address=127.0.0.1:-1, -dev-listen-address: no such port: -1",
        "-dev-listen-address=0.0.0.0:8200, 'listens on loopback only, not on 0.0.0.0'",
        "-dev-redis=http://127.0.0.1, 'not of the form redis://HOST:PORT'",
        "-dev-redis=redis://10.1.2.3:6379, 10.1.2.3 is not this machine",
    })
    void wrongFlagIsExplainedAndNothingStarts(String flag, String explanation) {
        assertThat(run("server", "-dev", flag)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains(explanation, "Run 'portcullis server -help'");
        assertThat(asked).isEmpty();
    }

    @Test
    void passwordOfRedisIsNotRepeatedInAnError() {
        run("server", "-dev", "-dev-redis=redis://:hunter2@10.1.2.3:6379");
        run("server", "-dev", "-dev-redis=redis://:hunter2@ not an address");
        assertThat(err.toString(UTF_8)).contains("-dev-redis").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "-dev=false, Either -config=PATH or -dev is needed",
        "-test, Either -config=PATH or -dev is needed",
        "-dev -config=conf, -dev takes no configuration file",
        "-dev -test, -dev takes no configuration file"
    })
    void aServerHasAConfigurationOrIsOneForDevelopment(String flags, String explanation) {
        List<String> words = new ArrayList<>(List.of("server"));
        words.addAll(List.of(flags.split(" ")));
        assertThat(run(words.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains(explanation);
        assertThat(asked).isEmpty();
        assertThat(configured).isEmpty();
    }

    @Test
    void aGoodConfigurationIsCheckedOrStarted(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("a.hcl"), GOOD).toString();

        assertThat(run("server", "-config=" + file, "-test")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("ok" + System.lineSeparator());
        assertThat(configured).isEmpty();

        assertThat(run("server", "-config", file)).isEqualTo(1);
        assertThat(configured).hasSize(1);
        assertThat(err.toString(UTF_8)).isEqualTo("Error: the port is taken" + System.lineSeparator());
    }

    @Test
    void ofABadConfigurationAllMistakesAreToldAndNothingStarts(@TempDir Path folder) throws IOException {
        Path first = Files.writeString(folder.resolve("a.hcl"), GOOD + "log_level = \"loud\"\n");
        Path second = Files.writeString(folder.resolve("b.json"), "{\"clustername\": \"x\"}");
        for (String flag : List.of("-test", "-log-level=info")) {
            err.reset();
            assertThat(run("server", "-config=" + first, "-config=" + second, flag))
                    .isEqualTo(1);
            assertThat(err.toString(UTF_8).lines())
                    .containsExactly(
                            first
                                    + ":4:1: log_level: expected one of trace, debug, info, notice, warn, warning, error, err",
                            second + ":1:2: clustername: unknown key (did you mean \"cluster_name\"?)");
        }
        assertThat(configured).isEmpty();
    }

    @Test
    void developmentServerListensOnLoopbackByDefault() {
        assertThat(options(Map.of(), "-dev"))
                .usingRecursiveComparison()
                .isEqualTo(new DevOptions("127.0.0.1", 8200, none(), none(), false, Optional.empty(), "INFO"));
    }

    @Test
    void oneDashOrTwoAndTheValueAfterEqualsOrNext() {
        DevOptions options = options(
                Map.of(),
                "--dev",
                "--dev-listen-address=localhost:0",
                "-dev-root-token-id",
                "a=b",
                "--dev-redis",
                "rediss://10.1.2.3:6379",
                "-dev-redis-remote",
                "-log-level=Warning",
                "-dev-no-store-token");
        assertThat(options.listenHost()).isEqualTo("localhost");
        assertThat(options.listenPort()).isZero();
        assertThat(options.rootTokenId()).contains("a=b");
        assertThat(options.redisUrl()).contains("rediss://10.1.2.3:6379");
        assertThat(options.redisRemote()).isTrue();
        assertThat(options.logLevel()).isEqualTo("WARN");
    }

    @Test
    void addressOfVersion6IsWrittenInBrackets() {
        DevOptions options = options(Map.of(), "-dev", "-dev-listen-address=[::1]:8300");
        assertThat(options.listenHost()).isEqualTo("::1");
        assertThat(options.listenPort()).isEqualTo(8300);
    }

    @Test
    void flagWinsOverBaoWinsOverVault() {
        Map<String, String> environment = Map.of(
                "VAULT_DEV_ROOT_TOKEN_ID", "vault",
                "BAO_DEV_ROOT_TOKEN_ID", "bao",
                "VAULT_DEV_LISTEN_ADDRESS", "127.0.0.1:8300",
                "BAO_DEV_LISTEN_ADDRESS", "");
        assertThat(options(environment, "-dev").rootTokenId()).contains("bao");
        assertThat(options(environment, "-dev").listenPort()).isEqualTo(8300);
        assertThat(options(environment, "-dev", "-dev-root-token-id=flag").rootTokenId())
                .contains("flag");
        assertThat(options(environment, "-dev", "-dev-listen-address=127.0.0.1:8400")
                        .listenPort())
                .isEqualTo(8400);
    }

    @Test
    void optionsTellNoSecretWhenPrinted() {
        assertThat(options(Map.of(), "-dev", "-dev-root-token-id=hunter1", "-dev-redis=redis://:hunter2@localhost:1"))
                .hasToString("DevOptions(127.0.0.1:8200, log level INFO)");
    }

    @Test
    void failedStartIsOneSentence() {
        assertThat(run("server", "-dev")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualToNormalizingNewlines("Error: the port is taken\n");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private DevOptions options(Map<String, String> environment, String... flags) {
        List<String> words = new ArrayList<>(List.of("server"));
        words.addAll(List.of(flags));
        run(environment, words.toArray(String[]::new));
        assertThat(asked).as(err.toString(UTF_8)).isNotEmpty();
        return asked.get(asked.size() - 1);
    }

    private int run(String... words) {
        return run(Map.of(), words);
    }

    private int run(Map<String, String> environment, String... words) {
        ServerLauncher<DevOptions> development = options -> {
            asked.add(options);
            throw new IOException("the port is taken");
        };
        ServerLauncher<Configuration> real = configuration -> {
            configured.add(configuration);
            throw new IOException("the port is taken");
        };
        return new Portcullis(
                        development,
                        real,
                        environment,
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(words);
    }
}
