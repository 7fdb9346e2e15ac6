package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portcullis.clients.Command.Ran;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are clients of a server, each with a token of a user of a namespace; and the Go libraries, each in a program of ours. */
@Tag("clients")
@Timeout(300)
class ProgramStoriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEMPLATE = """
            {{ with secret "auth/token/lookup-self" }}{{ .Data.display_name }}{{ end }}
            {{ range secrets "auth/people/users" }}{{ . }},{{ end }}
            {{ with secret "auth/people/users/ada" }}{{ range .Data.token_policies }}{{ . }}{{ end }}{{ end }}
            """;

    private final String team = "team-" + UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @ValueSource(strings = {"vault", "openbao"})
    @Timeout(900)
    void goLibraryTellsItsStory(String library) throws Exception {
        Path program = ClientBuild.go(library);
        try (TestFleet fleet = TestFleet.start(3)) {
            Ran ran = Command.of(program.toString())
                    .with("STORY_ADDRESSES", String.join(",", fleet.addresses()))
                    .with("STORY_TOKEN", fleet.rootToken())
                    .with("STORY_NAME", team)
                    .run();
            assertThat(ran.exit()).as(ran.output()).isZero();
            assertThat(ran.output()).contains("through github.com/").contains("revoked, and the mount disabled");
        }
    }

    @Test
    @Timeout(900)
    void consulTemplateRendersWhatItsTokenMayRead(@TempDir Path home) throws Exception {
        Path program = ClientBuild.consulTemplate();
        try (TestFleet fleet = TestFleet.start(1)) {
            String token = settle(fleet);
            Path template = Files.writeString(home.resolve("in"), TEMPLATE);
            Path rendered = home.resolve("out");
            Ran ran = Command.of(
                            program.toString(),
                            "-once",
                            "-vault-addr=" + fleet.addresses().get(0),
                            "-template=" + template + ":" + rendered)
                    .with("VAULT_TOKEN", token)
                    .with("VAULT_NAMESPACE", team)
                    .run();
            assertThat(ran.exit()).as(ran.output()).isZero();
            assertRendered(rendered);
        }
    }

    @Test
    void agentRenewsTheTokenOfItsFileAndRendersWithIt(@TempDir Path home) throws Exception {
        try (TestFleet fleet = TestFleet.start(1)) {
            String token = settle(fleet);
            Path template = Files.writeString(home.resolve("in"), TEMPLATE);
            Path rendered = home.resolve("out");
            Path sink = home.resolve("sink");
            String config = autoAuth(fleet, home, token, "sink \"file\" { config = { path = \"" + sink + "\" } }")
                    + "template {\n  source = \"" + template + "\"\n  destination = \"" + rendered + "\"\n}\n";
            whileRunning("agent", home, config, log -> {
                Poll.until(
                        PATIENCE,
                        () -> Files.exists(rendered) && Files.readString(log).contains("renewed auth token"));
                assertThat(sink).hasContent(token);
                assertRendered(rendered);
            });
        }
    }

    @Test
    void proxySendsRequestsWithTheTokenOfItsFile(@TempDir Path home) throws Exception {
        try (TestFleet fleet = TestFleet.start(1)) {
            int port = freePort();
            String config = autoAuth(fleet, home, settle(fleet), "") + "api_proxy { use_auto_auth_token = true }\n"
                    + "listener \"tcp\" {\n  address = \"127.0.0.1:" + port + "\"\n  tls_disable = true\n}\n";
            ApiClient proxy = new ApiClient("http://127.0.0.1:" + port, "").in(team);
            whileRunning("proxy", home, config, log -> useTheProxy(fleet, proxy));
        }
    }

    /** What is to hold while a program runs; it is given the file of the program's output. */
    private interface Check {
        void on(Path log) throws Exception;
    }

    private void whileRunning(String command, Path home, String config, Check check) throws Exception {
        Optional<Path> bao = BaoCommand.find();
        assumeTrue(bao.isPresent(), "no bao program: name it in PORTCULLIS_BAO, or have it on the PATH");
        Path file = Files.writeString(home.resolve("config.hcl"), config);
        Path log = home.resolve("log");
        Process process = Command.of(bao.get().toString(), command, "-config=" + file)
                .with("BAO_NAMESPACE", team)
                .start(log)
                .orElseThrow();
        try {
            check.on(log);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private void useTheProxy(TestFleet fleet, ApiClient proxy) throws Exception {
        Poll.until(PATIENCE, () -> answers(proxy));
        assertThat(proxy.get("auth/token/lookup-self")
                        .data()
                        .path("display_name")
                        .asText())
                .isEqualTo(team + "-auth-people-ada");
        assertThat(proxy.send("LIST", "auth/people/users").status()).isEqualTo(200);
        assertThat(proxy.post("sys/auth/more", "{'type':'userpass'}").status()).isEqualTo(403);
        assertThat(proxy.login("people", "ada", "a guess").status()).isEqualTo(400);
        assertThat(proxy.login("people", "ada", "right").auth().path("policies").toString())
                .isEqualTo("[\"default\",\"reader\"]");

        ApiClient root = root(fleet);
        String key = root.post("sys/namespaces/api-lock/lock/" + team, "{}")
                .data()
                .path("unlock_key")
                .asText();
        Reply locked = proxy.get("auth/token/lookup-self");
        assertThat(locked.status()).isEqualTo(503);
        assertThat(locked.error()).contains("locked by an administrator");
        Reply unlocked = proxy.post("sys/namespaces/api-lock/unlock", "{'unlock_key':'" + key + "'}");
        assertThat(unlocked.status()).isEqualTo(403);
        assertThat(root.post("sys/namespaces/api-lock/unlock/" + team, "{'unlock_key':'" + key + "'}")
                        .status())
                .isEqualTo(204);
        assertThat(proxy.get("auth/token/lookup-self").status()).isEqualTo(200);
    }

    private static boolean answers(ApiClient proxy) {
        try {
            return proxy.get("auth/token/lookup-self").status() == 200;
        } catch (CompletionException notYet) {
            return false;
        }
    }

    /** A namespace with a user who may read users; the user's token. */
    private String settle(TestFleet fleet) {
        ApiClient root = root(fleet);
        assertThat(root.post("sys/namespaces/" + team, "{}").status()).isEqualTo(200);
        ApiClient inside = root.in(team);
        assertThat(inside.post("sys/auth/people", "{'type':'userpass'}").status())
                .isEqualTo(204);
        String rules = "path \\'auth/people/users*\\' { capabilities = [\\'read\\', \\'list\\'] }";
        assertThat(inside.post("sys/policies/acl/reader", "{'policy':'" + rules + "'}")
                        .status())
                .isEqualTo(204);
        assertThat(inside.post("auth/people/users/ada", "{'password':'right','token_policies':'reader'}")
                        .status())
                .isEqualTo(204);
        return inside.login("people", "ada", "right").token();
    }

    private static ApiClient root(TestFleet fleet) {
        return new ApiClient(fleet.addresses().get(0), fleet.rootToken());
    }

    /** A configuration whose token is that of a file, and which asks a server that refuses no second time. */
    private String autoAuth(TestFleet fleet, Path home, String token, String sink) throws IOException {
        Path file = Files.writeString(home.resolve("token"), token);
        return """
                vault {
                  address = "%s"
                  retry { num_retries = -1 }
                }
                auto_auth {
                  method "token_file" {
                    namespace = "%s"
                    config = { token_file_path = "%s" }
                  }
                  %s
                }
                """.formatted(fleet.addresses().get(0), team, file, sink);
    }

    private void assertRendered(Path rendered) throws IOException {
        assertThat(Files.readAllLines(rendered)).isEqualTo(List.of(team + "-auth-people-ada", "ada,", "reader"));
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
