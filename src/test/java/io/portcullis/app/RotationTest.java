package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Keys;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sys/rotate} on a fleet of three: threats R7. */
class RotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RedisSettings store;
    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() {
        store = EventLoop.shared(TestRedis.freshPrefix());
        fleet = Fleet.start(
                3, store, usual -> Options.withStore(usual, Optional.of(Keys.own()), false, Optional.empty()));
        String token = fleet.node(0)
                .anonymous()
                .post("sys/init", "{}")
                .json()
                .path("root_token")
                .asText();
        root = fleet.node(0).with(token);
        root.post("sys/auth/people", "{'type':'userpass'}");
        // The traffic has wrong passwords in it, sometimes many in a row.
        root.post("sys/auth/people/tune", "{'user_lockout_config':{'lockout_disable':true}}");
        root.post("auth/people/users/ada", "{'password_hash':'" + Hashes.of("right") + "'}");
        root.post("auth/people/users/eve", "{'password_hash':'" + Hashes.of("right") + "'}");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static ApiClient node(int index) {
        return root.at(fleet.node(index).address());
    }

    private static int term() {
        return root.get("sys/key-status").data().path("term").asInt();
    }

    private interface Asking {
        Reply ask(ApiClient root);
    }

    private static Traffic.Question question(String name, int right, Asking asking) {
        AtomicInteger turn = new AtomicInteger();
        return new Traffic.Question(name, Set.of(right), () -> asking.ask(node(turn.getAndIncrement() % 3)));
    }

    @Test
    void underThreeRotationsNoTokenIsRefusedAndNoLoginFails() throws Exception {
        String old = root.login("people", "ada", "right").token();
        String renewed = root.login("people", "ada", "right").token();
        String parent = root.login("people", "ada", "right").token();
        assertThat(old).isNotEmpty();
        int before = term();

        try (Traffic traffic = Traffic.start(
                1,
                List.of(
                        question("look-up", 200, any -> any.with(old).get("auth/token/lookup-self")),
                        question("renewal", 200, any -> any.with(renewed).post("auth/token/renew-self", "{}")),
                        question(
                                "look-up of the renewed",
                                200,
                                any -> any.with(renewed).get("auth/token/lookup-self")),
                        question("child", 200, any -> any.post("auth/token/create", "{'ttl':'5m'}")),
                        question("login", 200, any -> any.login("people", "ada", "right")),
                        question("wrong password", 400, any -> any.login("people", "ada", "wrong")),
                        question("account write", 204, any -> any.post("auth/people/users/eve", "{'token_ttl':'1h'}")),
                        question("account read", 200, any -> any.get("auth/people/users/eve"))))) {
            for (int i = 0; i < 3; i++) {
                traffic.await(PATIENCE, System.nanoTime(), 3, true);
                assertThat(node(i).post("sys/rotate", null).status()).isEqualTo(204);
                traffic.await(PATIENCE, System.nanoTime(), 3, true);
            }
            assertThat(traffic.since(0).stream().filter(answer -> !answer.isRight()))
                    .isEmpty();
        }

        for (int i = 0; i < 3; i++) {
            assertThat(node(i).get("sys/key-status").data().path("term").asInt())
                    .isEqualTo(before + 3);
            for (String token : List.of(old, renewed, parent)) {
                assertThat(node(i).with(token).get("auth/token/lookup-self").status())
                        .isEqualTo(200);
            }
        }
        assertThat(fleet.addNode().with(old).get("auth/token/lookup-self").status())
                .as("a node that starts afterwards")
                .isEqualTo(200);
    }

    @Test
    void whatIsWrittenAfterARotationIsSealedByTheNewVersion() throws Throwable {
        try (EventLoop loop = new EventLoop()) {
            var redis = loop.gateway(store);
            String accessor =
                    root.get("sys/auth/people").data().path("accessor").asText();
            Set<String> prefixes = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                assertThat(root.post("auth/people/users/ada", "{'token_ttl':'" + (i + 1) + "h'}")
                                .status())
                        .isEqualTo(204);
                for (int bucket = 0; bucket < 16; bucket++) {
                    String key = store.keys().users(accessor, bucket);
                    loop.run(() -> redis.hmget(key, "ada"))
                            .get(0)
                            .bytes()
                            .ifPresent(bytes ->
                                    prefixes.add(java.util.HexFormat.of().formatHex(bytes, 0, 5)));
                }
                root.post("sys/rotate/keyring", null);
            }
            assertThat(prefixes).hasSize(3).allMatch(prefix -> prefix.startsWith("01"));
        }
    }

    @Test
    void theStatusTellsSinceWhenTheVersionIsThere() {
        Reply before = root.get("sys/key-status");
        assertThat(root.send("PUT", "sys/rotate").status()).isEqualTo(204);
        Reply after = root.get("sys/key-status");

        assertThat(after.data().fieldNames()).toIterable().containsExactly("encryptions", "install_time", "term");
        assertThat(after.data().path("term").asInt())
                .isGreaterThan(before.data().path("term").asInt());
        assertThat(after.data().path("install_time").asText())
                .isGreaterThan(before.data().path("install_time").asText());
        assertThat(after.json().path("term")).isEqualTo(after.data().path("term"));
    }

    @Test
    void rotatingNeedsSudo() {
        root.post(
                "sys/policies/acl/weak",
                "{'policy':'path \\\"sys/*\\\" { capabilities = [\\\"update\\\", \\\"read\\\"] }'}");
        String weak = root.post("auth/token/create", "{'policies':['weak']}").token();
        assertThat(root.with(weak).post("sys/rotate", null).status()).isEqualTo(403);
        assertThat(root.with(weak).post("sys/rotate/keyring", null).status()).isEqualTo(403);
        assertThat(root.with(weak).get("sys/key-status").status()).isEqualTo(200);
        assertThat(root.with(weak).get("sys/rotate/config").status()).isEqualTo(200);
        assertThat(root.anonymous().post("sys/rotate", null).status()).isEqualTo(403);
    }

    @Test
    void aTenantNeitherRotatesTheRecordKeyOfTheStoreNorLearnsOfIt() {
        root.post("sys/namespaces/tenant", "{}");
        root.post(
                "tenant/sys/policies/acl/all",
                "{'policy':'path \\\"*\\\" { capabilities = [\\\"sudo\\\", \\\"update\\\", \\\"read\\\"] }'}");
        String tenant =
                root.post("tenant/auth/token/create", "{'policies':['all']}").token();
        assertThat(tenant).isNotEmpty();
        int before = term();

        for (ApiClient each : List.of(root, root.with(tenant))) {
            for (String path : List.of("rotate", "rotate/keyring", "rotate/config", "rotate/keyring/config")) {
                assertThat(each.post("tenant/sys/" + path, "{}").toString())
                        .as(path)
                        .isEqualTo("400 {\"errors\":[\"namespace is not sealable\"]}\n");
            }
            assertThat(each.get("tenant/sys/key-status").status()).isEqualTo(400);
            assertThat(each.get("tenant/sys/rotate/config").status()).isEqualTo(400);
        }

        assertThat(root.with(tenant).post("sys/rotate", null).status()).isEqualTo(403);
        assertThat(term()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 204 | ''",
                "{'enabled':false,'interval':0,'max_operations':3865470566} | 204 | ''",
                "{'enabled':true} | 400 | automatic rotation is not supported: rotate with sys/rotate",
                "{'interval':'24h'} | 400 | automatic rotation is not supported: rotate with sys/rotate",
                "{'max_operations':1000000} | 400 | automatic rotation is not supported: rotate with sys/rotate",
                "{'interval':'1h'} | 400 | interval must be greater or equal to 24h0m0s",
                "{'max_operations':1} | 400 | max_operations must be in the range [1000000,3865470566]",
                "{'max_operations':3865470567} | 400 | max_operations must be in the range [1000000,3865470566]",
                "{'enabled':'x'} | 400 | Field validation failed: error converting input for field \"enabled\": '' cannot parse value as 'bool': strconv.ParseBool: invalid syntax"
            })
    void nothingIsRotatedByItself(String body, int status, String text) {
        for (String path : List.of("sys/rotate/config", "sys/rotate/keyring/config")) {
            Reply reply = root.post(path, body);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.error()).isEqualTo(text);
            assertThat(root.get(path).data().toString())
                    .isEqualTo("{\"enabled\":false,\"interval\":0,\"max_operations\":3865470566}");
        }
    }
}
