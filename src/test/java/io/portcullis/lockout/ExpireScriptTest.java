package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code expire.lua}: accounts are judged by the settings of now. */
class ExpireScriptTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final ScriptRunner script = new ScriptRunner(BucketSweep.class, "expire.lua", FailureStore.FAILURES);
    private final String failing = script.key("failing");
    private final String counted = script.key("counted");
    private final String events = script.key("events");
    private final String ada = script.key("f:ada");
    private final List<String> keys = List.of(failing, counted, events, ada);

    @AfterEach
    void close() {
        script.close();
    }

    /** A counter of five failures, the last some time ago. */
    private long failed(String side, Duration ago, boolean noted) throws Throwable {
        long last = script.now() - ago.toMillis();
        script.command("HSET", ada, side + "count", "5", side + "last", "" + last);
        if (noted) {
            script.command("HSET", ada, side + "lockedAt", "" + last);
        }
        script.command("PEXPIRE", ada, "" + 30 * MINUTE);
        script.command("ZADD", failing, "1", "ada");
        script.command("ZADD", counted, "0", "ada 5 " + last + " 0 0");
        return last;
    }

    /** {@code kind why} of each event. */
    private List<String> judge(Object threshold, Duration duration, int separates) throws Throwable {
        Reply told = script.run(keys, threshold, duration.toMillis(), duration.toMillis(), separates, "ada");
        return told.list().stream()
                .map(LockEvent::of)
                .map(event -> event.kind().word() + " " + event.why())
                .toList();
    }

    private long score() throws Exception {
        return (long) Double.parseDouble(String.valueOf(script.command("ZSCORE", failing, "ada")));
    }

    @Test
    void lockThatRanOutIsToldOnceAndItsCounterStays() throws Throwable {
        failed("", Duration.ofMinutes(3), true);

        assertThat(judge(5, Duration.ofMinutes(2), 0)).containsExactly("expired time");
        assertThat(judge(5, Duration.ofMinutes(2), 0)).isEmpty();

        assertThat(script.command("HGET", ada, "count")).isEqualTo("5");
        assertThat(script.command("HEXISTS", ada, "lockedAt")).isEqualTo(0L);
        assertThat(script.command("XLEN", events)).isEqualTo(1L);
        assertThat(score()).isCloseTo(-(script.now() + 30 * MINUTE), Offset.offset(10_000L));
    }

    @Test
    void lockInForceIsLeftAsItIsUntilItsEnd() throws Throwable {
        long last = failed("", Duration.ofMinutes(1), true);

        assertThat(judge(5, Duration.ofMinutes(2), 0)).isEmpty();

        assertThat(score()).isEqualTo(last + 2 * MINUTE);
        assertThat(script.command("HGET", ada, "lockedAt")).isEqualTo("" + last);
    }

    @Test
    void higherThresholdEndsALock() throws Throwable {
        failed("", Duration.ofMinutes(1), true);

        assertThat(judge(6, Duration.ofMinutes(2), 0)).containsExactly("expired tune");
        assertThat(score()).isNegative();
    }

    @Test
    void lockoutThatIsSwitchedOffEndsALock() throws Throwable {
        failed("", Duration.ofMinutes(1), true);

        assertThat(judge("", Duration.ZERO, 0)).containsExactly("expired tune");
        assertThat(score()).isNegative();
        assertThat(script.left(ada)).isGreaterThan(Duration.ofMinutes(29));
    }

    @Test
    void lowerThresholdBeginsALockThatNobodyHadNoted() throws Throwable {
        long last = failed("", Duration.ofMinutes(1), false);

        assertThat(judge(4, Duration.ofMinutes(2), 0)).containsExactly("locked tune");
        assertThat(judge(4, Duration.ofMinutes(2), 0)).isEmpty();
        assertThat(score()).isEqualTo(last + 2 * MINUTE);
    }

    @Test
    void counterThatIsGoneLeavesTheIndexes() throws Throwable {
        failed("", Duration.ofMinutes(1), true);
        script.command("ZADD", counted, "0", "adam 1 2 0 0");
        script.command("DEL", ada);

        assertThat(judge(5, Duration.ofMinutes(2), 0)).isEmpty();

        assertThat(script.command("ZCARD", failing)).isEqualTo(0L);
        assertThat(script.command("ZRANGE", counted, "0", "-1")).isEqualTo(List.of("adam 1 2 0 0"));
    }

    @Test
    void counterLivesAsLongAsTheSettingsOfNowNeedIt() throws Throwable {
        failed("", Duration.ofMinutes(1), true);

        judge(5, Duration.ofHours(2), 0);

        assertThat(script.left(ada)).isBetween(Duration.ofMinutes(123), Duration.ofMinutes(124));
    }

    @Test
    void outsideCountsOnlyWhereNetworksAreTrusted() throws Throwable {
        long last = failed("o", Duration.ofMinutes(1), true);

        assertThat(judge(5, Duration.ofMinutes(2), 1)).isEmpty();
        assertThat(score()).isEqualTo(last + 2 * MINUTE);

        assertThat(judge(5, Duration.ofMinutes(2), 0)).containsExactly("expired tune");
        assertThat(score()).isNegative();
    }

    @Test
    void ofTwoLocksTheFirstThatEndsIsLookedAtFirst() throws Throwable {
        long inside = failed("", Duration.ofMinutes(1), true);
        failed("o", Duration.ofSeconds(30), true);

        judge(5, Duration.ofMinutes(2), 1);

        assertThat(score()).isEqualTo(inside + 2 * MINUTE);
    }
}
