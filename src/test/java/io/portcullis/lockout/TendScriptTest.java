package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code tend.lua}: what there is to do in one bucket. */
class TendScriptTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final ScriptRunner script = new ScriptRunner(BucketSweep.class, "tend.lua", FailureStore.FAILURES);
    private final String failing = script.key("failing");
    private final String events = script.key("events");
    private final String phantoms = script.key("ph");
    private final List<String> keys = List.of(failing, script.key("counted"), events, phantoms);

    @AfterEach
    void close() {
        script.close();
    }

    private Reply tend(int most) throws Throwable {
        return script.run(keys, most, 10, 10_000, 15 * MINUTE, MINUTE);
    }

    private static List<String> names(Reply tended) {
        return tended.get(0).list().stream().map(Reply::text).toList();
    }

    @Test
    void locksThatRanOutComeBeforeCountersThatAreGone() throws Throwable {
        long now = script.now();
        script.command("ZADD", failing, "" + (now + MINUTE), "locked", "" + (now - 1), "ran-out");
        script.command("ZADD", failing, "" + -(now + MINUTE), "counted", "" + -(now - 1), "gone");

        assertThat(names(tend(10))).containsExactly("ran-out", "gone");
        assertThat(names(tend(1))).containsExactly("ran-out");
    }

    @Test
    void eventsAreLeftForAWhileToWhoeverCausedThem() throws Throwable {
        long now = script.now();
        script.command("XADD", events, (now - MINUTE) + "-0", "kind", "locked");
        script.command("XADD", events, "*", "kind", "unlocked");

        Reply left = tend(10).get(1);

        assertThat(left.size()).isEqualTo(1);
        assertThat(left.get(0).get(0).text()).isEqualTo((now - MINUTE) + "-0");
    }

    @Test
    void phantomsWhoseCountersAreGoneGo() throws Throwable {
        long now = script.now();
        script.command("ZADD", phantoms, "" + (now - 21 * MINUTE), "old", "" + (now - 19 * MINUTE), "live");

        assertThat(tend(10).get(2).number()).isEqualTo(1);
        assertThat(script.command("ZRANGE", phantoms, "0", "-1")).isEqualTo(List.of("live"));
    }

    @Test
    void bucketIsEmptyWhenThereIsNothingAtAll() throws Throwable {
        assertThat(tend(10).get(3).number()).isEqualTo(1);

        script.command("XADD", events, "1-0", "kind", "locked");
        assertThat(tend(10).get(3).number()).isZero();

        script.command("XDEL", events, "1-0");
        assertThat(tend(10).get(3).number()).isEqualTo(1);
        assertThat(script.command("EXISTS", events)).isEqualTo(0L);

        script.command("ZADD", failing, "" + (script.now() + MINUTE), "locked");
        assertThat(tend(10).get(3).number()).isZero();
    }
}
