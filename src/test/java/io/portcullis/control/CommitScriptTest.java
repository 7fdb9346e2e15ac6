package io.portcullis.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code commit.lua}. */
class CommitScriptTest {

    private final ScriptRunner script = new ScriptRunner(ControlStore.class, "commit.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String epoch = script.key("epoch");
    private final String log = script.key("log");
    private final String words = script.key("words");
    private final List<String> keys = List.of(epoch, log, words);

    private List<String> commit(Object... arguments) throws Throwable {
        return script.run(keys, arguments).list().stream().map(Reply::text).toList();
    }

    private void first() throws Throwable {
        assertThat(commit("", "1-a", 1, "n1", 100, 3, "words", "k", "put", "v1"))
                .containsExactly("done");
    }

    @Test
    void anEmptyStoreIsBegunOnce() throws Throwable {
        first();

        assertThat(commit("", "1-b", 1, "n2", 100, 3, "words", "k", "put", "v2"))
                .containsExactly("stale", "1-a");
        assertThat(script.command("HGET", words, "k")).isEqualTo("v1");
    }

    @Test
    void aStoreThatHoldsAnythingIsNotBegun() throws Throwable {
        script.command("HSET", words, "left", "over");

        assertThat(commit("", "1-a", 1, "n1", 100, 3, "words", "k", "put", "v1"))
                .containsExactly("stale", "");
        assertThat(script.command("EXISTS", epoch)).isEqualTo(0L);
    }

    @Test
    void aCommitOnTheEpochOfNowTakesEffectWhole() throws Throwable {
        first();

        assertThat(commit("1-a", "2-b", 2, "n2", 100, 3, "words", "k", "delete", "", 3, "words", "l", "put", "v2"))
                .containsExactly("done");

        assertThat(script.command("GET", epoch)).isEqualTo("2-b");
        assertThat(script.command("HGETALL", words)).isEqualTo(List.of("l", "v2"));
        assertThat(script.command("XRANGE", log, "2-0", "2-0"))
                .isEqualTo(List.of(List.of("2-0", List.of("nonce", "n2", "head", "2-b", "words", "k", "words", "l"))));
    }

    @Test
    void aCommitOnAnotherEpochChangesNothing() throws Throwable {
        first();

        assertThat(commit("1-other", "2-b", 2, "n2", 100, 3, "words", "k", "put", "v2"))
                .containsExactly("stale", "1-a");

        assertThat(script.command("HGET", words, "k")).isEqualTo("v1");
        assertThat(script.command("XLEN", log)).isEqualTo(1L);
    }

    @Test
    void theSameCommitSentAgainIsDoneOnce() throws Throwable {
        first();
        first();

        commit("1-a", "2-b", 2, "n2", 100, 3, "words", "k", "put", "v2");
        first();

        assertThat(script.command("HGET", words, "k")).isEqualTo("v2");
        assertThat(script.command("XLEN", log)).isEqualTo(2L);
    }

    @Test
    void ofManyOnOneEpochExactlyOneTakesEffect() throws Throwable {
        first();
        int done = 0;
        for (int i = 0; i < 20; i++) {
            done += commit("1-a", "2-" + i, 2, "m" + i, 100, 3, "words", "k", "put", "w" + i)
                            .contains("done")
                    ? 1
                    : 0;
        }
        assertThat(done).isEqualTo(1);
        assertThat(script.command("HGET", words, "k")).isEqualTo("w0");
    }

    @Test
    void aCommitWithoutAStoreIsRefused() throws Throwable {
        assertThat(commit("1-a", "2-b", 2, "n2", 100, 3, "words", "k", "put", "v"))
                .containsExactly("stale", "");
        assertThat(script.command("EXISTS", words)).isEqualTo(0L);
    }
}
