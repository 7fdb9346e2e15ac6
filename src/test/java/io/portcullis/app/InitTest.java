package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.address.Cidr;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Keys;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sys/init}: who may call it, on what, and what comes of it. Threats R4. */
class InitTest {

    private static final String BOTH = "{'recovery_shares':5,'recovery_threshold':3}";

    private final RedisSettings store = EventLoop.shared(TestRedis.freshPrefix());
    private final Set<Fleet> fleets = new HashSet<>();

    private Fleet fleet(int nodes) {
        return fleet(nodes, Optional.of(Keys.own()), options -> options);
    }

    private Fleet fleet(int nodes, Optional<SealKey> key, UnaryOperator<ServerOptions> changed) {
        Fleet fleet = Fleet.start(
                nodes, store, usual -> changed.apply(Options.withStore(usual, key, false, Optional.empty())));
        fleets.add(fleet);
        return fleet;
    }

    @AfterEach
    void stop() {
        fleets.forEach(Fleet::close);
    }

    @Test
    void aStoreIsInitialisedOnceAndServedByEveryNodeThatWaitsForIt() {
        Fleet fleet = fleet(2);
        ApiClient first = fleet.node(0).anonymous();
        ApiClient second = fleet.node(1).anonymous();
        assertThat(second.get("sys/health").status()).isEqualTo(501);

        Reply made = first.send("PUT", "sys/init", BOTH);

        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        assertThat(made.json().fieldNames())
                .toIterable()
                .containsExactly("keys", "keys_base64", "recovery_keys", "recovery_keys_base64", "root_token");
        assertThat(made.json().path("keys")).isEmpty();
        assertThat(made.json().path("recovery_keys"))
                .hasSize(5)
                .allSatisfy(share -> assertThat(share.asText()).matches("[0-9a-f]{66}"));
        ApiClient root = second.with(made.json().path("root_token").asText());
        Reply self = root.get("auth/token/lookup-self");
        assertThat(self.data().path("path").asText()).isEqualTo("auth/token/root");
        assertThat(self.data().path("display_name").asText()).isEqualTo("root");
        assertThat(self.data().path("orphan").asBoolean()).isTrue();
        assertThat(self.data().path("expire_time").isNull()).isTrue();
        assertThat(self.data().path("ttl").asInt(-1)).isZero();
        assertThat(root.get("sys/policies/acl/default").status()).isEqualTo(200);
        assertThat(root.get("sys/auth").data().has("token/")).isTrue();
        for (ApiClient node : List.of(first, second)) {
            assertThat(node.get("sys/health").status()).isEqualTo(200);
            assertThat(node.get("sys/seal-status").json().path("t").asInt()).isEqualTo(3);
            assertThat(node.get("sys/seal-status").json().path("n").asInt()).isEqualTo(5);
            assertThat(node.send("PUT", "sys/init", BOTH).toString())
                    .isEqualTo("400 {\"errors\":[\"Vault is already initialized\"]}\n");
        }
    }

    @Test
    void ofAllWhoInitialiseAtOnceOneSucceedsAndNothingOfTheOthersStays() {
        Fleet fleet = fleet(2);

        List<CompletableFuture<Reply>> calls = IntStream.range(0, 16)
                .mapToObj(i -> fleet.node(i % 2).anonymous().sendAsync("POST", "sys/init", BOTH))
                .toList();
        List<Reply> replies = calls.stream().map(CompletableFuture::join).toList();

        List<Reply> won =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 200).map(Reply::toString))
                .hasSize(15)
                .containsOnly("400 {\"errors\":[\"Vault is already initialized\"]}\n");
        ApiClient root = fleet.node(0).with(won.get(0).json().path("root_token").asText());
        assertThat(root.send("LIST", "auth/token/accessors").data().path("keys"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'{}', 0, 0", "null, 0, 0", "'{''recovery_shares'':1,''recovery_threshold'':1}', 1, 1"})
    void asManySharesAreMadeAsAreAskedFor(String body, int shares, int threshold) {
        ApiClient nobody = fleet(1).node(0).anonymous();

        Reply made = nobody.post("sys/init", body);

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("recovery_keys").size()).isEqualTo(shares);
        assertThat(made.json().has("recovery_keys")).isEqualTo(shares > 0);
        JsonNode seal = nobody.get("sys/seal-status").json();
        assertThat(seal.path("n").asInt(-1)).isEqualTo(shares);
        assertThat(seal.path("t").asInt(-1)).isEqualTo(threshold);
    }

    @Test
    void whatIsNotOfThisMachineMayNotInitialiseUnlessItsNetworkIsNamed() {
        Fleet closed = fleet(1);
        assertThat(closed.node(0)
                        .anonymous()
                        .sendWith("PUT", "sys/init", "{}", "X-Forwarded-For", "203.0.113.7")
                        .status())
                .as("through a proxy of this machine")
                .isEqualTo(403);
        Fleet open = fleet(
                1,
                Optional.of(Keys.own()),
                usual -> Options.withInitAllowed(usual, List.of(Cidr.parse("127.0.0.0/8"))));
        assertThat(open.node(0)
                        .anonymous()
                        .sendWith("PUT", "sys/init", "{}", "X-Forwarded-For", "203.0.113.7")
                        .status())
                .as("the network of the connection is named")
                .isEqualTo(200);
    }

    /** In a Redis Cluster one node alone is looked through: docs/store.md. */
    @Tag("single-redis")
    @Test
    void aStoreUnderWhosePrefixSomethingLiesIsNotInitialisedButTheBeatDoesNoHarm() throws Throwable {
        ApiClient nobody = fleet(1).node(0).anonymous();
        try (EventLoop loop = new EventLoop()) {
            var redis = loop.gateway(store);
            String stray = store.keys().prefix() + "t:{x}";
            loop.run(() -> redis.command("SET", store.keys().beat(), "1"));
            loop.run(() -> redis.command("SET", stray, "1"));

            Reply refused = nobody.post("sys/init", "{}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error())
                    .contains("not empty")
                    .contains(store.keys().prefix());

            loop.run(() -> redis.command("DEL", stray));
            assertThat(nobody.post("sys/init", "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void withoutASealKeyNothingIsInitialised() {
        ApiClient nobody =
                fleet(1, Optional.empty(), options -> options).node(0).anonymous();

        assertThat(nobody.get("sys/health").status()).isEqualTo(501);
        assertThat(nobody.post("sys/init", "{}").status()).isEqualTo(400);
        assertThat(nobody.get("sys/init").json().path("initialized").asBoolean(true))
                .isFalse();
    }

    @Test
    void inANamespaceThereIsNoInit() {
        assertThat(fleet(1).node(0)
                        .anonymous()
                        .sendWith("POST", "sys/init", "{}", "X-Vault-Namespace", "root")
                        .error())
                .isEqualTo("operation unavailable in namespaces");
    }
}
