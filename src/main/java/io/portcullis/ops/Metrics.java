package io.portcullis.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.portcullis.control.ControlCounts;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.Snapshot;
import io.portcullis.http.RequestMeter;
import io.portcullis.password.HashingCounts;
import io.portcullis.redis.RedisMeter;
import io.portcullis.version.Version;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** All that a node measures: docs/metrics.md. Labels are templates, names of operations and statuses, never what a client sent. */
public final class Metrics implements AutoCloseable {

    private static final Duration[] REQUEST_BUCKETS = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);
    private static final Duration[] REDIS_BUCKETS = {
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

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();

    private record Answered(String route, String operation, int status) {}

    /** The measures of one process, so far of its virtual machine. */
    public Metrics() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        Gauge.builder("portcullis.build.info", () -> 1)
                .description("Which version runs")
                .tag("version", Version.wire())
                .register(registry);
    }

    private static Duration[] millis(long... counts) {
        return java.util.Arrays.stream(counts).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** What counts requests. */
    public RequestMeter requests() {
        return (route, operation, status, nanos) -> requests.computeIfAbsent(
                        new Answered(route, operation, status), this::timer)
                .record(Duration.ofNanos(nanos));
    }

    private Timer timer(Answered answered) {
        return Timer.builder("portcullis.http.requests")
                .description("Requests that were answered")
                .tag("route", answered.route())
                .tag("operation", answered.operation())
                .tag("status", Integer.toString(answered.status()))
                .serviceLevelObjectives(REQUEST_BUCKETS)
                .register(registry);
    }

    /** What counts commands to Redis. */
    public RedisMeter redis() {
        Map<RedisMeter.Kind, Timer> answered = new EnumMap<>(RedisMeter.Kind.class);
        Map<RedisMeter.Kind, Counter> failed = new EnumMap<>(RedisMeter.Kind.class);
        for (RedisMeter.Kind kind : RedisMeter.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            answered.put(
                    kind,
                    Timer.builder("portcullis.redis.commands")
                            .description("What Redis answered: plain reads of a turn together, everything else singly")
                            .tag("kind", name)
                            .serviceLevelObjectives(REDIS_BUCKETS)
                            .register(registry));
            failed.put(
                    kind,
                    Counter.builder("portcullis.redis.failures")
                            .description("What Redis did not answer")
                            .tag("kind", name)
                            .register(registry));
        }
        Counter gaveUp = Counter.builder("portcullis.redis.connections.lost")
                .description("Connections that were given up")
                .register(registry);
        return new RedisMeter() {
            @Override
            public void answered(Kind kind, long nanos) {
                Timer timer = answered.get(kind);
                if (timer != null) {
                    timer.record(Duration.ofNanos(nanos));
                }
            }

            @Override
            public void failed(Kind kind) {
                Counter counter = failed.get(kind);
                if (counter != null) {
                    counter.increment();
                }
            }

            @Override
            public void gaveUp() {
                gaveUp.increment();
            }
        };
    }

    /** Measures the hashing of passwords. */
    public void hashing(Supplier<HashingCounts> counts) {
        gauge("portcullis.hashing.waiting", "Password checks that wait", counts, HashingCounts::waiting);
        gauge(
                "portcullis.hashing.waiting.expansions",
                "Their work, in expansions of the bcrypt key",
                counts,
                HashingCounts::waitingExpansions);
        gauge(
                "portcullis.hashing.waiting.expansions.limit",
                "The work that may wait; more is refused with 503",
                counts,
                HashingCounts::mostExpansions);
        gauge("portcullis.hashing.running", "Password checks that run", counts, HashingCounts::running);
        counter("portcullis.hashing.done", "Password checks that were done", counts, HashingCounts::done);
        ended("shed", counts, HashingCounts::shed);
        ended("dropped", counts, HashingCounts::dropped);
        ended("failed", counts, HashingCounts::failed);
    }

    private void ended(String reason, Supplier<HashingCounts> counts, ToDoubleFunction<HashingCounts> count) {
        FunctionCounter.builder("portcullis.hashing.refused", counts, supplier -> count.applyAsDouble(supplier.get()))
                .description("Password checks that were not done")
                .tag("reason", reason)
                .register(registry);
    }

    private <T> void gauge(String name, String description, Supplier<T> counts, ToDoubleFunction<T> count) {
        Gauge.builder(name, counts, supplier -> count.applyAsDouble(supplier.get()))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private <T> void counter(String name, String description, Supplier<T> counts, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, counts, supplier -> count.applyAsDouble(supplier.get()))
                .description(description)
                .register(registry);
    }

    /** Measures how the control plane is followed. */
    public void control(ControlPlane plane) {
        gauge("portcullis.control.epoch", "The epoch of the last snapshot", plane::last, Metrics::epoch);
        ControlCounts counts = plane.counts();
        changes("caught-up", counts.catchUps());
        changes("loaded", counts.loads());
        changes("mismatch", counts.mismatches());
        commits("done", counts.commits());
        commits("again", counts.refusals());
    }

    private static double epoch(@org.jspecify.annotations.Nullable Snapshot last) {
        return last == null ? Double.NaN : last.epoch().number();
    }

    private void changes(String outcome, LongAdder count) {
        FunctionCounter.builder("portcullis.control.refreshes", count, LongAdder::doubleValue)
                .description("How snapshots of the control plane were made")
                .tag("outcome", outcome)
                .register(registry);
    }

    private void commits(String outcome, LongAdder count) {
        FunctionCounter.builder("portcullis.control.commits", count, LongAdder::doubleValue)
                .description("Commits to the control plane")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Everything, in the text format of Prometheus. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
