package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code write_token.lua}. */
class WriteTokenScriptTest {

    private final ScriptRunner script = new ScriptRunner(TokenStore.class, "write_token.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String token = script.key("token");

    @Test
    void entryUsesAndEndAreWrittenInOneStep() throws Throwable {
        long end = script.now() + 60_000;

        assertThat(script.run(List.of(token), "entry", 5, end).number()).isEqualTo(1);

        assertThat(script.command("HMGET", token, "e", "u")).isEqualTo(List.of("entry", "5"));
        assertThat(script.left(token)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void aTokenForEverWithAnyNumberOfUsesHasNeitherCountNorEnd() throws Throwable {
        script.run(List.of(token), "entry", "", "");

        assertThat(script.command("HEXISTS", token, "u")).isEqualTo(0L);
        assertThat(script.left(token).toMillis()).isEqualTo(-1);
    }

    @Test
    void anotherTokenIsNeverOverwritten() throws Throwable {
        script.run(List.of(token), "first", "", "");

        assertThat(script.run(List.of(token), "second", 1, script.now() + 1_000).number())
                .isZero();

        assertThat(script.command("HGET", token, "e")).isEqualTo("first");
        assertThat(script.left(token).toMillis()).isEqualTo(-1);
    }

    @Test
    void aTokenWhoseEndHasPassedDoesNotStay() throws Throwable {
        script.run(List.of(token), "entry", "", script.now() - 1);

        assertThat(script.command("EXISTS", token)).isEqualTo(0L);
    }

    @Test
    void ofManyAtOnceExactlyOneWrites() throws Throwable {
        List<Reply> replies = script.runTogether(20, List.of(token), "entry", "", "");

        assertThat(replies.stream().mapToLong(Reply::number).sum()).isEqualTo(1);
    }
}
