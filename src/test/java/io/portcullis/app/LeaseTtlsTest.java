package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.mount.LeaseTtls;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes whose configuration says one hour by default and two at most. */
class LeaseTtlsTest {

    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() {
        LeaseTtls leases = new LeaseTtls(Duration.ofHours(1), Duration.ofHours(2));
        fleet = Fleet.start(1, EventLoop.shared(TestRedis.freshPrefix()), usual -> Options.withLeases(usual, leases));
        root = fleet.node(0);
        root.post("sys/auth/people", "{'type':'userpass'}");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static ApiClient.Reply login(String fields) {
        root.post("auth/people/users/ada", "{'password':'pw'" + fields + "}");
        return root.login("people", "ada", "pw");
    }

    @Test
    void aLoginThatSaysNothingGetsTheDefault() {
        assertThat(login("").auth().path("lease_duration").asInt()).isEqualTo(3600);
    }

    @Test
    void nobodyGetsMoreThanTheMaximum() {
        ApiClient.Reply reply = login(",'token_ttl':'5h'");

        assertThat(reply.auth().path("lease_duration").asInt()).isEqualTo(7200);
        assertThat(reply.json().path("warnings").toString()).contains("exceeded the effective max_ttl of");
        assertThat(root.post("auth/token/create", "{'ttl':'5h'}")
                        .auth()
                        .path("lease_duration")
                        .asInt())
                .isEqualTo(7200);
        ApiClient own = fleet.node(0).with(login("").token());
        assertThat(own.post("auth/token/renew-self", "{'increment':'5h'}")
                        .auth()
                        .path("lease_duration")
                        .asInt())
                .isBetween(7190, 7200);
    }

    @Test
    void theTuningOfAMountShowsThemAndIsMeasuredByThem() {
        assertThat(root.get("sys/auth/people/tune").json().path("data").toString())
                .contains("\"default_lease_ttl\":3600", "\"max_lease_ttl\":7200");
        assertThat(root.get("sys/mounts/sys/tune").json().path("data").toString())
                .contains("\"default_lease_ttl\":3600", "\"max_lease_ttl\":7200");
        assertThat(root.post("sys/auth/people/tune", "{'default_lease_ttl':'3h'}")
                        .body())
                .contains("given default lease TTL greater than system max lease TTL of 7200");
        assertThat(root.post("auth/token/roles/long", "{'token_explicit_max_ttl':'3h'}")
                        .body())
                .contains("greater than system/mount allowed value of 7200 seconds");
    }
}
