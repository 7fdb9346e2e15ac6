package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.password.HashingSettings;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cheap hash is made anew at the configured cost when its account has logged in, where that is wanted. */
@ExtendWith(SharedFleet.class)
class HashUpgradeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Fleet upgrading;
    private static ApiClient usual;
    private static EventLoop loop;
    private static RedisGateway redis;

    @BeforeAll
    static void start(Fleet fleet) {
        usual = fleet.node(0);
        HashingSettings hashing = new HashingSettings(1, 1, Duration.ofSeconds(30), 11, true);
        upgrading = Fleet.start(1, fleet.redis(), options -> Options.withHashing(options, hashing));
        loop = new EventLoop();
        redis = loop.gateway(fleet.redis());
    }

    @AfterAll
    static void stop() {
        loop.close();
        upgrading.close();
    }

    private static ApiClient root() {
        return upgrading.node(0);
    }

    private static void mount(String path, String name, String hash) {
        root().post("sys/auth/" + path, "{'type':'userpass'}");
        assertThat(root().post("auth/" + path + "/users/" + name, "{'password_hash':'" + hash + "','token_ttl':'7m'}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aRightPasswordHasItsHashMadeAnewAndNothingElseChanges() throws Throwable {
        mount("upgraded", "ada", Hashes.of("difference"));
        assertThat(costs("upgraded")).containsOnly(Map.entry(5, 1));

        assertThat(root().login("upgraded", "ada", "difference").status()).isEqualTo(200);

        // Where no lane is free it is left to a later login.
        Poll.until(
                PATIENCE,
                () -> root().login("upgraded", "ada", "difference").status() == 200
                        && costs("upgraded").equals(Map.of(11, 1)));
        ApiClient.Reply again = usual.login("upgraded", "ada", "difference");
        assertThat(again.auth().path("lease_duration").asInt()).isEqualTo(420);
        assertThat(usual.login("upgraded", "ada", "Difference").status()).isEqualTo(400);
    }

    @Test
    void loginsAtOnceAllSucceedWhileTheHashIsMadeAnew() throws Throwable {
        mount("upgraded-at-once", "ada", Hashes.of("difference"));

        List<CompletableFuture<ApiClient.Reply>> logins = IntStream.range(0, 4)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> root().login("upgraded-at-once", "ada", "difference")))
                .toList();

        for (CompletableFuture<ApiClient.Reply> login : logins) {
            assertThat(login.get(60, TimeUnit.SECONDS).toString()).startsWith("200 ");
        }
        Poll.until(
                PATIENCE,
                () -> root().login("upgraded-at-once", "ada", "difference").status() == 200
                        && costs("upgraded-at-once").equals(Map.of(11, 1)));
    }

    @Test
    void whereItIsNotWantedOrNotRightOrDearerAlreadyAHashStays() throws Throwable {
        mount("not-upgraded", "ada", Hashes.of("difference"));
        mount("dearer", "ada", Hashes.of("difference", 12));

        assertThat(usual.login("not-upgraded", "ada", "difference").status()).isEqualTo(200);
        assertThat(root().login("not-upgraded", "ada", "indifference").status()).isEqualTo(400);
        assertThat(root().login("dearer", "ada", "difference").status()).isEqualTo(200);
        // One that is made anew meanwhile shows that there was time.
        mount("upgraded-beside", "ada", Hashes.of("difference"));
        Poll.until(
                PATIENCE,
                () -> root().login("upgraded-beside", "ada", "difference").status() == 200
                        && costs("upgraded-beside").equals(Map.of(11, 1)));

        assertThat(costs("not-upgraded")).containsOnly(Map.entry(5, 1));
        assertThat(costs("dearer")).containsOnly(Map.entry(12, 1));
    }

    /** How many accounts have which cost, as the store counts them. */
    private static Map<Integer, Integer> costs(String path) {
        try {
            return costsOf(path);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private static Map<Integer, Integer> costsOf(String path) throws Throwable {
        String accessor =
                root().get("sys/auth").data().path(path + "/").path("accessor").asText();
        Map<Integer, Integer> costToAccounts = new TreeMap<>();
        for (int bucket = 0; bucket < 16; bucket++) {
            String key = redis.keys().costs(accessor, bucket);
            Reply flat = loop.run(() -> redis.hgetall(key));
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                costToAccounts.merge(
                        (int) flat.get(i).number(), (int) flat.get(i + 1).number(), Integer::sum);
            }
        }
        costToAccounts.values().removeIf(count -> count == 0);
        return costToAccounts;
    }
}
