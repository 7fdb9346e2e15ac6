package io.portcullis.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code time.lua}. */
class TimeScriptTest {

    private final ScriptRunner script = new ScriptRunner(RedisTime.class, "time.lua");

    @AfterEach
    void close() {
        script.close();
    }

    @Test
    void theTimeIsThatOfTheNodeAndNeverGoesBack() throws Throwable {
        Object asked = script.command("TIME");
        long before = Long.parseLong(String.valueOf(((List<?>) asked).get(0)));

        Instant first = RedisTime.instant(script.run(List.of(script.key("k"))));
        Instant second = RedisTime.instant(script.run(List.of(script.key("k"))));

        assertThat(first.getEpochSecond()).isBetween(before, before + 60);
        assertThat(second).isAfterOrEqualTo(first);
    }
}
