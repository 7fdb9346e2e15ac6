package io.portcullis.apilock;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code wrong_key.lua}: counts, for a time that begins with the first. */
class WrongKeyScriptTest {

    private final ScriptRunner script = new ScriptRunner(WrongKeys.class, "wrong_key.lua");
    private final String counter = script.key("wrong");

    @AfterEach
    void close() {
        script.close();
    }

    private List<Reply> count() throws Throwable {
        return script.run(List.of(counter), 60_000).list();
    }

    @Test
    void theTimeBeginsWithTheFirstAndDoesNotMove() throws Throwable {
        assertThat(count().get(0).number()).isEqualTo(1);
        assertThat(script.left(counter)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        script.command("PEXPIRE", counter, "5000");

        List<Reply> second = count();

        assertThat(second.get(0).number()).isEqualTo(2);
        assertThat(second.get(1).number()).isBetween(1L, 5_000L);
        assertThat(script.left(counter)).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void manyAtOnceAreAllCounted() throws Throwable {
        List<Reply> all = script.runTogether(100, List.of(counter), 60_000);

        assertThat(all).extracting(reply -> reply.list().get(0).number()).doesNotHaveDuplicates();
        assertThat(count().get(0).number()).isEqualTo(101);
    }
}
