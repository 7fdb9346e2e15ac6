package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import io.portcullis.version.Version;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node tells of itself: versions, machine, requests that run. */
@ExtendWith(SharedFleet.class)
class NodeFactsTest {

    private static ApiClient root;

    @BeforeAll
    static void start(Fleet fleet) {
        root = fleet.node(0);
    }

    @Test
    void theVersionThatInitialisedTheStoreIsInItsHistory() {
        Reply listed = root.send("LIST", "sys/version-history");

        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.data().path("keys")).hasSize(1);
        assertThat(listed.data().path("keys").path(0).asText()).isEqualTo(Version.wire());
        JsonNode info = listed.data().path("key_info").path(Version.wire());
        assertThat(info.fieldNames())
                .toIterable()
                .containsExactly("commit_date", "previous_version", "timestamp_installed");
        assertThat(info.path("previous_version").isNull()).isTrue();
        assertThat(Instant.parse(info.path("timestamp_installed").asText()).getNano())
                .isZero();
        assertThat(root.get("sys/version-history?list=true").data()).isEqualTo(listed.data());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, sys/version-history, 405",
        "LIST, sys/version-history/x, 404",
        "POST, sys/host-info, 405",
        "POST, sys/ha-status, 405",
        "POST, sys/in-flight-req, 405",
        "LIST, sys/in-flight-req, 404",
        "POST, sys/key-status, 405",
        "GET, sys/rotate, 405",
        "DELETE, sys/rotate/config, 405"
    })
    void nothingElseIsServedThere(String method, String path, int status) {
        assertThat(root.send(method, path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, sys/version-history",
        "GET, sys/host-info",
        "GET, sys/ha-status",
        "GET, sys/in-flight-req",
        "GET, sys/key-status",
        "GET, sys/rotate/config"
    })
    void nobodyLearnsItWithoutAToken(String method, String path) {
        assertThat(root.anonymous().send(method, path).toString())
                .isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
    }

    @Test
    void theMachineIsToldAsFarAsItCanBeSeen() {
        Reply told = root.get("sys/host-info");

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.data().fieldNames())
                .toIterable()
                .containsExactly("cpu", "cpu_times", "disk", "host", "memory", "timestamp");
        assertThat(told.data().path("host").path("hostname").asText()).isNotEmpty();
        assertThat(told.data().path("host").path("os").asText()).isEqualTo("linux");
        assertThat(told.data().path("host").path("uptime").asLong()).isPositive();
        assertThat(told.data().path("memory").path("total").asLong())
                .isGreaterThan(told.data().path("memory").path("used").asLong())
                .isPositive();
        assertThat(told.data().path("disk").path(0).path("total").asLong()).isPositive();
        assertThat(told.data().path("cpu")).isNotEmpty();
        assertThat(told.data().path("cpu_times")).hasSameSizeAs(told.data().path("cpu"));
        assertThat(told.json().path("warnings").isNull()).isTrue();
    }

    @Test
    void aNodeTellsOfItselfAlone() {
        JsonNode nodes = root.get("sys/ha-status").data().path("nodes");

        assertThat(nodes).hasSize(1);
        assertThat(nodes.path(0).path("active_node").asBoolean()).isTrue();
        assertThat(nodes.path(0).path("last_echo").isNull()).isTrue();
        assertThat(nodes.path(0).path("version").asText()).isEqualTo(Version.wire());
    }

    @Test
    void aRequestIsToldWhileItRunsAndForgottenWhenItsClientGoes() throws Exception {
        URI address = URI.create(root.address());
        String path = "auth/slow-" + System.nanoTime() + "/login/ada";
        try (Socket client = new Socket(address.getHost(), address.getPort())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST /v1/" + path + " HTTP/1.1\r\nHost: " + address.getAuthority()
                            + "\r\nContent-Length: 20\r\n\r\n{\"pass")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();

            Poll.until(Duration.ofSeconds(10), () -> !running("/v1/" + path).isEmpty());

            JsonNode told = running("/v1/" + path).get(0);
            assertThat(told.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "start_time", "client_remote_address", "request_path", "request_method", "client_id");
            assertThat(told.path("request_method").asText()).isEqualTo("POST");
            assertThat(told.path("client_remote_address").asText()).isEqualTo("127.0.0.1:" + client.getLocalPort());
            assertThat(Instant.parse(told.path("start_time").asText())).isBefore(Instant.now());
        }
        Poll.until(Duration.ofSeconds(10), () -> running("/v1/" + path).isEmpty());
    }

    @Test
    void whatWasAnsweredIsNotInFlight() {
        for (int i = 0; i < 20; i++) {
            root.get("sys/auth");
            root.anonymous().get("sys/auth");
        }
        Reply told = root.get("sys/in-flight-req");

        assertThat(told.json().has("request_id")).isFalse();
        assertThat(running("/v1/sys/auth")).hasSizeLessThan(20);
        assertThat(running("/v1/sys/in-flight-req")).isNotEmpty();
    }

    private static List<JsonNode> running(String path) {
        List<JsonNode> found = new ArrayList<>();
        root.get("sys/in-flight-req").json().forEach(each -> {
            if (each.path("request_path").asText().equals(path)) {
                found.add(each);
            }
        });
        return found;
    }
}
