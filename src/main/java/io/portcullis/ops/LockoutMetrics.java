package io.portcullis.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.portcullis.lockout.LockoutMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What a node measures of user lockout. Mounts are told apart by their accessors, up to a number: labels must not grow for ever. */
final class LockoutMetrics implements LockoutMeter {

    /** So many mounts have series of their own. */
    static final int MOST_MOUNTS = 1_000;

    private static final String OTHER = "other";
    private static final String MOUNT = "mount_accessor";

    private final MeterRegistry registry;
    private final Map<String, Counter[]> accessorToCounters = new ConcurrentHashMap<>();
    private final MultiGauge phantoms;
    private volatile Map<String, Long> accessorToPhantoms = Map.of();
    private final AtomicReference<Double> lockedUsers = new AtomicReference<>(Double.NaN);

    LockoutMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.phantoms = MultiGauge.builder("portcullis.lockout.unknown.names")
                .description(
                        "Names that no account has and that have a failure counter, as far as this node looks after them")
                .register(registry);
        Gauge.builder("vault.core.locked_users", lockedUsers, AtomicReference::get)
                .description("Accounts that are locked now, over all nodes")
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void count(String accessor, Happening happening) {
        counters(accessor)[happening.ordinal()].increment();
    }

    private Counter[] counters(String accessor) {
        Counter[] known = accessorToCounters.get(accessor);
        if (known != null) {
            return known;
        }
        String label = accessorToCounters.size() < MOST_MOUNTS ? accessor : OTHER;
        return accessorToCounters.computeIfAbsent(label, this::register);
    }

    private Counter[] register(String label) {
        Happening[] all = Happening.values();
        Counter[] counters = new Counter[all.length];
        for (Happening each : all) {
            counters[each.ordinal()] = Counter.builder("portcullis.lockout." + name(each))
                    .description(description(each))
                    .tag(MOUNT, label)
                    .register(registry);
        }
        return counters;
    }

    private static String name(Happening happening) {
        return switch (happening) {
            case FAILED -> "failures";
            case REFUSED -> "refused";
            case LOCKED -> "locks";
            case UNLOCKED -> "unlocks";
            case EXPIRED -> "expired";
            case SPRAYED -> "spraying";
        };
    }

    private static String description(Happening happening) {
        return switch (happening) {
            case FAILED -> "Wrong passwords that were counted";
            case REFUSED -> "Logins that were refused because of a lock";
            case LOCKED -> "Locks that were set";
            case UNLOCKED -> "Locks that were lifted";
            case EXPIRED -> "Locks that ran out";
            case SPRAYED -> "Networks from which logins with many names failed";
        };
    }

    @Override
    public void phantoms(Map<String, Long> accessorToNumber) {
        accessorToPhantoms = accessorToNumber;
    }

    /** Brings series up to date that come and go; not while the registry is read. */
    void refresh() {
        List<MultiGauge.Row<?>> rows = accessorToPhantoms.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_MOUNTS)
                .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(Tags.of(MOUNT, each.getKey()), each.getValue()))
                .toList();
        phantoms.register(rows, true);
    }

    /** Tells how many accounts are locked; not a number: nobody knows. */
    void lockedUsers(double number) {
        lockedUsers.set(number);
    }
}
