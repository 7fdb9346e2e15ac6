package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.GateHistory.Closing;
import io.portcullis.app.GateHistory.Kind;
import io.portcullis.app.GateHistory.Seen;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of the gate, judged: one lock of {@code a/}, called at 100 ms, answered at 110, lifted from 200 on, answered at 210. */
class GateHistoryTest {

    private static final Closing LOCK = new Closing("a/", ms(100), ms(110), ms(200), ms(210));

    private static long ms(long millis) {
        return millis * 1_000_000;
    }

    @ParameterizedTest
    @CsvSource({
        "LOOK, a/, 111, 150, 503, ''",
        "LOOK, a/, 111, 150, 200, served behind the lock",
        "LOOK, a/b/, 111, 150, 403, served behind the lock",
        "LOOK, ab/, 111, 150, 200, ''",
        "LOOK, a/, 109, 150, 200, ''",
        "LOOK, a/, 111, 201, 200, ''",
        "LOOK, a/, 50, 99, 503, refused without a lock",
        "LOOK, a/, 50, 101, 503, ''",
        "LOOK, a/, 205, 220, 503, ''",
        "LOOK, a/, 211, 220, 503, refused without a lock",
        "LOOK, b/, 111, 150, 503, refused without a lock",
        "TOKEN, a/, 50, 115, 200, ''",
        "TOKEN, a/, 50, 124, 200, handed out too late",
        "TOKEN, a/, 50, 124, 503, ''",
        "TOKEN, a/, 50, 124, 400, ''",
        "TOKEN, a/, 50, 205, 200, ''",
        "TOKEN, a/b/, 109, 199, 200, handed out too late",
        "TOKEN, b/, 50, 150, 200, ''"
    })
    void eachAnswerIsJudged(Kind kind, String namespace, long begun, long ended, int status, String verdict) {
        Seen request = new Seen(kind, namespace, ms(begun), ms(ended), status);
        Seen quick = new Seen(Kind.LOOK, "c/", ms(130), ms(132), 200);

        List<String> found = new GateHistory(List.of(request, quick), List.of(LOCK)).impossible();

        if (verdict.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().asString().startsWith(verdict);
        }
    }
}
