package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static double value(String series) throws Exception {
        Matcher found = Pattern.compile("^" + Pattern.quote(series) + " (.+)$", Pattern.MULTILINE)
                .matcher(ask("GET", "/metrics").body());
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /livez, 200",
        "HEAD, /livez, 200",
        "GET, /readyz, 200",
        "GET, /metrics, 200",
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
        double hashed = value("portcullis_hashing_done_total");
        double before = value(logins);

        for (int i = 0; i < 3; i++) {
            root.login("counted", "nobody", "wrong");
        }

        assertThat(value(logins)).isEqualTo((Double.isNaN(before) ? 0 : before) + 3);
        assertThat(value("portcullis_hashing_done_total")).isEqualTo(hashed + 3);
        assertThat(value("portcullis_control_epoch")).isPositive();
        assertThat(value("portcullis_redis_commands_seconds_count{kind=\"read\"}"))
                .isPositive();
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

    private static String fetch(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
