package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portcullis.fault.Fault;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.EventLines;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What time and tuning do to counters and locks is noticed by one node, and told once. */
class LockoutSweepTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MINUTES = Duration.ofMinutes(15);

    /** Shorter than a test, longer than five failures take. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final RedisSettings store = EventLoop.shared(TestRedis.freshPrefix());
    private final Counts counts = new Counts();
    private final EventLines lines = new EventLines();
    private LockoutNode node;

    private final class Counts implements LockoutMeter {
        private final Map<Happening, Integer> happenings = new HashMap<>();
        private volatile Map<String, Long> phantoms = Map.of();

        @Override
        public synchronized void count(String accessor, Happening happening) {
            assertThat(accessor).isEqualTo(node.accessor);
            happenings.merge(happening, 1, Integer::sum);
        }

        @Override
        public void phantoms(Map<String, Long> accessorToPhantoms) {
            phantoms = accessorToPhantoms;
        }
    }

    @BeforeEach
    void start() throws Throwable {
        node = LockoutNode.first(store, counts);
    }

    @AfterEach
    void stop() {
        lines.close();
        node.close();
    }

    private void lock(List<String> names, Duration duration) throws Throwable {
        node.tune(LockoutNode.lockout(5, duration, duration));
        node.accounts(names);
        node.fail(names, 5);
    }

    private void passUntilTold(int expired) throws Throwable {
        Poll.until(PATIENCE, () -> {
            try {
                node.pass();
            } catch (Exception failed) {
                throw failed;
            } catch (Throwable failed) {
                throw new AssertionError(failed);
            }
            return lines.with("kind=expired", node.accessor).size() >= expired;
        });
    }

    private Object events(String name) throws Exception {
        return node.command("XLEN", node.keys.lockEvents(node.accessor, node.bucket(name)));
    }

    @Test
    void lockThatRunsOutIsToldOnceOverTheFleet() throws Throwable {
        lock(List.of("ada"), SHORT);
        try (LockoutNode other = new LockoutNode(store, LockoutMeter.NONE)) {
            passUntilTold(1);
            node.command("DEL", node.keys.claim("lockout-sweep"));
            other.pass();
            other.pass();
        }

        List<String> told = lines.with("kind=expired", node.accessor);
        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .startsWith("INFO kind=expired id=" + node.accessor + "." + node.bucket("ada") + "-")
                .endsWith(" namespace=\"\" mount=\"auth/people/\" accessor=" + node.accessor
                        + " name=ada count=5 threshold=5 why=time");
        assertThat(node.score("ada")).isNegative();
        assertThat(counts.happenings.get(LockoutMeter.Happening.EXPIRED)).isEqualTo(1);
    }

    @Test
    void locksOfADeletedNamespaceRunOutAndAreTold() throws Throwable {
        lock(List.of("ada"), SHORT);
        node.endWithNamespace();

        passUntilTold(1);

        assertThat(lines.with("kind=expired", node.accessor).get(0)).contains(" mount=\"\" ", " name=ada ");
        assertThat(node.command("SMEMBERS", node.keys.counting())).isEqualTo(List.of(node.accessor));
    }

    @Test
    void locksInAnyNumberAreTold() throws Throwable {
        List<String> names = IntStream.range(0, 2_000).mapToObj(i -> "user" + i).toList();
        lock(names, Duration.ofSeconds(10));

        passUntilTold(names.size());

        assertThat(lines.with("kind=expired", node.accessor))
                .hasSize(names.size())
                .doesNotHaveDuplicates();
    }

    @Test
    void whatANodeDidNotLiveToTellIsTold() throws Throwable {
        String events = node.keys.lockEvents(node.accessor, node.bucket("ada"));
        node.command("SADD", node.keys.counting(), node.accessor);
        node.command(
                "XADD", events, "1000-7", "kind", "locked", "why", "login", "name", "ada", "count", "5", "side", "o",
                "at", "1000");

        node.pass();
        node.pass();

        assertThat(lines.with("kind=locked", node.accessor))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("WARN ")
                .contains("-1000-7 ")
                .endsWith(" name=ada count=5 threshold=5 why=login from=outside");
        assertThat(node.command("EXISTS", events)).isEqualTo(0L);
    }

    @Test
    void whoCausedAnEventTellsItAtOnce() throws Throwable {
        lock(List.of("ada"), MINUTES);

        node.loop.run(() -> node.events.tell(node.accessor, node.bucket("ada")));

        assertThat(lines.with("kind=locked", node.accessor, "name=ada", "why=login"))
                .hasSize(1);
        assertThat(events("ada")).isEqualTo(0L);
    }

    @Test
    void lowerThresholdLocksWhoFailedThatOften() throws Throwable {
        node.tune(LockoutNode.lockout(5, MINUTES, MINUTES));
        node.accounts(List.of("ada", "bob"));
        node.fail(List.of("ada"), 3);
        node.fail(List.of("bob"), 2);
        node.pass();

        node.tune(LockoutNode.lockout(3, MINUTES, MINUTES));
        node.pass();
        node.pass();

        assertThat(lines.with("kind=locked", node.accessor)).hasSize(1);
        assertThat(lines.with("kind=locked", node.accessor, "name=ada", "why=tune"))
                .hasSize(1);
        assertThat(node.score("ada")).isPositive();
        assertThat(node.score("bob")).isNegative();
    }

    @Test
    void tuningFreesWhoIsLockedNoMore() throws Throwable {
        lock(List.of("ada"), MINUTES);
        node.pass();

        node.tune(LockoutNode.lockout(6, MINUTES, MINUTES));
        node.pass();

        assertThat(lines.with("kind=expired", node.accessor, "name=ada", "why=tune"))
                .hasSize(1);
        assertThat(node.score("ada")).isNegative();
    }

    @Test
    void longerLockKeepsTheCountersOfAccountsAndOfUnknownNamesAlike() throws Throwable {
        lock(List.of("ada"), MINUTES);
        node.fail(List.of("nobody"), 5);
        node.pass();

        node.tune(LockoutNode.lockout(5, Duration.ofHours(3), MINUTES));
        node.pass();

        for (String name : List.of("ada", "nobody")) {
            String counter = node.failures.counter(node.view().snapshot().seal(), node.mount(), new Username(name));
            assertThat(Duration.ofMillis((Long) node.command("PTTL", counter)))
                    .as(name)
                    .isBetween(Duration.ofMinutes(184), Duration.ofMinutes(185));
        }
        assertThat(node.score("ada"))
                .isGreaterThan(node.view().time().plus(Duration.ofMinutes(179)).toEpochMilli());
    }

    @Test
    void unknownNamesAreCountedAndNeverTold() throws Throwable {
        lock(List.of("ada"), MINUTES);
        node.fail(List.of("phantom-1", "phantom-2"), 5);

        node.pass();

        assertThat(counts.phantoms).isEqualTo(Map.of(node.accessor, 2L));
        assertThat(lines.with("phantom-")).isEmpty();
    }

    @Test
    void oneNodeSweeps() throws Throwable {
        lock(List.of("ada"), SHORT);
        node.command("SET", node.keys.claim("lockout-sweep"), "another");
        Poll.until(PATIENCE, () -> System.currentTimeMillis() > node.score("ada"));
        node.pass();
        assertThat(lines.with("kind=expired", node.accessor)).isEmpty();

        node.command("DEL", node.keys.claim("lockout-sweep"));
        passUntilTold(1);
    }

    @Test
    void mountThatIsUnknownIsNotLookedAtAgain() throws Throwable {
        node.command("SADD", node.keys.counting(), "auth_userpass_ffffffff", node.accessor);

        node.pass();

        assertThat(node.command("SMEMBERS", node.keys.counting())).isEqualTo(List.of(node.accessor));
    }

    @Test
    void indexThatIsBrokenKeepsNoOtherFromBeingSwept() throws Throwable {
        lock(List.of("ada"), SHORT);
        String broken = node.keys.failing(node.accessor, (node.bucket("ada") + 1) % 16);
        node.command("SET", broken, "no index");

        Poll.until(PATIENCE, () -> System.currentTimeMillis() > node.score("ada"));
        assertThat(catchThrowable(node::pass)).isInstanceOf(Fault.class);

        assertThat(lines.with("kind=expired", node.accessor, "name=ada")).hasSize(1);
    }
}
