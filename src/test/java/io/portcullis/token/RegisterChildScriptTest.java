package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code register_child.lua}. */
class RegisterChildScriptTest {

    private final ScriptRunner script = new ScriptRunner(ChildStore.class, "register_child.lua");
    private final String parent = script.key("parent");
    private final String children = script.key("children");

    @BeforeEach
    void writeParent() throws Exception {
        script.command("HSET", parent, "e", "entry");
    }

    @AfterEach
    void close() {
        script.close();
    }

    private long register(String accessor, Object end) throws Throwable {
        return script.run(List.of(parent, children), accessor, end).number();
    }

    @Test
    void aChildOfATokenThatIsGoneIsNotEntered() throws Throwable {
        script.command("DEL", parent);

        assertThat(register("child", script.now() + 60_000)).isZero();

        assertThat(script.command("EXISTS", children)).isEqualTo(0L);
    }

    @Test
    void aChildIsEnteredWithItsEndAndTheSetEndsWithTheLast() throws Throwable {
        long now = script.now();

        assertThat(register("long", now + 3_600_000)).isEqualTo(1);
        assertThat(register("short", now + 60_000)).isEqualTo(1);

        assertThat(script.command("ZRANGE", children, "0", "-1")).isEqualTo(List.of("short", "long"));
        assertThat(script.left(children)).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    }

    @Test
    void aSetWithAnEndlessChildHasNoEnd() throws Throwable {
        long now = script.now();
        register("short", now + 60_000);

        register("endless", "+inf");
        register("later", now + 120_000);

        assertThat(script.left(children).toMillis()).isEqualTo(-1);
    }

    @Test
    void aRenewalMovesTheEndOutAndNeverBack() throws Throwable {
        long now = script.now();
        register("child", now + 60_000);

        register("child", now + 600_000);
        register("child", now + 60_000);

        assertThat(script.command("ZSCORE", children, "child")).isEqualTo(String.valueOf(now + 600_000));
        assertThat(script.left(children)).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void thoseThatHaveEndedGoTenAtATime() throws Throwable {
        long now = script.now();
        for (int i = 0; i < 15; i++) {
            script.command("ZADD", children, String.valueOf(now - 1_000 - i), "ended" + i);
        }

        register("new", now + 60_000);
        assertThat(script.command("ZCARD", children)).isEqualTo(6L);
        register("newer", now + 60_000);
        assertThat(script.command("ZRANGE", children, "0", "-1")).isEqualTo(List.of("new", "newer"));
    }
}
