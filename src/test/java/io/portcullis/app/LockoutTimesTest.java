package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long counters and locks last, of accounts and of names that do not exist alike: spec of userpass, 4.3 and 4.4. */
@ExtendWith(SharedFleet.class)
class LockoutTimesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What the clocks of this process and of Redis may differ by over some seconds. */
    private static final Duration DRIFT = Duration.ofMillis(100);

    private static final int ROUNDS = 5;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Fleet fleet;

    @BeforeAll
    static void start(Fleet usual) {
        fleet = Logins.cheapFleet(2, usual);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static Logins mount(String path, String lockout) {
        return Logins.mount(fleet, "lockout-times-" + path, lockout);
    }

    /** What is tried with a name of its own, and a time that it is about. */
    private interface Round {
        void play(Visitor visitor, Duration time) throws Exception;
    }

    /** The machine was so slow that what came out says nothing. */
    private static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Somebody who has an account and so knows its password, or has none. */
    private record Visitor(Logins logins, String name, boolean known) {

        int wrong() {
            return logins.wrong(name).status();
        }

        /** Whether he is locked, asked with the right password if there is one. */
        boolean isLocked() {
            int status = known ? logins.right(name).status() : wrong();
            assertThat(status).isIn(403, known ? 200 : 400);
            return status == 403;
        }

        void fails(int times) {
            for (int i = 0; i < times; i++) {
                assertThat(wrong()).isEqualTo(400);
            }
        }
    }

    /**
     * Plays it for an account and for a name that does not exist, side by side; again, with twice the seconds, where it was too
     * slow.
     *
     * @param lockout the settings, with {@code %d} for the seconds
     */
    private static void alike(String path, int seconds, String lockout, Round round) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                int longer = seconds << i;
                Logins logins = mount(path + "-" + i, lockout.replace("%d", String.valueOf(longer)));
                boolean said = true;
                for (Future<Boolean> each : threads.invokeAll(Stream.of(true, false)
                        .map(known -> played(logins, known, round, Duration.ofSeconds(longer)))
                        .toList())) {
                    said &= each.get();
                }
                if (said) {
                    return;
                }
            }
            fail("too slow " + ROUNDS + " times");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Gives whether the round said something. */
    private static Callable<Boolean> played(Logins logins, boolean known, Round round, Duration time) {
        return () -> {
            String name = "n" + NAMES.incrementAndGet();
            if (known) {
                logins.create(name);
            }
            try {
                round.play(new Visitor(logins, name, known), time);
                return true;
            } catch (TooSlow inconclusive) {
                return false;
            }
        };
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }

    private static void checkQuick(long begun, Duration limit) {
        if (since(begun).compareTo(limit.minus(DRIFT)) >= 0) {
            throw new TooSlow();
        }
    }

    private static void awaitPassed(Duration time) throws Exception {
        long begun = System.nanoTime();
        Poll.until(PATIENCE, () -> since(begun).compareTo(time.plus(DRIFT)) > 0);
    }

    @Test
    void aLockRunsFromTheFailureThatSetItHoweverOftenItIsTried() throws Exception {
        String lockout = "'lockout_threshold':2,'lockout_duration':'%ds','lockout_counter_reset_duration':'%ds'";

        alike("hammered", 2, lockout, (visitor, lock) -> {
            long begun = System.nanoTime();
            visitor.fails(1);
            long before = System.nanoTime();
            int last = visitor.wrong();
            long after = System.nanoTime();
            int[] hammered = {visitor.wrong(), visitor.wrong(), visitor.wrong()};
            checkQuick(begun, lock);
            assertThat(last).isEqualTo(400);
            assertThat(hammered).containsOnly(403);

            Poll.until(PATIENCE, () -> {
                Duration asked = since(after);
                boolean locked = visitor.isLocked();
                if (locked) {
                    assertThat(asked).as("still locked").isLessThan(lock.plus(DRIFT));
                } else {
                    assertThat(since(before)).as("free already").isGreaterThan(lock.minus(DRIFT));
                }
                return !locked;
            });
        });
    }

    @Test
    void aCountThatOutlivesItsLockLocksAgainAtTheNextFailure() throws Exception {
        String lockout = "'lockout_threshold':2,'lockout_duration':'%ds','lockout_counter_reset_duration':'10m'";

        alike("again", 2, lockout, (visitor, lock) -> {
            visitor.fails(2);
            long[] asked = new long[1];
            Poll.until(PATIENCE, () -> {
                asked[0] = System.nanoTime();
                return visitor.wrong() == 400;
            });
            boolean locked = visitor.isLocked();
            checkQuick(asked[0], lock);
            assertThat(locked).isTrue();
        });
    }

    @Test
    void failuresThatAreFartherApartThanTheResetNeverLock() throws Exception {
        alike("idle", 1, "'lockout_threshold':2,'lockout_counter_reset_duration':'%ds'", (visitor, reset) -> {
            for (int i = 0; i < 3; i++) {
                visitor.fails(1);
                awaitPassed(reset);
            }
            assertThat(visitor.isLocked()).isFalse();
        });
    }

    @Test
    void theResetRunsFromTheLastFailureNotTheFirst() throws Exception {
        alike("sliding", 4, "'lockout_threshold':3,'lockout_counter_reset_duration':'%ds'", (visitor, reset) -> {
            long first = System.nanoTime();
            visitor.fails(1);
            awaitPassed(reset.dividedBy(2));
            long second = System.nanoTime();
            visitor.fails(1);
            checkQuick(first, reset);
            awaitPassed(reset.dividedBy(2));
            visitor.fails(1);
            checkQuick(second, reset);
            assertThat(visitor.isLocked()).isTrue();
        });
    }

    @Test
    void aShorterDurationFreesAndALongerOneLocksAgain() throws Exception {
        Logins logins = mount("tuned", "'lockout_threshold':2,'lockout_counter_reset_duration':'1h'");
        Visitor ada = new Visitor(logins, "ada", true);
        Visitor eve = new Visitor(logins, "eve", false);
        logins.create("ada");
        ada.fails(2);
        eve.fails(2);
        assertThat(ada.isLocked()).isTrue();
        assertThat(eve.isLocked()).isTrue();
        awaitPassed(Duration.ofSeconds(1));

        logins.tune("'lockout_duration':'1s'");
        logins.tune("'lockout_duration':'1h'");
        assertThat(ada.isLocked()).isTrue();
        assertThat(eve.isLocked()).isTrue();

        logins.tune("'lockout_duration':'1s'");
        assertThat(ada.isLocked()).isFalse();
        assertThat(eve.isLocked()).isFalse();

        logins.tune("'lockout_duration':'1h'");
        assertThat(ada.isLocked()).as("cleared").isFalse();
        assertThat(eve.isLocked()).as("failed once more").isTrue();
    }

    @Test
    void aShorterResetForgetsWhatIsOlder() throws Exception {
        Logins logins = mount("forgetting", "'lockout_threshold':2");
        Visitor ada = new Visitor(logins, "ada", true);
        Visitor eve = new Visitor(logins, "eve", false);
        logins.create("ada");
        ada.fails(1);
        eve.fails(1);
        awaitPassed(Duration.ofSeconds(1));
        logins.tune("'lockout_counter_reset_duration':'1s'");

        ada.fails(1);
        eve.fails(1);
        assertThat(ada.isLocked()).isFalse();
        assertThat(eve.isLocked()).isFalse();
    }
}
