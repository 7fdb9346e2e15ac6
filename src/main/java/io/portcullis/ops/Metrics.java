package io.portcullis.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
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
import io.portcullis.apilock.ApiLockMeter;
import io.portcullis.control.ControlCounts;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.Snapshot;
import io.portcullis.http.RequestMeter;
import io.portcullis.lockout.LockoutMeter;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.password.HashingCounts;
import io.portcullis.password.HashingMeter;
import io.portcullis.redis.RedisMeter;
import io.portcullis.version.Version;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that a node measures: docs/metrics.md. Labels are templates, names of operations and statuses, never what a client sent. */
public final class Metrics implements AutoCloseable {

    private static final Duration[] REQUEST_BUCKETS = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);
    private static final Pattern VERSION = Pattern.compile("[0-9.]{1,20}");
    private static final Set<String> SEALED = Set.of("sealed", "uninitialised");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger sealed = new AtomicInteger();
    private final RedisMetrics redis = new RedisMetrics(registry);
    private final HashingMetrics hashing = new HashingMetrics(registry);
    private final LockoutMetrics lockout = new LockoutMetrics(registry);
    private final ApiLockMetrics apiLock = new ApiLockMetrics(registry);
    private final MultiGauge redisVersion = MultiGauge.builder("portcullis.redis.info")
            .description("Which version of Redis serves")
            .register(registry);

    private volatile @Nullable String shownRedisVersion;

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
        gauge("portcullis.ready", "Whether the node can serve", ready, AtomicInteger::get);
        gauge(
                "portcullis.sealed",
                "Whether the store is closed to the node, or not initialised",
                sealed,
                AtomicInteger::get);
        gauge("portcullis.http.requests.in.flight", "Requests that are being served", inFlight, AtomicInteger::get);
    }

    private static Duration[] millis(long... counts) {
        return Arrays.stream(counts).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** What measures requests. */
    public RequestMeter requests() {
        return new RequestMeter() {
            @Override
            public void begun() {
                inFlight.incrementAndGet();
            }

            @Override
            public void answered(String route, String operation, int status, long nanos) {
                inFlight.decrementAndGet();
                requests.computeIfAbsent(new Answered(route, operation, status), Metrics.this::timer)
                        .record(nanos, TimeUnit.NANOSECONDS);
            }
        };
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

    /** What measures Redis. */
    public RedisMeter redis() {
        return redis;
    }

    /** Tells the version of Redis, which may be another than before. */
    void redisVersion(String version) {
        shownRedisVersion = VERSION.matcher(version).matches() ? version : "other";
    }

    /** Tells whether the node can serve: the word of {@code /readyz}. */
    void readiness(String word) {
        ready.set(word.equals(OpsVerticle.READY) ? 1 : 0);
        sealed.set(SEALED.contains(word) ? 1 : 0);
    }

    /** What measures the hashing of passwords. */
    public HashingMeter hashing() {
        return hashing;
    }

    /** Measures what these count of the hashing of passwords. */
    public void hashing(Supplier<HashingCounts> counts) {
        hashing.bind(counts);
    }

    /** What measures user lockout. */
    public LockoutMeter lockout() {
        return lockout;
    }

    /** What measures namespace locks. */
    public ApiLockMeter apiLock() {
        return apiLock;
    }

    /** Tells how many accounts are locked over all nodes; not a number: nobody knows. */
    void lockedUsers(double number) {
        lockout.lockedUsers(number);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** Measures how the control plane is followed. */
    public void control(ControlPlane plane) {
        gauge("portcullis.control.epoch", "The epoch of the last snapshot", plane, Metrics::epoch);
        gauge("portcullis.namespace.locks", "Namespaces that are locked, by the last snapshot", plane, Metrics::locks);
        ControlCounts counts = plane.counts();
        changes("caught-up", counts.catchUps());
        changes("loaded", counts.loads());
        changes("mismatch", counts.mismatches());
        commits("done", counts.commits());
        commits("again", counts.refusals());
        commits("unknown", counts.unknown());
    }

    private static double epoch(ControlPlane plane) {
        Snapshot last = plane.last();
        return last == null ? Double.NaN : last.epoch().number();
    }

    private static double locks(ControlPlane plane) {
        Snapshot last = plane.last();
        return last == null ? Double.NaN : last.part(NamespaceLocks.KIND).size();
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

    /**
     * Everything, in the text format of Prometheus. Series that come and go do so here alone: while the registry is read, one that is
     * replaced would stand in it twice, which it refuses.
     */
    synchronized String scrape() {
        String version = shownRedisVersion;
        if (version != null) {
            redisVersion.register(List.of(MultiGauge.Row.of(Tags.of("version", version), 1)), true);
        }
        lockout.refresh();
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
