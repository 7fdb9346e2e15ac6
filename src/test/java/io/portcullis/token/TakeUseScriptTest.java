package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code take_use.lua}. */
class TakeUseScriptTest {

    private final ScriptRunner script = new ScriptRunner(TokenStore.class, "take_use.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String token = script.key("token");

    @Test
    void usesCountDownAndTheLastTakesTheTokenAlong() throws Throwable {
        script.command("HSET", token, "e", "entry", "u", "3");

        assertThat(script.run(List.of(token)).number()).isEqualTo(2);
        assertThat(script.run(List.of(token)).number()).isEqualTo(1);
        assertThat(script.run(List.of(token)).number()).isZero();

        assertThat(script.command("EXISTS", token)).isEqualTo(0L);
        assertThat(script.run(List.of(token)).number()).isEqualTo(-1);
    }

    @Test
    void ofManyAtOnceExactlyAsManyAsThereAreUsesSucceed() throws Throwable {
        script.command("HSET", token, "e", "entry", "u", "7");

        List<Reply> replies = script.runTogether(50, List.of(token));

        assertThat(replies.stream().filter(reply -> reply.number() >= 0)).hasSize(7);
        assertThat(script.command("EXISTS", token)).isEqualTo(0L);
    }

    @Test
    void aTokenWithoutACountGivesNoneAndStays() throws Throwable {
        script.command("HSET", token, "e", "entry");

        assertThat(script.run(List.of(token)).number()).isEqualTo(-1);
        assertThat(script.command("HLEN", token)).isEqualTo(1L);
    }
}
