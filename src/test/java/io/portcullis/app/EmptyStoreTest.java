package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node on a store that nobody has initialised yet, and who may join one. */
class EmptyStoreTest {

    private static Fleet fleet;
    private static ApiClient nobody;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(
                1,
                EventLoop.shared(TestRedis.freshPrefix()),
                usual -> Options.withStore(usual, false, Optional.empty()));
        nobody = fleet.node(0).anonymous();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @CsvSource({"'', 501", "?uninitcode=581, 581", "?sealedcode=299, 501", "?activecode=299, 501", "?uninitcode=x, 400"
    })
    void healthSaysThatItIsNotInitialised(String query, int status) {
        Reply reply = nobody.get("sys/health" + query);

        assertThat(reply.status()).isEqualTo(status);
        if (status != 400) {
            assertThat(reply.body())
                    .startsWith("{\"initialized\":false,\"sealed\":true,\"standby\":true,")
                    .contains("\"replication_performance_mode\":\"unknown\"")
                    .doesNotContain("cluster");
        }
    }

    @Test
    void statusIsTold() {
        assertThat(nobody.get("sys/init").toString()).isEqualTo("200 {\"initialized\":false}\n");
        Reply seal = nobody.get("sys/seal-status");
        assertThat(seal.status()).isEqualTo(200);
        assertThat(seal.json().path("initialized").asBoolean(true)).isFalse();
        assertThat(seal.json().path("sealed").asBoolean()).isTrue();
        assertThat(seal.json().path("t").asInt(-1)).isZero();
        assertThat(seal.json().path("n").asInt(-1)).isZero();
        assertThat(nobody.get("sys/leader").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET, auth/token/lookup-self", "POST, auth/people/login/ada", "GET, sys/auth", "GET, foo"})
    void nothingElseIsServedToAnybody(String method, String path) {
        for (ApiClient each : java.util.List.of(nobody, nobody.with(Fleet.ROOT))) {
            assertThat(each.send(method, path, method.equals("POST") ? "{'password':'p'}" : null)
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void aDevelopmentNodeJoinsOnlyWithTheRootTokenOfTheStore() {
        RedisSettings store = EventLoop.shared(TestRedis.freshPrefix());
        try (Fleet first = Fleet.start(1, store)) {
            for (Optional<String> token : java.util.List.of(Optional.of("another"), Optional.<String>empty())) {
                assertThatThrownBy(() -> Fleet.start(1, store, usual -> Options.withStore(usual, true, token)))
                        .isInstanceOf(Fault.class);
            }
            String weak = weakToken(first.node(0));
            assertThatThrownBy(() -> Fleet.start(1, store, usual -> Options.withStore(usual, true, Optional.of(weak))))
                    .isInstanceOf(Fault.class);
            assertThat(first.addNode().get("sys/auth").status()).isEqualTo(200);
        }
    }

    private static String weakToken(ApiClient root) {
        root.post("sys/auth/people", "{'type':'userpass'}");
        root.post("auth/people/users/ada", "{'password':'p'}");
        return root.login("people", "ada", "p").token();
    }
}
