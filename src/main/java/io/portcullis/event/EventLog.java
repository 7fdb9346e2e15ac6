package io.portcullis.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logger {@value #LOGGER}: one line for each event, {@code kind=… id=… …}. A worker writes it: an event loop must not wait for whoever reads the log.
 *
 * <p>For one event loop.
 */
public final class EventLog {

    /** The name of the logger. */
    public static final String LOGGER = "portcullis.event";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    /** With so many batches not written yet nobody reads the log. */
    private static final int MOST_UNWRITTEN = 1_000;

    private int unwritten;

    /** Whether so much waits to be written that there should not be more. */
    public boolean isFull() {
        return unwritten >= MOST_UNWRITTEN;
    }

    /** Writes some lines; succeeds when they are written. Call it on an event loop. */
    public Future<Void> write(Consumer<Logger> lines) {
        unwritten++;
        return Vertx.currentContext()
                .executeBlocking(() -> {
                    lines.accept(LOG);
                    return true;
                })
                .eventually(() -> {
                    unwritten--;
                    return Future.succeededFuture();
                })
                .mapEmpty();
    }
}
