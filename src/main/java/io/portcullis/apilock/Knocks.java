package io.portcullis.apilock;

import io.portcullis.address.IpAddress;
import io.portcullis.event.EventLog;
import io.portcullis.fault.GoText;
import io.portcullis.namespace.NamespaceLock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Who still asks for something in a locked namespace: counted by the event loops of a node, and told from time to time, one line for each namespace. Safe
 * for use by many threads.
 */
public final class Knocks {

    /** So many addresses of a namespace are told apart between two lines. */
    static final int MOST_SOURCES = 1_000;

    /** So many of them are named. */
    private static final int NAMED = 5;

    private final ApiLockMeter meter;
    private final Map<String, Refused> lockIdToRefused = new ConcurrentHashMap<>();

    /** Counts for a node. */
    public Knocks(ApiLockMeter meter) {
        this.meter = meter;
    }

    private record Refused(String path, LongAdder requests, Map<String, LongAdder> sourceToRequests) {}

    /** A request was refused because of a lock. */
    public void refused(NamespaceLock lock, IpAddress client) {
        meter.refused(lock.path());
        Refused refused = lockIdToRefused.computeIfAbsent(
                lock.id(), unknown -> new Refused(lock.path(), new LongAdder(), new ConcurrentHashMap<>()));
        refused.requests().increment();
        String source = client.toString();
        LongAdder known = refused.sourceToRequests().get(source);
        if (known != null) {
            known.increment();
        } else if (refused.sourceToRequests().size() < MOST_SOURCES) {
            refused.sourceToRequests()
                    .computeIfAbsent(source, unknown -> new LongAdder())
                    .increment();
        }
    }

    /** Tells what was counted since the last time; succeeds when it is written. */
    public Future<Void> tell(EventLog log) {
        List<String> told = log.isFull() ? List.of() : lines();
        return told.isEmpty() ? Future.succeededFuture() : log.write(lines -> told.forEach(lines::info));
    }

    /** What is counted while it is taken away may be told of by nobody: it is a measure, not an account. */
    List<String> lines() {
        List<String> told = new ArrayList<>();
        for (String id : List.copyOf(lockIdToRefused.keySet())) {
            Refused refused = lockIdToRefused.remove(id);
            if (refused != null) {
                told.add(line(id, refused));
            }
        }
        return told;
    }

    private static String line(String id, Refused refused) {
        int sources = refused.sourceToRequests().size();
        String most = refused.sourceToRequests().entrySet().stream()
                .map(source -> Map.entry(source.getKey(), source.getValue().sum()))
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(NAMED)
                .map(source -> source.getKey() + "=" + source.getValue())
                .collect(Collectors.joining(","));
        return "kind=namespace_refused id=" + id
                + " namespace=" + GoText.quote(refused.path())
                + " requests=" + refused.requests().sum()
                + " sources=" + sources + (sources < MOST_SOURCES ? "" : "+")
                + " most=" + most;
    }
}
