package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.SharedFleet;
import io.portcullis.testing.TestRedis;
import io.portcullis.version.Version;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody may ask of a node that serves. */
@ExtendWith(SharedFleet.class)
class StatusTest {

    private static ApiClient nobody;
    private static ApiClient other;

    @BeforeAll
    static void find(Fleet fleet) {
        nobody = fleet.node(0).anonymous();
        other = fleet.node(1).anonymous();
    }

    @Test
    void healthIsBareAndTheClusterIsTheSameOnEveryNode() {
        Reply reply = nobody.get("sys/health");

        long time = reply.json().path("server_time_utc").asLong();
        String id = reply.json().path("cluster_id").asText();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"initialized\":true,\"sealed\":false,\"standby\":false,\"performance_standby\":false,"
                        + "\"replication_performance_mode\":\"disabled\",\"replication_dr_mode\":\"disabled\","
                        + "\"server_time_utc\":" + time + ",\"version\":\"" + Version.wire()
                        + "\",\"cluster_name\":\"portcullis-cluster-" + id.substring(0, 8) + "\",\"cluster_id\":\"" + id
                        + "\"}\n");
        assertThat(Math.abs(System.currentTimeMillis() / 1_000 - time)).isLessThan(60);
        assertThat(other.get("sys/health").json().path("cluster_id").asText()).isEqualTo(id);
        assertThat(reply.http().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200",
        "?activecode=202, 202",
        "?activecode=503, 503",
        "?activecode=204, 204",
        "?activecode=notacode, 400",
        "?activecode=, 400",
        "?activecode=99, 400",
        "?activecode=1000, 400",
        "?sealedcode=x, 400",
        "?standbyok, 200",
        "?standbyok=true, 200",
        "?standbyok=banana, 400",
        "?foo=bar, 200",
        "?uninitcode=299&sealedcode=299&standbycode=299&drsecondarycode=299&performancestandbycode=299, 200"
    })
    void theStatusOfHealthIsAsTheQueryWantsIt(String query, int status) {
        for (String path : List.of("sys/health", "sys/health/")) {
            Reply reply = nobody.get(path + query);
            assertThat(reply.status()).isEqualTo(status);
            if (status == 400) {
                assertThat(reply.body()).isEqualTo("{\"errors\":[]}\n");
            }
            Reply head = nobody.send("HEAD", path + query);
            assertThat(head.status()).isEqualTo(status);
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys/health", "sys/seal-status", "sys/leader", "sys/init"})
    void statusIsToldWhateverTokenOrNamespaceIsSent(String path) {
        assertThat(nobody.with("s.garbage").get(path).status()).isEqualTo(200);
        assertThat(nobody.sendWith("GET", path, null, "X-Vault-Namespace", "nope")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, sys/health",
        "DELETE, sys/health",
        "OPTIONS, sys/health",
        "FOO, sys/health",
        "POST, sys/seal-status",
        "POST, sys/leader",
        "DELETE, sys/init"
    })
    void statusIsOnlyRead(String method, String path) {
        assertThat(nobody.send(method, path).toString()).isEqualTo("405 {\"errors\":[]}\n");
    }

    @Test
    void theSealIsToldInNumbers() {
        Reply reply = nobody.get("sys/seal-status");

        assertThat(reply.status()).isEqualTo(200);
        for (String number : List.of("t", "n", "progress")) {
            assertThat(reply.json().path(number).isInt()).as(number).isTrue();
        }
        assertThat(reply.json().path("sealed").asBoolean(true)).isFalse();
        assertThat(reply.json().path("initialized").asBoolean()).isTrue();
        assertThat(reply.json().path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(reply.json().path("storage_type").asText()).isEqualTo("redis");
        assertThat(reply.json().has("request_id")).isFalse();
    }

    @Test
    void thereIsNoLeader() {
        String told = "{\"ha_enabled\":false,\"is_self\":false,\"active_time\":\"0001-01-01T00:00:00Z\","
                + "\"leader_address\":\"\",\"leader_cluster_address\":\"\",\"performance_standby\":false,"
                + "\"performance_standby_last_remote_wal\":0}\n";

        assertThat(nobody.get("sys/leader").body()).isEqualTo(told);
        assertThat(other.get("sys/leader").body()).isEqualTo(told);
    }

    @Test
    void whatIsInitialisedIsNotInitialisedAgain() {
        assertThat(nobody.get("sys/init").toString()).isEqualTo("200 {\"initialized\":true}\n");
        for (String method : List.of("POST", "PUT")) {
            Reply reply = nobody.send(method, "sys/init", "{'recovery_shares':1,'recovery_threshold':1}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("Vault is already initialized");
        }
    }

    @Test
    void whatTheConfigurationCallsItIsTold() {
        try (Fleet named = Fleet.start(
                1,
                EventLoop.shared(TestRedis.freshPrefix()),
                usual -> Options.withNames(usual, "https://login.example.com", "ours"))) {
            ApiClient node = named.node(0);
            assertThat(node.get("sys/leader").json().path("leader_address").asText())
                    .isEqualTo("https://login.example.com");
            for (String path : List.of("sys/health", "sys/seal-status")) {
                assertThat(node.get(path).json().path("cluster_name").asText()).isEqualTo("ours");
            }
        }
    }
}
