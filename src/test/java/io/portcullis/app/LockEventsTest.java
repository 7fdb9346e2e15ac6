package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.lockout.LockoutRules;
import io.portcullis.lockout.LockoutSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLines;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators hear of every lock: when it is set, and when it ends; and of nobody who does not exist. */
class LockEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventLines lines = new EventLines();
    private Fleet fleet;
    private ApiClient root;
    private String accessor;

    @BeforeEach
    void start() {
        fleet = Fleet.start(2, EventLoop.shared(TestRedis.freshPrefix()), Options::withOps);
        root = fleet.node(0);
        root.post("sys/auth/people", "{'type':'userpass'}");
        accessor =
                root.get("sys/auth/people").json().path("data").path("accessor").asText();
        root.post("auth/people/users/ada", "{'password':'right'}");
    }

    @AfterEach
    void stop() {
        fleet.close();
        lines.close();
    }

    private void fail(String name, int times) {
        for (int i = 0; i < times; i++) {
            root.login("people", name, "wrong");
        }
    }

    private double measured(String what) {
        return fleet.measured(0, "portcullis_lockout_" + what + "_total{mount_accessor=\"" + accessor + "\"}");
    }

    @Test
    void lockIsToldWhenItIsSetAndWhenItRunsOut() throws Exception {
        root.post("sys/auth/people/tune", "{'user_lockout_config':{'lockout_duration':'2s'}}");

        fail("ada", 6);

        Poll.until(
                Duration.ofSeconds(5),
                () -> !lines.with("kind=locked", accessor).isEmpty());
        assertThat(lines.with(accessor)).hasSize(1);
        assertThat(lines.with(accessor).get(0))
                .startsWith("WARN kind=locked id=" + accessor + ".")
                .endsWith(" name=ada count=5 threshold=5 why=login");
        Poll.until(
                PATIENCE,
                () -> !lines.with("kind=expired", "name=ada", "why=time", accessor)
                        .isEmpty());
        assertThat(lines.with(accessor)).hasSize(2);
        assertThat(measured("failures")).isEqualTo(5);
        assertThat(measured("locks")).isEqualTo(1);
        assertThat(measured("refused")).isEqualTo(1);
    }

    @Test
    void nameThatDoesNotExistIsInNoLine() throws Exception {
        fail("nobody-here", 6);
        fail("ada", 5);

        Poll.until(
                PATIENCE, () -> !lines.with("kind=locked", "name=ada", accessor).isEmpty());

        assertThat(lines.with("nobody-here")).isEmpty();
        assertThat(measured("failures")).isEqualTo(10);
        assertThat(measured("locks")).isEqualTo(1);
    }

    @Test
    void unlockingIsToldOnceForEachAccount() throws Exception {
        for (String name : List.of("ada", "bob", "cyd")) {
            root.post("auth/people/users/" + name, "{'password':'right'}");
            fail(name, 5);
        }

        root.post("sys/locked-users/" + accessor + "/unlock/ada", null);
        Poll.until(
                Duration.ofSeconds(5),
                () -> !lines.with("kind=unlocked", "name=ada", "why=unlock", accessor)
                        .isEmpty());
        root.post("sys/locked-users/" + accessor + "/unlock", null);
        Poll.until(
                Duration.ofSeconds(5),
                () -> lines.with("kind=unlocked", accessor).size() >= 3);

        assertThat(lines.with("kind=unlocked", "why=unlock", accessor))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(measured("unlocks")).isEqualTo(3);
    }

    @Test
    void accountThatIsDeletedIsLockedNoMore() throws Exception {
        fail("ada", 5);

        root.delete("auth/people/users/ada");

        Poll.until(
                PATIENCE,
                () -> !lines.with("kind=unlocked", "name=ada", "why=deleted", accessor)
                        .isEmpty());
    }

    @Test
    void addressWithTooManyNamesIsRefusedAlikeForAllNamesAndWithItsRightPassword() {
        LockoutRules limited = new LockoutRules(Optional.empty(), LockoutSettings.DEFAULT, false, true, 3);
        try (Fleet strict = Fleet.start(
                1, EventLoop.shared(TestRedis.freshPrefix()), usual -> Options.withLockout(usual, limited))) {
            ApiClient client = strict.node(0);
            client.post("sys/auth/people", "{'type':'userpass'}");
            client.post("sys/auth/others", "{'type':'userpass'}");
            client.post("auth/people/users/ada", "{'password':'right'}");
            for (String name : List.of("ada", "bob", "bob", "cyd")) {
                assertThat(client.login("people", name, "wrong").status()).isEqualTo(400);
            }

            for (ApiClient.Reply refused : List.of(
                    client.login("people", "ada", "right"),
                    client.login("people", "bob", "wrong"),
                    client.login("people", "new", "wrong"))) {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.body()).isEqualTo("{\"errors\":[\"too many logins failed from this address\"]}\n");
                assertThat(refused.http()
                                .headers()
                                .firstValueAsLong("Retry-After")
                                .orElseThrow())
                        .isBetween(1L, 600L);
            }
            assertThat(client.login("others", "ada", "wrong").status()).isEqualTo(400);
        }
    }

    @Test
    void onePasswordForManyNamesIsToldOnce() throws Exception {
        List<CompletableFuture<?>> logins = IntStream.range(0, 110)
                .<CompletableFuture<?>>mapToObj(i ->
                        CompletableFuture.runAsync(() -> fleet.node(i % 2).login("people", "name" + i, "Summer2026")))
                .toList();
        CompletableFuture.allOf(logins.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        Poll.until(PATIENCE, () -> !lines.with("kind=spraying", accessor).isEmpty());

        assertThat(lines.with(accessor)).hasSize(1);
        assertThat(lines.with(accessor).get(0)).contains(" source=127.0.0.1/32 names=100");
    }
}
