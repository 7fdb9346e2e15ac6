package io.portcullis.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code catchup.lua}. */
class CatchUpScriptTest {

    private final ScriptRunner script = new ScriptRunner(ControlStore.class, "catchup.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String epoch = script.key("epoch");
    private final String log = script.key("log");
    private final String words = script.key("words");

    private Reply since(String ours, int number, int most) throws Throwable {
        return script.run(List.of(epoch, log, words), ours, number, most, "words");
    }

    private void commit(int number, String head, String... kindsAndKeys) throws Exception {
        String[] command = new String[7 + kindsAndKeys.length];
        System.arraycopy(
                new String[] {"XADD", log, number + "-0", "nonce", "n" + number, "head", head}, 0, command, 0, 7);
        System.arraycopy(kindsAndKeys, 0, command, 7, kindsAndKeys.length);
        script.command(command);
        script.command("SET", epoch, head);
    }

    @Test
    void theSameEpochHasNoChanges() throws Throwable {
        commit(1, "1-a", "words", "k");

        Reply reply = since("1-a", 1, 10);

        assertThat(reply.get(0).text()).isEqualTo("1-a");
        assertThat(reply.get(1).text()).isEqualTo("changes");
        assertThat(reply.get(2).size()).isZero();
    }

    @Test
    void whatChangedIsToldOnceAsItIsNow() throws Throwable {
        script.command("HSET", words, "k", "now");
        commit(1, "1-a", "words", "x");
        commit(2, "2-b", "words", "k", "words", "gone");
        commit(3, "3-c", "words", "k");

        Reply reply = since("1-a", 1, 10);

        assertThat(reply.get(0).text()).isEqualTo("3-c");
        assertThat(reply.get(2).size()).isEqualTo(6);
        assertThat(reply.get(2).get(1).text()).isEqualTo("k");
        assertThat(reply.get(2).get(2).text()).isEqualTo("now");
        assertThat(reply.get(2).get(4).text()).isEqualTo("gone");
        assertThat(reply.get(2).get(5).isAbsent()).isTrue();
    }

    @Test
    void anEpochThatTheLogDoesNotHaveMeansLoadingEverything() throws Throwable {
        commit(2, "2-b", "words", "k");

        assertThat(since("1-a", 1, 10).get(1).text()).as("trimmed").isEqualTo("unknown");
        assertThat(since("2-other", 2, 10).get(1).text()).as("another history").isEqualTo("unknown");
        assertThat(since("3-c", 3, 10).get(1).text()).as("ahead of the store").isEqualTo("unknown");
    }

    @Test
    void tooManyCommitsMeanLoadingEverything() throws Throwable {
        for (int i = 1; i <= 5; i++) {
            commit(i, i + "-h", "words", "k" + i);
        }
        assertThat(since("1-h", 1, 4).get(1).text()).isEqualTo("changes");
        assertThat(since("1-h", 1, 3).get(1).text()).isEqualTo("far");
    }

    @Test
    void aKindThatWeDoNotKnowMeansLoadingEverything() throws Throwable {
        commit(1, "1-a", "words", "k");
        commit(2, "2-b", "songs", "k");

        assertThat(since("1-a", 1, 10).get(1).text()).isEqualTo("far");
    }

    @Test
    void anEmptyStoreHasNoEpoch() throws Throwable {
        Reply reply = since("1-a", 1, 10);

        assertThat(reply.get(0).text()).isEmpty();
        assertThat(reply.get(1).text()).isEqualTo("unknown");
    }
}
