package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ScriptRunner;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code delete_token.lua}. */
class DeleteTokenScriptTest {

    private final ScriptRunner script = new ScriptRunner(TokenStore.class, "delete_token.lua");
    private final String token = script.key("token");
    private final String children = script.key("children");

    @BeforeEach
    void write() throws Exception {
        script.command("HSET", token, "e", "read", "u", "3");
    }

    @AfterEach
    void close() {
        script.close();
    }

    private String delete(String asRead, String noted) throws Throwable {
        return script.run(List.of(token, children), asRead, noted).text();
    }

    private boolean isThere() throws Exception {
        return script.command("EXISTS", token).equals(1L);
    }

    @Test
    void aTokenWithoutChildrenGoesAtOnce() throws Throwable {
        assertThat(delete("", "")).isEqualTo("deleted");
        assertThat(isThere()).isFalse();
    }

    @Test
    void onlyTheOneThatWasReadGoesWhereThatIsAsked() throws Throwable {
        assertThat(delete("older", "")).isEqualTo("another");
        assertThat(isThere()).isTrue();

        assertThat(delete("read", "")).isEqualTo("deleted");
        assertThat(isThere()).isFalse();
    }

    @Test
    void oneThatIsGoneIsAsGoodAsDeleted() throws Throwable {
        script.command("DEL", token);

        assertThat(delete("read", "")).isEqualTo("deleted");
    }

    @Test
    void oneWithChildrenStaysUntilTheyAreNoted() throws Throwable {
        script.command("ZADD", children, "1", "child");

        assertThat(delete("", "")).isEqualTo("children");
        assertThat(delete("read", "")).isEqualTo("children");
        assertThat(isThere()).isTrue();

        assertThat(delete("", "1")).isEqualTo("deleted");
        assertThat(isThere()).isFalse();
        assertThat(script.command("ZCARD", children)).as("they are swept later").isEqualTo(1L);
    }
}
