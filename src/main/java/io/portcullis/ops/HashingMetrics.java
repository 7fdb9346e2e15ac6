package io.portcullis.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.portcullis.password.HashingCounts;
import io.portcullis.password.HashingKernel;
import io.portcullis.password.HashingMeter;
import io.portcullis.password.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What a node measures of the hashing of passwords. */
final class HashingMetrics implements HashingMeter {

    private static final Duration[] BUCKETS = LongStream.of(5, 25, 50, 75, 100, 150, 250, 500, 1_000, 2_000, 5_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer waits;
    private final Timer services;

    HashingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.waits = timer("wait", "How long password checks waited before they were begun");
        this.services = timer("service", "How long they took from then on");
    }

    private Timer timer(String name, String description) {
        return Timer.builder("portcullis.hashing." + name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void waited(long nanos) {
        waits.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void served(long nanos) {
        services.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Measures what these count. */
    void bind(Supplier<HashingCounts> counts) {
        gauge("waiting", "Password checks that wait", Tags.empty(), counts, HashingCounts::waiting);
        gauge(
                "waiting.expansions",
                "Their work, in expansions of the bcrypt key",
                Tags.empty(),
                counts,
                HashingCounts::waitingExpansions);
        gauge(
                "waiting.expansions.limit",
                "The work that may wait; more is refused with 503",
                Tags.empty(),
                counts,
                HashingCounts::mostExpansions);
        gauge("running", "Password checks that run", Tags.empty(), counts, HashingCounts::running);
        gauge("lanes", "How many could run at once", Tags.empty(), counts, HashingCounts::lanes);
        for (HashingKernel kernel : HashingKernel.values()) {
            Tags tags = Tags.of("kernel", kernel.word());
            gauge("workers", "Threads that check passwords", tags, counts, all -> all.workers(kernel));
        }
        counter("expansions", "Work that was done", Tags.empty(), counts, HashingCounts::doneExpansions);
        for (Refusal reason : Refusal.values()) {
            Tags tags = Tags.of("reason", reason.word());
            counter("refused", "Password checks that were not done", tags, counts, all -> all.refused(reason));
        }
    }

    private void gauge(
            String name,
            String description,
            Tags tags,
            Supplier<HashingCounts> counts,
            ToDoubleFunction<HashingCounts> value) {
        Gauge.builder("portcullis.hashing." + name, counts, supplier -> value.applyAsDouble(supplier.get()))
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void counter(
            String name,
            String description,
            Tags tags,
            Supplier<HashingCounts> counts,
            ToDoubleFunction<HashingCounts> count) {
        FunctionCounter.builder("portcullis.hashing." + name, counts, supplier -> count.applyAsDouble(supplier.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
