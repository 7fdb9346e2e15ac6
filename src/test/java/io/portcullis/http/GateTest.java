package io.portcullis.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.fault.Fault;
import io.vertx.core.http.HttpClosedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table of bytes and statuses cannot tell: headers of answers, time, and what happens to the rest of a connection. */
class GateTest {

    private static final String END = "\r\n\r\n";
    private static final List<String> USUAL =
            List.of("cache-control", "content-length", "content-type", "strict-transport-security");

    private static EchoServer server;
    private static EchoServer loopback;

    @BeforeAll
    static void listen() {
        server = new EchoServer(Duration.ofMillis(1500), Duration.ofMillis(400), false);
        loopback = new EchoServer(Duration.ofSeconds(20), Duration.ofSeconds(20), true);
    }

    @AfterAll
    static void stop() {
        server.close();
        loopback.close();
    }

    @Test
    void everyAnswerHasTheStandardHeadersAndNoOthers() {
        for (String target : List.of("/v1/a", "/v1/bug", "/v2/a")) {
            RawClient.Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: a" + END);

            assertThat(answer.headers().keySet())
                    .as(target)
                    .map(String::toLowerCase)
                    .containsExactlyElementsOf(USUAL);
            assertThat(answer.headers())
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("Content-Type", "application/json")
                    .containsEntry("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    @Test
    void namespaceIsEchoedAsSentAlsoOnRedirects() {
        RawClient.Answer answer = ask("POST /v1/a//b HTTP/1.1\r\nHost: a\r\nX-Vault-Namespace: /n1//k\u00fcd" + END);

        assertThat(answer.headers())
                .containsEntry("X-Vault-Namespace", "/n1//k\u00fcd")
                .doesNotContainKey("Content-Type");
        assertThat(ask("GET /v1/a HTTP/1.1\r\nHost: a\r\nX-Vault-Namespace:" + END)
                        .headers())
                .doesNotContainKey("X-Vault-Namespace");
    }

    @Test
    void redirectIsRelativeAndKeepsTheQuery() {
        assertThat(ask("GET /v1/a//b?x=%2f&y HTTP/1.1\r\nHost: a" + END).headers())
                .containsEntry("Location", "/v1/a/b?x=%2f&y")
                .containsEntry("Content-Type", "text/html; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
    }

    @Test
    void pathThatCannotBePrintedAndTooLargeBodiesGoWithoutTheStandardHeaders() {
        RawClient.Answer unprintable = ask("GET /v1/%01 HTTP/1.1\r\nHost: a\r\nX-Vault-Namespace: n" + END);
        RawClient.Answer tooLarge =
                ask("POST /v1/a HTTP/1.1\r\nHost: a\r\nX-Vault-Namespace: n\r\nContent-Length: 99999999" + END);

        assertThat(unprintable.headers().keySet())
                .map(String::toLowerCase)
                .containsExactly("connection", "content-length");
        assertThat(tooLarge.headers().keySet())
                .map(String::toLowerCase)
                .containsExactly("connection", "content-length", "content-type");
        assertThat(tooLarge.headers())
                .containsEntry("Connection", "close")
                .containsEntry("Content-Type", "application/json");
    }

    @Test
    void headGetsTheLengthOfTheMissingBody() {
        try (RawClient client = new RawClient(server.port())) {
            RawClient.Answer missing =
                    client.send("HEAD /v2 HTTP/1.1\r\nHost: a" + END).read(true);

            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.headers()).containsEntry("Content-Length", "14");
            assertThat(client.send("GET /v1/a HTTP/1.1\r\nHost: a" + END)
                            .read(false)
                            .body())
                    .startsWith("GET a");
        }
    }

    @Test
    void bugIsAnsweredWithAnOpaqueSentence() {
        RawClient.Answer answer = ask("GET /v1/bug HTTP/1.1\r\nHost: a" + END);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"errors\":[\"1 error occurred:\\n\\t* internal error\\n\\n\"]}\n");
    }

    @Test
    void answerWithoutContentKeepsItsTypeAndHasNoLength() {
        RawClient.Answer answer = ask("DELETE /v1/nothing HTTP/1.1\r\nHost: a" + END);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json")
                .doesNotContainKey("Content-Length");
    }

    @Test
    void faultThatTheHandlerThrowsIsAnsweredAndTheConnectionStaysOpen() {
        try (RawClient client = new RawClient(server.port())) {
            RawClient.Answer answer =
                    client.send("GET /v1/fault HTTP/1.1\r\nHost: a" + END).read(false);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"errors\":[\"\\u003cbusy\\u003e\"]}\n");
            assertThat(client.send("GET /v1/a HTTP/1.1\r\nHost: a" + END)
                            .read(false)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/a HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 2\r\n\r\n{}",
                "GET /v1/a HTTP/1.1\r\n\r\n",
                "GET /v1/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/a HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b\r\n\r\n12345678",
                "GET /v1/a HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "GET /v1/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void whatFollowsARefusedRequestIsNeverServed(String refused) {
        try (EchoServer counting = new EchoServer(Duration.ofSeconds(20), Duration.ofSeconds(20), false);
                RawClient client = new RawClient(counting.port())) {
            client.send(refused + "GET /v1/smuggled HTTP/1.1\r\nHost: a" + END);

            assertThat(client.readToEnd(false))
                    .extracting(RawClient.Answer::status)
                    .containsExactly(400);
            assertThat(counting.passed).hasValue(0);
        }
    }

    @Test
    void refusalIsSeenByAClientThatIsStillSending() {
        try (RawClient client = new RawClient(server.port())) {
            client.sendWhatIsTaken(
                    "POST /v1/a HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000" + END + "x".repeat(4_000_000));

            assertThat(client.readToEnd(false))
                    .extracting(RawClient.Answer::status)
                    .containsExactly(413);
        }
    }

    @Test
    void bodyThatIsRefusedIsNotAskedFor() {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST /v1/a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2" + END);
            assertThat(client.read(false).status()).isEqualTo(100);
            assertThat(client.send("{}").read(false).status()).isEqualTo(200);

            client.send("POST /v1/a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 70000" + END);
            assertThat(client.read(false).status()).isEqualTo(413);
        }
    }

    @Test
    void slowBodyIsCutAtTheDeadlineThoughItKeepsComing() {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST /v1/a HTTP/1.1\r\nHost: a\r\nContent-Length: 60000" + END);
            Drip drip = new Drip(client);
            drip.start();
            RawClient.Answer answer = client.read(false);
            drip.interrupt();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).isEqualTo("{\"errors\":[\"request body was not received in time\"]}\n");
            assertThat(answer.headers()).containsEntry("Connection", "close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void headersThatStopComingAreCutByTheIdleTimeout() {
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /v1/a HTTP/1.1\r\nHost: a\r\nA:");

            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void bodyThatComesInPiecesIsPutTogether() {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST /v1/a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked" + END + "3\r\nabc\r");
            client.send("\n3\r\nde");
            assertThat(client.send("f\r\n0" + END).read(false).body()).endsWith("b=abcdef");
        }
    }

    @Test
    void clientThatGoesAwayInItsBodyFailsTheBodyQuietly() {
        int before = server.passed.get();
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST /v1/a HTTP/1.1\r\nHost: a\r\nContent-Length: 20" + END + "half");
            await(() -> server.passed.get() > before);
        }
        await(() -> server.failures.stream().anyMatch(HttpClosedException.class::isInstance));
        assertThat(server.failures)
                .allMatch(failure -> failure instanceof HttpClosedException || failure instanceof Fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8200", "127.0.0.1", "127.0.0.1:8200", "127.8.9.1", "[::1]", "[::1]:8200"
            })
    void serverOnLoopbackIsCalledByTheNamesOfLoopback(String host) {
        assertThat(statusOnLoopback(host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.evil",
                "127.0.0",
                "127.0.0.x",
                "10.0.0.1:8200",
                "[::2]",
                "::1",
                ":8200"
            })
    void serverOnLoopbackIsNotCalledByOtherNames(String host) {
        assertThat(statusOnLoopback(host)).isEqualTo(403);
    }

    private static int statusOnLoopback(String host) {
        try (RawClient client = new RawClient(loopback.port())) {
            return client.send("GET /v1/a HTTP/1.1\r\nHost: " + host + END)
                    .read(false)
                    .status();
        }
    }

    private static RawClient.Answer ask(String request) {
        try (RawClient client = new RawClient(server.port())) {
            return client.send(request).read(false);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** A client that sends a byte every 50 ms. */
    private static final class Drip extends Thread {

        private final RawClient client;

        Drip(RawClient client) {
            this.client = client;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    client.sendWhatIsTaken("x");
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
