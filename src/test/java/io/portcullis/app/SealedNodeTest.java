package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Keys;
import io.portcullis.testing.Options;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that cannot serve its store: what it tells, and that it comes back by itself. Threats R4 and D2. */
class SealedNodeTest {

    private static final String SEALED = "503 {\"errors\":[\"Vault is sealed\"]}\n";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Fleet real(RedisSettings store, Optional<SealKey> key) {
        return Fleet.start(1, store, usual -> Options.withStore(usual, key, false, Optional.empty()));
    }

    private static void assertServesNothing(ApiClient node) {
        for (ApiClient each : List.of(node, node.anonymous())) {
            assertThat(each.get("auth/token/lookup-self").toString()).isEqualTo(SEALED);
            assertThat(each.login("any", "body", "pw").toString()).isEqualTo(SEALED);
            assertThat(each.post("sys/auth/x", "{ this is no JSON").toString()).isEqualTo(SEALED);
            assertThat(each.send("FOO", "sys/auth").toString()).isEqualTo(SEALED);
            assertThat(each.send("PUT", "sys/seal").toString()).isEqualTo(SEALED);
            assertThat(each.sendWith("GET", "sys/seal", null, "X-Vault-Namespace", "x")
                            .toString())
                    .isEqualTo(SEALED);
            assertThat(each.get("sys/leader").status()).isEqualTo(200);
        }
    }

    private static void assertTold(ApiClient node, int health, boolean initialised) {
        Reply told = node.get("sys/health");
        assertThat(told.status()).isEqualTo(health);
        assertThat(told.json().path("initialized").asBoolean(!initialised)).isEqualTo(initialised);
        assertThat(told.json().path("sealed").asBoolean()).isTrue();
        Reply status = node.get("sys/seal-status");
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.json().path("initialized").asBoolean(!initialised)).isEqualTo(initialised);
        assertThat(status.json().path("sealed").asBoolean()).isTrue();
        assertThat(node.get("sys/init").json().path("initialized").asBoolean(!initialised))
                .isEqualTo(initialised);
    }

    @Test
    void anUninitialisedStoreIsToldAndNothingIsServed() {
        try (Fleet fleet = real(EventLoop.shared(TestRedis.freshPrefix()), Optional.of(Keys.own()))) {
            assertTold(fleet.node(0), 501, false);
            assertServesNothing(fleet.node(0));
        }
    }

    @Test
    void aNodeWithAnotherKeyOrNoneIsSealed() {
        RedisSettings store = EventLoop.shared(TestRedis.freshPrefix());
        try (Fleet good = real(store, Optional.of(Keys.own()));
                Fleet wrong = real(store, Optional.of(Keys.of(9)));
                Fleet without = real(store, Optional.empty());
                Fleet published = real(store, Optional.of(SealKey.development()))) {
            assertThat(good.node(0).anonymous().post("sys/init", "{}").status()).isEqualTo(200);
            for (Fleet sealed : List.of(wrong, without, published)) {
                assertTold(sealed.node(0), 503, true);
                assertServesNothing(sealed.node(0));
                assertThat(sealed.node(0).post("sys/init", "{}").error()).isEqualTo("Vault is already initialized");
            }
            assertThatThrownBy(() -> Fleet.start(1, store))
                    .as("a development node on a real store")
                    .isInstanceOfSatisfying(
                            Fault.class,
                            fault -> assertThat(fault).hasRootCauseMessage("the seal key does not open this keyring"));
        }
    }

    @Test
    @Tag("single-redis")
    void aStoreThatLostItsKeyringIsNotInitialisedAgainByANodeThatHasSeenIt() throws Exception {
        try (OwnRedis redis = TestRedis.own();
                Fleet fleet =
                        real(EventLoop.settings(List.of(redis.address()), false, "pc:"), Optional.of(Keys.own()))) {
            ApiClient nobody = fleet.node(0).anonymous();
            assertThat(nobody.post("sys/init", "{}").status()).isEqualTo(200);

            redis.command("FLUSHALL");

            assertTold(nobody, 503, true);
            assertServesNothing(nobody);
            Reply refused = nobody.post("sys/init", "{}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error()).contains("was initialised before").contains("restart");
            assertThat(redis.command("KEYS", "*")).isEqualTo(List.of());
            ApiClient restarted = fleet.addNode().anonymous();
            assertThat(restarted.post("sys/init", "{}").status()).isEqualTo(200);
        }
    }

    @Test
    @Tag("single-redis")
    void aNodeStartsWithoutRedisAndServesWhenItComes() throws Exception {
        try (OwnRedis redis = TestRedis.own()) {
            RedisSettings store =
                    EventLoop.settings(List.of(redis.address()), false, "pc:").within(Duration.ofSeconds(1));
            String token;
            try (Fleet first = real(store, Optional.of(Keys.own()))) {
                token = first.node(0)
                        .anonymous()
                        .post("sys/init", "{}")
                        .json()
                        .path("root_token")
                        .asText();
            }
            redis.kill();
            try (Fleet fleet = real(store, Optional.of(Keys.own()))) {
                ApiClient root = fleet.node(0).with(token);
                assertTold(root, 503, true);
                assertThat(root.get("auth/token/lookup-self").error()).isEqualTo("storage backend unavailable");
                assertThat(root.post("sys/init", "{}").status()).isEqualTo(503);

                redis.restart();

                Poll.until(PATIENCE, () -> root.get("auth/token/lookup-self").status() == 200);
                assertThat(root.get("sys/health").status()).isEqualTo(200);
            }
        }
    }

    @Test
    @Tag("single-redis")
    void aRedisThatEvictsStopsTheStart() throws Exception {
        try (OwnRedis redis = TestRedis.own()) {
            redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
            RedisSettings store = EventLoop.settings(List.of(redis.address()), false, "pc:");

            assertThatThrownBy(() -> real(store, Optional.of(Keys.own()))).isInstanceOf(Fault.class);
        }
    }
}
