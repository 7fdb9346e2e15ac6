package io.portcullis.password;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds refusals back for a while. To refuse costs a tenth of a millisecond, and who asks again at once, over and over, on some hundred
 * connections, takes with that the processors that others' passwords need. A client that obeys {@code Retry-After} loses nothing.
 *
 * <p>Bounded: what is too much to be held is told at once.
 */
final class Tarpit {

    /** For how long refusals are usually held. */
    static final Duration USUAL = Duration.ofSeconds(1);

    private static final int MOST = 8_192;

    private final long millis;
    private final AtomicInteger held = new AtomicInteger();

    /** @param time for which a refusal is held; zero: not at all */
    Tarpit(Duration time) {
        this.millis = time.toMillis();
    }

    /** Runs the refusal on the context, when it was held for long enough. */
    void hold(Context context, Runnable refusal) {
        if (millis == 0 || held.incrementAndGet() > MOST) {
            release(refusal);
            return;
        }
        context.runOnContext(turn -> context.owner().setTimer(millis, timer -> release(refusal)));
    }

    private void release(Runnable refusal) {
        if (millis > 0) {
            held.decrementAndGet();
        }
        refusal.run();
    }
}
