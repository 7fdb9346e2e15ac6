package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Redis paused, killed, restarted and emptied under load: every answer is 503 in time, or right (invariant C1, threats R4), and
 * all goes on by itself.
 */
@Tag("single-redis")
@Isolated("it measures how long answers take")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisOutageTest {

    /** The deadline of Redis, and as much again for machines that are busy. */
    private static final long MOST_MILLIS = 4_000;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration RECOVERY = Duration.ofSeconds(1);

    private static OwnRedis redis;
    private static Fleet fleet;
    private static Traffic traffic;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.own();
        fleet = Fleet.start(2, RedisSettings.standalone(redis.productAddress()));
        ApiClient root = fleet.node(0);
        root.post("sys/auth/people", "{'type':'userpass'}");
        // The traffic asks for a name that nobody has, again and again.
        root.post("sys/auth/people/tune", "{'user_lockout_config':{'lockout_disable':true}}");
        root.post("sys/auth/others", "{'type':'userpass'}");
        root.post("auth/people/users/ada", "{'password_hash':'" + Hashes.of("right") + "'}");
        root.post("auth/people/users/eve", "{'password_hash':'" + Hashes.of("right") + "'}");
        String good = root.login("people", "ada", "right").token();
        String renewed = root.login("people", "ada", "right").token();
        String revoked = root.login("people", "ada", "right").token();
        assertThat(root.with(revoked).post("auth/token/revoke-self", null).status())
                .isEqualTo(204);
        traffic = Traffic.start(
                1,
                List.of(
                        question("look-up", Set.of(200), node -> node.with(good).get("auth/token/lookup-self")),
                        question(
                                "renewal",
                                Set.of(200),
                                node -> node.with(renewed).post("auth/token/renew-self", null)),
                        question(
                                "look-up of a revoked token",
                                Set.of(403),
                                node -> node.with(revoked).get("auth/token/lookup-self")),
                        question("login", Set.of(200), node -> node.login("people", "ada", "right")),
                        question("wrong password", Set.of(400), node -> node.login("people", "ada", "wrong")),
                        question("unknown name", Set.of(400), node -> node.login("people", "bob", "right")),
                        question(
                                "account write",
                                Set.of(204),
                                node -> node.post("auth/people/users/eve", "{'token_ttl':'1h'}")),
                        question(
                                "mount change",
                                Set.of(204),
                                node -> node.post(
                                        "sys/auth/others/tune", "{'description':'" + System.nanoTime() + "'}")),
                        question("health", Set.of(200), node -> node.anonymous().get("sys/health")),
                        question(
                                "always answered seal-status",
                                Set.of(200),
                                node -> node.anonymous().get("sys/seal-status"))));
        traffic.await(PATIENCE, System.nanoTime(), 5, true);
    }

    private interface Asking {
        ApiClient.Reply ask(ApiClient node);
    }

    private static Traffic.Question question(String name, Set<Integer> right, Asking asking) {
        AtomicInteger turn = new AtomicInteger();
        return new Traffic.Question(name, right, () -> asking.ask(fleet.node(turn.getAndIncrement() % 2)));
    }

    @AfterAll
    static void stop() throws Exception {
        redis.command("PING");
        traffic.close();
        fleet.close();
        redis.close();
    }

    @Test
    @Order(1)
    void aPausedRedisIsAnswered503InTimeAndAllGoesOnAfterwards() throws Exception {
        long paused = System.nanoTime();
        redis.pause();
        traffic.await(PATIENCE, paused, 1, false);

        assertSealed();
        redis.resume();

        assertRecovered(System.nanoTime());
        assertInTime(paused);
    }

    @Test
    @Order(2)
    void aKilledRedisIsAnswered503AndARestartedOneIsFoundAgainWithEverythingInIt() throws Exception {
        long killed = System.nanoTime();
        redis.kill();
        traffic.await(PATIENCE, killed, 2, false);

        assertSealed();
        redis.restart();

        assertRecovered(System.nanoTime());
        assertInTime(killed);
    }

    @Test
    @Order(3)
    void connectionsThatBreakAllTheTimeGiveNoWrongAnswer() throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            redis.command("CLIENT", "KILL", "TYPE", "normal");
        }
        assertRecovered(System.nanoTime());
        assertInTime(begun);
    }

    @Test
    @Order(4)
    void anEmptiedRedisIsSealedForGoodAndNeverInitialisedAgainByANodeThatRuns() throws Exception {
        redis.command("FLUSHALL");
        long flushed = System.nanoTime();
        traffic.await(PATIENCE, flushed, 20, false);

        assertThat(traffic.since(flushed).stream()
                        .filter(answer -> answer.status() != 503)
                        .filter(answer -> !answer.question().name().startsWith("always ")))
                .isEmpty();
        assertSealed();
        for (ApiClient node : fleet.all()) {
            assertThat(node.post("sys/init", "{'secret_shares':1,'secret_threshold':1}")
                            .status())
                    .isNotEqualTo(200);
            assertThat(node.anonymous()
                            .get("sys/init")
                            .json()
                            .path("initialized")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(redis.command("EXISTS", "pc:{cp}:epoch", "pc:{cp}:keyring", "pc:{cp}:mounts"))
                .isEqualTo(0L);
    }

    private static void assertSealed() {
        for (ApiClient node : fleet.all()) {
            ApiClient.Reply health = node.anonymous().get("sys/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().path("sealed").asBoolean()).isTrue();
            assertThat(health.json().path("initialized").asBoolean()).isTrue();
            ApiClient.Reply status = node.anonymous().get("sys/seal-status");
            assertThat(status.status()).isEqualTo(200);
            assertThat(status.json().path("sealed").asBoolean()).isTrue();
        }
    }

    /** Everything that is asked a second after Redis is back is right. */
    private static void assertRecovered(long back) throws Exception {
        long recovered = back + RECOVERY.toNanos();
        traffic.await(PATIENCE, recovered, 5, true);
        assertThat(traffic.since(recovered).stream().filter(answer -> !answer.isRight()))
                .as("not right after recovery")
                .isEmpty();
    }

    private static void assertInTime(long begun) {
        assertThat(traffic.wrong()).as("neither right nor 503").isEmpty();
        Traffic.Answer slowest = traffic.slowestSince(begun);
        assertThat(slowest.millis()).as(slowest.toString()).isLessThan(MOST_MILLIS);
    }
}
