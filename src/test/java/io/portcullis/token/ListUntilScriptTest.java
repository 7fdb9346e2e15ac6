package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code list_until.lua}. */
class ListUntilScriptTest {

    private final ScriptRunner script = new ScriptRunner(TokenStore.class, "list_until.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String list = script.key("list");

    @Test
    void anAccessorIsListedWithItsEndAndTheListEndsWithTheLast() throws Throwable {
        long now = script.now();

        script.run(List.of(list), "long", now + 3_600_000);
        script.run(List.of(list), "short", now + 60_000);

        assertThat(script.command("ZRANGE", list, "0", "-1")).isEqualTo(List.of("short", "long"));
        assertThat(script.left(list)).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    }

    @Test
    void aListWithAnEndlessAccessorHasNoEnd() throws Throwable {
        long now = script.now();

        script.run(List.of(list), "short", now + 60_000);
        script.run(List.of(list), "endless", "+inf");
        script.run(List.of(list), "later", now + 120_000);

        assertThat(script.left(list).toMillis()).isEqualTo(-1);
        assertThat(script.command("ZCARD", list)).isEqualTo(3L);
    }

    @Test
    void thoseThatHaveEndedGoTenAtATime() throws Throwable {
        long now = script.now();
        for (int i = 0; i < 15; i++) {
            script.command("ZADD", list, String.valueOf(now - 1_000 - i), "ended" + i);
        }

        script.run(List.of(list), "new", now + 60_000);
        assertThat(script.command("ZCARD", list)).isEqualTo(6L);
        script.run(List.of(list), "newer", now + 60_000);
        assertThat(script.command("ZRANGE", list, "0", "-1")).isEqualTo(List.of("new", "newer"));
    }

    @Test
    void aRenewalMovesTheEndOutAndNeverBack() throws Throwable {
        long now = script.now();
        script.run(List.of(list), "one", now + 60_000);

        script.run(List.of(list), "one", now + 600_000);
        script.run(List.of(list), "one", now + 60_000);

        assertThat(script.command("ZSCORE", list, "one")).isEqualTo(String.valueOf(now + 600_000));
        assertThat(script.left(list)).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void nothingIsListedBesideATokenThatIsGone() throws Throwable {
        String token = script.key("token");

        assertThat(script.run(List.of(list, token), "child", script.now() + 60_000)
                        .number())
                .isZero();
        assertThat(script.command("EXISTS", list)).isEqualTo(0L);

        script.command("HSET", token, "e", "entry");
        assertThat(script.run(List.of(list, token), "child", script.now() + 60_000)
                        .number())
                .isEqualTo(1);
        assertThat(script.command("ZRANGE", list, "0", "-1")).isEqualTo(List.of("child"));
    }
}
