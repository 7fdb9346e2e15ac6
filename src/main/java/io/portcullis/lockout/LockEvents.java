package io.portcullis.lockout;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.Snapshot;
import io.portcullis.event.EventLog;
import io.portcullis.fault.GoText;
import io.portcullis.flow.Loop;
import io.portcullis.lockout.LockoutMeter.Happening;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Tells operators of locks: one line of the logger {@value EventLog#LOGGER} for each event, and a metric (docs/metrics.md).
 *
 * <p>A worker writes the line, and only then is the event taken out of Redis: what a node does not live to tell, the sweep of another
 * tells after a while.
 *
 * <p>For one event loop.
 */
public final class LockEvents {

    private static final int PAGE = 100;

    private final ControlPlane plane;
    private final LockoutRules rules;
    private final RedisGateway redis;
    private final LockoutMeter meter;
    private final Set<String> telling = new HashSet<>();
    private final Set<String> more = new HashSet<>();
    private final EventLog log = new EventLog();

    /** Events of the mounts of a plane, for one event loop. */
    public LockEvents(ControlPlane plane, LockoutRules rules, RedisGateway redis, LockoutMeter meter) {
        this.plane = plane;
        this.rules = rules;
        this.redis = redis;
        this.meter = meter;
    }

    /**
     * Tells of what was noted in one bucket of a mount and not told yet: to be called by whoever caused an event.
     *
     * @return succeeds when that is told and taken out of Redis, which nobody needs to wait for
     */
    public Future<Void> tell(String accessor, int bucket) {
        Snapshot snapshot = plane.last();
        return snapshot == null
                ? Future.succeededFuture()
                : LockoutMount.find(snapshot, rules, accessor)
                        .map(mount -> tell(mount, bucket))
                        .orElseGet(Future::succeededFuture);
    }

    /** One after the other for each stream: else they would tell the same. */
    private Future<Void> tell(LockoutMount mount, int bucket) {
        String stream = redis.keys().lockEvents(mount.accessor(), bucket);
        if (!telling.add(stream)) {
            more.add(stream);
            return Future.succeededFuture();
        }
        return Loop.whileTrue(() -> {
                    more.remove(stream);
                    return redis.command("XRANGE", stream, "-", "+", "COUNT", PAGE)
                            .compose(page -> told(mount, bucket, events(page)).map(told -> page.size() == PAGE))
                            .map(full -> (full || more.contains(stream)) && !log.isFull());
                })
                .eventually(() -> {
                    telling.remove(stream);
                    return Future.succeededFuture();
                });
    }

    static List<LockEvent> events(Reply entries) {
        return entries.list().stream().map(LockEvent::of).toList();
    }

    Future<Void> told(LockoutMount mount, int bucket, List<LockEvent> events) {
        if (events.isEmpty() || log.isFull()) {
            return Future.succeededFuture();
        }
        events.forEach(event -> meter.count(mount.accessor(), happening(event.kind())));
        return log.write(lines -> events.forEach(event -> write(lines, mount, bucket, event)))
                .compose(done -> redis.command("XDEL", words(mount, bucket, events)))
                .mapEmpty();
    }

    private static Happening happening(LockEvent.Kind kind) {
        return switch (kind) {
            case LOCKED -> Happening.LOCKED;
            case UNLOCKED -> Happening.UNLOCKED;
            case EXPIRED -> Happening.EXPIRED;
        };
    }

    private Object[] words(LockoutMount mount, int bucket, List<LockEvent> events) {
        return Stream.concat(
                        Stream.of(redis.keys().lockEvents(mount.accessor(), bucket)),
                        events.stream().map(LockEvent::id))
                .toArray();
    }

    private static void write(Logger lines, LockoutMount mount, int bucket, LockEvent event) {
        String line = "kind=" + event.kind().word()
                + " id=" + mount.accessor() + "." + bucket + "-" + event.id()
                + place(mount)
                + " name=" + event.name()
                + " count=" + event.count()
                + mount.settings().map(now -> " threshold=" + now.threshold()).orElse("")
                + " why=" + event.why()
                + (event.side() == Side.OUTSIDE ? " from=outside" : "");
        if (event.kind() == LockEvent.Kind.LOCKED) {
            lines.warn(line);
        } else {
            lines.info(line);
        }
    }

    /**
     * Tells that logins with many names failed from one network.
     *
     * @param id of the event
     * @param source the network
     * @param names how many names
     */
    Future<Void> sprayed(LockoutMount mount, String id, String source, int names) {
        meter.count(mount.accessor(), Happening.SPRAYED);
        return log.write(
                lines -> lines.warn("kind=spraying id={}{} source={} names={}", id, place(mount), source, names));
    }

    private static String place(LockoutMount mount) {
        return " namespace=" + GoText.quote(mount.namespacePath())
                + " mount=" + GoText.quote(mount.path())
                + " accessor=" + mount.accessor();
    }
}
