package io.portcullis.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** The lines that tell operators of events, from its making on; of all nodes of this process. */
public final class EventLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** Where they are logged. */
    public static final String LOGGER = "portcullis.event";

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    private record Line(Level level, String text) {}

    /** Listens from now on. */
    public EventLines() {
        start();
        logger().addAppender(this);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LOGGER);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(new Line(event.getLevel(), event.getFormattedMessage()));
    }

    /** Those that hold all of these words, with their level before them. */
    public List<String> with(String... words) {
        return lines.stream()
                .filter(line -> List.of(words).stream().allMatch(line.text::contains))
                .map(line -> line.level + " " + line.text)
                .toList();
    }

    @Override
    public void close() {
        logger().detachAppender(this);
        stop();
    }
}
