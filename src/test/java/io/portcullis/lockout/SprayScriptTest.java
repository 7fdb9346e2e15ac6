package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code spray.lua}: names are counted once, and many of them are told once. */
class SprayScriptTest {

    private final ScriptRunner script = new ScriptRunner(Spraying.class, "spray.lua");
    private final String names = script.key("names");

    @AfterEach
    void close() {
        script.close();
    }

    private long fail(long name) throws Throwable {
        return script.run(List.of(names), name, 3, 4, 60_000).number();
    }

    @Test
    void manyNamesAreToldOnceAndNoMoreAreKept() throws Throwable {
        assertThat(fail(1)).isZero();
        assertThat(fail(2)).isZero();
        assertThat(fail(2)).isZero();
        assertThat(fail(Long.MIN_VALUE)).isEqualTo(1);
        assertThat(fail(Long.MIN_VALUE)).isZero();
        assertThat(fail(4)).isZero();
        assertThat(fail(5)).isZero();

        assertThat(script.command("SCARD", names)).isEqualTo(4L);
        assertThat(script.command("OBJECT", "ENCODING", names)).isEqualTo("intset");
    }

    @Test
    void theWindowBeginsWithTheFirstAndDoesNotMove() throws Throwable {
        fail(1);
        script.command("PEXPIRE", names, "5000");
        fail(2);

        assertThat(script.left(names)).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }
}
