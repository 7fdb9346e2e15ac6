package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.ServerOptions;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits on what a client sends hold through the whole server. */
class ServerLimitsTest {

    private static Fleet fleet;
    private static int port;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(1, EventLoop.shared(TestRedis.freshPrefix()), ServerLimitsTest::impatient);
        port = URI.create(fleet.node(0).address()).getPort();
    }

    private static ServerOptions impatient(ServerOptions usual) {
        ServerOptions.Listener of = usual.listener();
        return Options.withListener(
                usual,
                new ServerOptions.Listener(
                        of.host(),
                        of.port(),
                        of.tls(),
                        of.forwardedFor(),
                        of.http(),
                        Duration.ofMillis(300),
                        of.bodyLimit()));
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static String post(String path, String headers, String body) {
        return "POST /v1/" + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
    }

    @Test
    void aBodyThatDoesNotComeIsCutOffAndNobodyElseWaits() {
        try (RawClient slow = new RawClient(port);
                RawClient chunked = new RawClient(port)) {
            slow.send(post("auth/token/renew-self", "Content-Length: 100\r\n", "{\"a\":"));
            chunked.send(post("auth/token/renew-self", "Transfer-Encoding: chunked\r\n", "5\r\n{\"a\":\r\n"));

            assertThat(fleet.node(0).get("sys/auth").status()).isEqualTo(200);
            for (RawClient each : List.of(slow, chunked)) {
                RawClient.Answer answer = each.read(false);
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.body()).isEqualTo("{\"errors\":[\"request body was not received in time\"]}\n");
                assertThat(each.isClosed()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, 65536, 403",
        "false, 65537, 413",
        "true, 65537, 400",
        "true, 1048576, 400",
        "true, 1048577, 413",
    })
    void aStrangersBodyIsSmallerThanThatOfWhoHasAToken(boolean token, int length, int status) {
        String header = token ? "X-Vault-Token: " + Fleet.ROOT + "\r\n" : "";
        String body = "{}" + " ".repeat(length - 2);

        try (RawClient client = new RawClient(port)) {
            client.sendWhatIsTaken(post("auth/token/renew-self", header + "Content-Length: " + length + "\r\n", body));

            RawClient.Answer answer = client.read(false);
            assertThat(answer.status()).isEqualTo(status);
            if (status == 413) {
                assertThat(answer.body()).isEqualTo("{\"errors\":[\"http: request body too large\"]}\n");
                assertThat(answer.headers()).containsEntry("Connection", "close");
            }
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() {
        try (RawClient client = new RawClient(port)) {
            client.send(post("auth/x/login/y", "Expect: 100-continue\r\nContent-Length: 99999999\r\n", ""));

            assertThat(client.read(false).status()).isEqualTo(413);
        }
    }

    @Test
    void aBodyWithoutEndIsRefusedWhereTheLimitIs() {
        try (RawClient client = new RawClient(port)) {
            client.send(post("auth/x/login/y", "Transfer-Encoding: chunked\r\n", ""));
            String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
            for (int i = 0; i < 9; i++) {
                client.sendWhatIsTaken(chunk);
            }

            assertThat(client.read(false).status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource({"8300, 0, 414", "0, 17000, 431", "0, 15000, 200"})
    void requestLineAndHeadersHaveTheirLimits(int target, int header, int status) {
        try (RawClient client = new RawClient(port)) {
            client.sendWhatIsTaken("GET /v1/sys/health?x=" + "a".repeat(target)
                    + " HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(header) + "\r\n\r\n");

            assertThat(client.read(false).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v1/sys/health HTTP/1.1\\r\\n\\r\\n | 400",
                "GET /v1/sys/health HTTP/1.1\\r\\nHost: localhost\\r\\nHost: localhost\\r\\n\\r\\n | 400",
                "GET /v1/sys/health HTTP/1.1\\r\\nHost: evil.example\\r\\n\\r\\n | 403",
                "GET /v1/sys/health HTTP/1.1\\r\\nHost: localhost\\r\\nSec-Fetch-Site: cross-site\\r\\n\\r\\n | 403",
                "POST /v1/x HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: identity, chunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
                "GET /v1/sys/%2e%2e/auth HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 400",
                "GET /v1/sys/../auth HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 307",
                "GET /v1/sys/health HTTP/1.1\\r\\nHost: localhost\\r\\nUpgrade: h2c\\r\\nConnection: Upgrade, HTTP2-Settings\\r\\nHTTP2-Settings: AAMAAABkAAQAAP__\\r\\n\\r\\n | 200",
                "GET /v1/sys/health HTTP/1.0\\r\\n\\r\\n | 200"
            })
    void theGateStandsBeforeTheServer(String bytes, int status) {
        try (RawClient client = new RawClient(port)) {
            client.send(bytes.replace("\\r\\n", "\r\n"));

            assertThat(client.read(false).status()).isEqualTo(status);
        }
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInTheirOrder() {
        try (RawClient client = new RawClient(port)) {
            String token = "X-Vault-Token: " + Fleet.ROOT + "\r\n";
            client.send("GET /v1/sys/auth HTTP/1.1\r\nHost: localhost\r\n" + token + "\r\n"
                    + "GET /v1/sys/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + post("auth/token/renew-self", "Content-Length: 4\r\n", "null")
                    + "GET /v1/auth/token/lookup-self HTTP/1.1\r\nHost: localhost\r\n" + token + "\r\n");

            assertThat(client.read(false).body()).contains("\"token/\"");
            assertThat(client.read(false).body()).startsWith("{\"initialized\":true");
            assertThat(client.read(false).status()).isEqualTo(403);
            assertThat(client.read(false).body()).contains("\"policies\":[\"root\"]");
        }
    }
}
