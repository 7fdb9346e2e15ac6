package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code replace_token.lua}. */
class ReplaceTokenScriptTest {

    private final ScriptRunner script = new ScriptRunner(TokenStore.class, "replace_token.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String token = script.key("token");

    @Test
    void theEntryThatWasReadIsReplacedAndItsUsesStay() throws Throwable {
        script.command("HSET", token, "e", "old", "u", "3");

        assertThat(script.run(List.of(token), "old", "new", script.now() + 60_000)
                        .number())
                .isEqualTo(1);

        assertThat(script.command("HMGET", token, "e", "u")).isEqualTo(List.of("new", "3"));
        assertThat(script.left(token)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void aTokenThatBecomesEndlessLosesItsEnd() throws Throwable {
        script.command("HSET", token, "e", "old");
        script.command("PEXPIRE", token, "60000");

        script.run(List.of(token), "old", "new", "");

        assertThat(script.left(token).toMillis()).isEqualTo(-1);
    }

    @Test
    void aRevokedTokenIsNotBroughtBack() throws Throwable {
        assertThat(script.run(List.of(token), "old", "new", "").number()).isZero();

        assertThat(script.command("EXISTS", token)).isEqualTo(0L);
    }

    @Test
    void anEntryThatChangedMeanwhileStays() throws Throwable {
        script.command("HSET", token, "e", "newer");

        assertThat(script.run(List.of(token), "old", "new", "").number()).isZero();

        assertThat(script.command("HGET", token, "e")).isEqualTo("newer");
    }

    @Test
    void ofManyThatReadTheSameExactlyOneReplaces() throws Throwable {
        script.command("HSET", token, "e", "old");

        List<Reply> replies = script.runTogether(20, List.of(token), "old", "new", "");

        assertThat(replies.stream().mapToLong(Reply::number).sum()).isEqualTo(1);
    }
}
