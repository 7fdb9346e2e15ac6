package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.mount.LockoutConfig;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of locked accounts is right at every moment, and costs the same for any number. */
class LockedUsersTest {

    private LockoutNode node;

    @BeforeEach
    void start() throws Throwable {
        node = LockoutNode.first(EventLoop.shared(TestRedis.freshPrefix()), LockoutMeter.NONE);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private long count() throws Throwable {
        LockedUsers asked = new LockedUsers(node.control, LockoutRules.USUAL, node.redis);
        return node.loop.run(asked::count);
    }

    @Test
    void whoIsLockedCountsAndNobodyElse() throws Throwable {
        List<String> locked = IntStream.range(0, 100).mapToObj(i -> "user" + i).toList();
        assertThat(count()).isZero();
        node.accounts(locked);
        node.accounts(List.of("tried"));
        node.fail(locked, 5);
        node.fail(List.of("tried"), 4);
        node.fail(List.of("nobody"), 5);

        assertThat(count()).isEqualTo(100);

        node.fail(List.of("tried"), 1);

        assertThat(count()).isEqualTo(101);
    }

    @Test
    void lockThatRanOutDoesNotCountEvenBeforeTheSweep() throws Throwable {
        node.tune(LockoutNode.lockout(5, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        node.accounts(List.of("ada"));
        node.fail(List.of("ada"), 5);

        Poll.until(Duration.ofSeconds(10), () -> {
            try {
                return count() == 0;
            } catch (Throwable failed) {
                throw new AssertionError(failed);
            }
        });
        assertThat(node.score("ada")).isPositive();
    }

    @Test
    void nobodyIsLockedWhereLockoutIsOff() throws Throwable {
        node.accounts(List.of("ada"));
        node.fail(List.of("ada"), 5);
        node.tune(new LockoutConfig(0, Duration.ZERO, Duration.ZERO, true, List.of()));

        assertThat(count()).isZero();
    }

    @Test
    void failureAfterTheLockRanOutLocksAgainWhereTheCounterIsKeptLonger() throws Throwable {
        node.tune(LockoutNode.lockout(5, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        node.accounts(List.of("ada"));
        node.fail(List.of("ada"), 5);
        double first = node.score("ada");
        Poll.until(Duration.ofSeconds(10), () -> System.currentTimeMillis() > first + 50);

        node.fail(List.of("ada"), 1);

        assertThat(node.score("ada")).isGreaterThan(first);
    }
}
