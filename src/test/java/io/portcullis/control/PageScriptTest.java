package io.portcullis.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.Reply;
import io.portcullis.testing.ScriptRunner;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code page.lua}. */
class PageScriptTest {

    private final ScriptRunner script = new ScriptRunner(ControlStore.class, "page.lua");

    @AfterEach
    void close() {
        script.close();
    }

    private final String epoch = script.key("epoch");
    private final String words = script.key("words");

    @Test
    void allPagesTogetherHaveEveryEntryAndEachTheEpochOfItsTime() throws Throwable {
        for (int i = 0; i < 700; i++) {
            script.command("HSET", words, "k" + i, "v" + i);
        }
        java.util.Map<String, String> read = new java.util.HashMap<>();
        String cursor = "0";
        int pages = 0;
        do {
            script.command("SET", epoch, pages + "-h");
            Reply page = script.run(List.of(epoch, words), cursor, 100);
            assertThat(page.get(0).text()).isEqualTo(pages + "-h");
            cursor = page.get(1).text();
            for (int i = 0; i < page.get(2).size(); i += 2) {
                read.put(page.get(2).get(i).text(), page.get(2).get(i + 1).text());
            }
            pages++;
        } while (!cursor.equals("0"));

        assertThat(pages).isGreaterThan(1);
        assertThat(read).hasSize(700).containsEntry("k699", "v699");
    }

    @Test
    void aKindWithoutEntriesIsOneEmptyPageAndNoStoreHasNoEpoch() throws Throwable {
        Reply page = script.run(List.of(epoch, words), "0", 100);

        assertThat(page.get(0).text()).isEmpty();
        assertThat(page.get(1).text()).isEqualTo("0");
        assertThat(page.get(2).size()).isZero();
    }
}
