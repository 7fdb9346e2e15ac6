package io.portcullis.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.apilock.ApiLockMeter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What a node measures of namespace locks. Namespaces are told apart by their paths, up to a number: labels must not grow for ever. */
final class ApiLockMetrics implements ApiLockMeter {

    /** So many namespaces have series of their own. */
    static final int MOST_NAMESPACES = 1_000;

    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<Happening, Counter> events = new EnumMap<>(Happening.class);
    private final Map<String, Counter> pathToRefused = new ConcurrentHashMap<>();

    ApiLockMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Happening each : Happening.values()) {
            Counter counter = Counter.builder("portcullis.namespace.lock.events")
                    .description("What became of namespace locks, as far as this node did it")
                    .tag("event", each.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            events.put(each, counter);
        }
    }

    @Override
    public void count(Happening happening) {
        Objects.requireNonNull(events.get(happening)).increment();
    }

    @Override
    public void refused(String namespacePath) {
        Counter known = pathToRefused.get(namespacePath);
        (known == null ? register(namespacePath) : known).increment();
    }

    private Counter register(String path) {
        String label = pathToRefused.size() < MOST_NAMESPACES ? path : OTHER;
        return pathToRefused.computeIfAbsent(
                label,
                namespace -> Counter.builder("portcullis.namespace.lock.refused")
                        .description(
                                "Requests that were refused because their namespace is locked, by the namespace that has the lock")
                        .tag("namespace", namespace)
                        .register(registry));
    }
}
