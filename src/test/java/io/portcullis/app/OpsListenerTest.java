package io.portcullis.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Keys;
import io.portcullis.testing.Options;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Liveness, readiness and metrics tell how a node is, and nothing of its tenants. */
@Tag("single-redis")
class OpsListenerTest {

    private static final String CANARY = "canary7f3a";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static OwnRedis redis;
    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.own();
        fleet = Fleet.start(1, RedisSettings.standalone(redis.address()), Options::withOps);
        root = fleet.node(0);
    }

    @AfterAll
    static void stop() {
        fleet.close();
        redis.close();
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fleet.ops(0) + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static double value(String series) {
        return fleet.measured(0, series);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /livez, 200",
        "HEAD, /livez, 200",
        "GET, /readyz, 200",
        "GET, /metrics, 200",
        "HEAD, /metrics, 200",
        "POST, /livez, 405",
        "GET, /, 404",
        "GET, /v1/sys/health, 404",
        "GET, /metrics/x, 404"
    })
    void onlyWhatItIsForIsServed(String method, String path, int status) throws Exception {
        assertThat(ask(method, path).statusCode()).isEqualTo(status);
    }

    @Test
    void metricsCountWhatHappens() throws Exception {
        String logins =
                "portcullis_http_requests_seconds_count{operation=\"update\",route=\"auth/userpass/login/:username\",status=\"400\"}";
        root.post("sys/auth/counted", "{'type':'userpass'}");
        double hashed = value("portcullis_hashing_service_seconds_count");
        double before = value(logins);

        for (int i = 0; i < 3; i++) {
            root.login("counted", "nobody", "wrong");
        }

        assertThat(value(logins)).isEqualTo((Double.isNaN(before) ? 0 : before) + 3);
        assertThat(value("portcullis_hashing_service_seconds_count")).isEqualTo(hashed + 3);
        assertThat(value("portcullis_hashing_wait_seconds_count")).isGreaterThanOrEqualTo(hashed + 3);
        assertThat(value("portcullis_hashing_expansions_total")).isGreaterThanOrEqualTo(3 * 2048);
        assertThat(value("portcullis_hashing_workers{kernel=\"plain\"}")).isEqualTo(2);
        assertThat(value("portcullis_hashing_lanes")).isEqualTo(2);
        assertThat(value("portcullis_control_epoch")).isPositive();
        assertThat(value("portcullis_redis_commands_seconds_count{kind=\"read\"}"))
                .isPositive();
    }

    @Test
    void redisIsMeasured() throws Exception {
        Poll.until(PATIENCE, () -> ask("GET", "/metrics").body().contains("portcullis_redis_info{version=\""));

        assertThat(ask("GET", "/metrics").body()).containsPattern("portcullis_redis_info\\{version=\"[0-9.]+\"} 1");
        assertThat(value("portcullis_redis_connections")).isPositive();
        assertThat(value("portcullis_redis_connections_lost_total")).isZero();
        root.post("sys/auth/scripted", "{'type':'userpass'}");
        assertThat(value("portcullis_redis_commands_seconds_count{kind=\"script\"}"))
                .isPositive();
    }

    @Test
    void readinessAndWhatIsUnderWayAreMeasured() throws Exception {
        root.get("sys/health");

        assertThat(value("portcullis_ready")).isEqualTo(1);
        assertThat(value("portcullis_sealed")).isZero();
        Poll.until(PATIENCE, () -> value("portcullis_http_requests_in_flight") == 0);
    }

    @Test
    void lockedUsersAreCountedAtTheMomentOfTheScrape() throws Exception {
        root.post("sys/auth/locking", "{'type':'userpass'}");
        assertThat(value("vault_core_locked_users")).isZero();
        for (String name : List.of("ada", "bob")) {
            root.post("auth/locking/users/" + name, "{'password':'right'}");
            for (int i = 0; i < 5; i++) {
                root.login("locking", name, "wrong");
            }
        }

        Poll.until(PATIENCE, () -> value("vault_core_locked_users") == 2);

        root.delete("auth/locking/users/ada");
        Poll.until(PATIENCE, () -> value("vault_core_locked_users") == 1);
    }

    @Test
    void loopbackUnderAnotherNameIsNotServed() throws Exception {
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .doesNotContain("portcullis_");
    }

    @Test
    void answerThatNobodyWaitedForIsNoSuccess() throws Exception {
        String gone =
                "portcullis_http_requests_seconds_count{operation=\"update\",route=\"auth/userpass/login/:username\",status=\"499\"}";
        root.post("sys/auth/hasty", "{'type':'userpass'}");
        double before = Double.isNaN(value(gone)) ? 0 : value(gone);

        try (Socket socket = new Socket("127.0.0.1", URI.create(root.address()).getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/auth/hasty/login/nobody HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16\r\n\r\n"
                                    + "{\"password\":\"x\"}")
                            .getBytes(US_ASCII));
        }

        Poll.until(PATIENCE, () -> value(gone) == before + 1);
    }

    private static String raw(String request) throws Exception {
        URI address = URI.create(fleet.ops(0));
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void nothingThatAClientSentIsInTheMetrics() throws Exception {
        root.post("sys/namespaces/" + CANARY, "{}");
        root.post("sys/auth/" + CANARY, "{'type':'userpass'}");
        root.login(CANARY, CANARY, CANARY);
        root.get(CANARY + "/sys/auth/" + CANARY);
        root.get("nope/" + CANARY + "?x=" + CANARY);
        root.with("s." + CANARY).get("auth/token/lookup-self");

        assertThat(ask("GET", "/metrics").body()).isNotEmpty().doesNotContain(CANARY);
    }

    @Test
    void withoutRedisTheNodeIsAliveButNotReady() throws Exception {
        try (OwnRedis lost = TestRedis.own();
                Fleet other = Fleet.start(1, RedisSettings.standalone(lost.address()), Options::withOps)) {
            lost.command("CLIENT", "PAUSE", "4000", "ALL");

            assertThat(fetch(other.ops(0) + "/readyz")).isEqualTo("storage\n");
            assertThat(fetch(other.ops(0) + "/livez")).isEqualTo("alive\n");
        }
    }

    @Test
    void storeThatIsClosedToTheNodeIsToldInAWord() throws Exception {
        RedisSettings store = EventLoop.shared(TestRedis.freshPrefix());
        try (Fleet good = real(store, Keys.own());
                Fleet wrong = real(store, Keys.of(9))) {
            assertThat(fetch(good.ops(0) + "/readyz")).isEqualTo("uninitialised\n");
            assertThat(fetch(good.ops(0) + "/livez")).isEqualTo("alive\n");
            assertThat(fetch(good.ops(0) + "/metrics").lines())
                    .contains("portcullis_ready 0.0", "portcullis_sealed 1.0");

            assertThat(good.node(0).anonymous().post("sys/init", "{}").status()).isEqualTo(200);

            Poll.until(PATIENCE, () -> fetch(good.ops(0) + "/readyz").equals("ready\n"));
            Poll.until(PATIENCE, () -> fetch(wrong.ops(0) + "/readyz").equals("sealed\n"));
        }
    }

    private static Fleet real(RedisSettings store, SealKey key) {
        return Fleet.start(
                1,
                store,
                usual -> Options.withOps(Options.withStore(usual, Optional.of(key), false, Optional.empty())));
    }

    @Test
    void endingNodeIsNotReadyWhileItStillServes() throws Exception {
        try (OwnRedis other = TestRedis.own()) {
            Fleet draining = Fleet.start(
                    1,
                    RedisSettings.standalone(other.address()),
                    usual -> Options.withOps(usual, Duration.ofSeconds(15)));
            assertThat(fetch(draining.ops(0) + "/readyz")).isEqualTo("ready\n");
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> draining.stopNode(0));

            Poll.until(PATIENCE, () -> fetch(draining.ops(0) + "/readyz").equals("stopping\n"));

            assertThat(fetch(draining.ops(0) + "/livez")).isEqualTo("alive\n");
            assertThat(draining.node(0).get("sys/health").status()).isEqualTo(200);
            stopped.get(60, TimeUnit.SECONDS);
        }
    }

    private static String fetch(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
