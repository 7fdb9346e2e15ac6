package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code extend_accessor.lua}. */
class ExtendAccessorScriptTest {

    private final ScriptRunner script = new ScriptRunner(AccessorStore.class, "extend_accessor.lua");
    private final String accessor = script.key("accessor");

    @AfterEach
    void close() {
        script.close();
    }

    private void extend(String sealed, Object end) throws Throwable {
        script.run(List.of(accessor), sealed, end);
    }

    @Test
    void aLaterEndCounts() throws Throwable {
        script.command("SET", accessor, "old", "PX", "60000");

        extend("new", script.now() + 600_000);

        assertThat(script.command("GET", accessor)).isEqualTo("new");
        assertThat(script.left(accessor)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void anEarlierEndDoesNot() throws Throwable {
        script.command("SET", accessor, "old", "PX", "600000");

        extend("new", script.now() + 60_000);

        assertThat(script.left(accessor)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void whatIsEndlessStaysSo() throws Throwable {
        script.command("SET", accessor, "old");
        extend("new", script.now() + 60_000);
        assertThat(script.left(accessor).toMillis()).isEqualTo(-1);

        script.command("SET", accessor, "old", "PX", "60000");
        extend("new", "");
        assertThat(script.left(accessor).toMillis()).isEqualTo(-1);
    }

    @Test
    void oneThatWasLostIsThereAgain() throws Throwable {
        extend("new", script.now() + 60_000);

        assertThat(script.command("GET", accessor)).isEqualTo("new");
        assertThat(script.left(accessor)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }
}
