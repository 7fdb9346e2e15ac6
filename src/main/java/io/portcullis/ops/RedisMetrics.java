package io.portcullis.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.portcullis.redis.RedisMeter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What a node measures of Redis. */
final class RedisMetrics implements RedisMeter {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final AtomicInteger open = new AtomicInteger();
    private final Timer[] kindToAnswers;
    private final Counter[][] kindToFailures;
    private final Counter lost;
    private final Counter failed;

    RedisMetrics(MeterRegistry registry) {
        kindToAnswers =
                Stream.of(Kind.values()).map(kind -> answers(registry, kind)).toArray(Timer[]::new);
        kindToFailures = Stream.of(Kind.values())
                .map(kind -> Stream.of(Failure.values())
                        .map(failure -> failures(registry, kind, failure))
                        .toArray(Counter[]::new))
                .toArray(Counter[][]::new);
        lost = Counter.builder("portcullis.redis.connections.lost")
                .description("Connections that broke or were given up")
                .register(registry);
        failed = Counter.builder("portcullis.redis.connections.failed")
                .description("Connections that could not be opened")
                .register(registry);
        Gauge.builder("portcullis.redis.connections", open, AtomicInteger::get)
                .description("Connections that are open")
                .register(registry);
    }

    private static Timer answers(MeterRegistry registry, Kind kind) {
        return Timer.builder("portcullis.redis.commands")
                .description("What Redis answered: plain reads of a turn together, everything else singly")
                .tag("kind", word(kind))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static Counter failures(MeterRegistry registry, Kind kind, Failure failure) {
        return Counter.builder("portcullis.redis.failures")
                .description("What Redis did not answer")
                .tag("kind", word(kind))
                .tag("reason", word(failure))
                .register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void answered(Kind kind, long nanos) {
        kindToAnswers[kind.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void failed(Kind kind, Failure failure) {
        kindToFailures[kind.ordinal()][failure.ordinal()].increment();
    }

    @Override
    public void connection(Connection event) {
        switch (event) {
            case OPENED -> open.incrementAndGet();
            case FAILED -> failed.increment();
            case LOST -> {
                open.decrementAndGet();
                lost.increment();
            }
            case CLOSED -> open.decrementAndGet();
        }
    }
}
