package io.portcullis.bench;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Operations for each second of processor time of all Java threads, by which other work on the machine does not count against a
 * candidate. What the compiler and the collector use is left out.
 */
public final class CpuRate implements InternalProfiler {

    private static final double NANOS = 1e9;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Map<Long, Long> idToNanos = Map.of();

    @Override
    public String getDescription() {
        return "operations per second of processor time";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        idToNanos = times();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanos = 0;
        for (Map.Entry<Long, Long> each : times().entrySet()) {
            nanos += each.getValue() - idToNanos.getOrDefault(each.getKey(), 0L);
        }
        double rate = result.getMetadata().getAllOps() * NANOS / Math.max(1, nanos);
        return List.of(new ScalarResult("perCpuSecond", rate, "ops/s", AggregationPolicy.AVG));
    }

    private Map<Long, Long> times() {
        long[] ids = threads.getAllThreadIds();
        long[] nanos = threads.getThreadCpuTime(ids);
        Map<Long, Long> times = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            times.put(ids[i], Math.max(0, nanos[i]));
        }
        return times;
    }
}
