package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code release_children.lua}. */
class ReleaseChildrenScriptTest {

    private final ScriptRunner script = new ScriptRunner(ChildStore.class, "release_children.lua");
    private final String token = script.key("token");
    private final String children = script.key("children");
    private final String release = script.key("release");

    @BeforeEach
    void write() throws Exception {
        script.command("HSET", token, "e", "read");
    }

    @AfterEach
    void close() {
        script.close();
    }

    private String release(String asRead, long latest) throws Throwable {
        return script.run(List.of(token, children, release), asRead, "word", latest)
                .text();
    }

    private String inTime(String asRead) throws Throwable {
        return release(asRead, script.now() + 10_000);
    }

    @Test
    void theTokenGoesAndTheWordStaysAsLongAsTheLastChildCanLive() throws Throwable {
        script.command("ZADD", children, "1", "child");
        script.command("PEXPIRE", children, "600000");

        assertThat(inTime("read")).isEqualTo("released");

        assertThat(script.command("EXISTS", token)).isEqualTo(0L);
        assertThat(script.command("GET", release)).isEqualTo("word");
        assertThat(script.left(release)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void forAnEndlessChildTheWordIsEndless() throws Throwable {
        script.command("ZADD", children, "+inf", "child");

        inTime("read");

        assertThat(script.left(release).toMillis()).isEqualTo(-1);
    }

    @Test
    void withoutChildrenThereIsNoWord() throws Throwable {
        assertThat(inTime("read")).isEqualTo("released");

        assertThat(script.command("EXISTS", release)).isEqualTo(0L);
    }

    @Test
    void anotherTokenStays() throws Throwable {
        script.command("ZADD", children, "1", "child");

        assertThat(inTime("older")).isEqualTo("another");

        assertThat(script.command("EXISTS", token, release)).isEqualTo(1L);
    }

    @Test
    void nothingHappensTooLate() throws Throwable {
        script.command("ZADD", children, "1", "child");

        assertThat(release("read", script.now() - 1_000)).isEqualTo("late");

        assertThat(script.command("HGET", token, "e")).isEqualTo("read");
        assertThat(script.command("EXISTS", release)).isEqualTo(0L);
    }

    @Test
    void whatIsGoneReleasesNobody() throws Throwable {
        script.command("DEL", token);
        script.command("ZADD", children, "1", "child");

        assertThat(inTime("read")).isEqualTo("another");

        assertThat(script.command("EXISTS", release)).isEqualTo(0L);
    }
}
