package io.portcullis.apilock;

import io.portcullis.apilock.ApiLockMeter.Happening;
import io.portcullis.event.EventLog;
import io.portcullis.fault.GoText;
import io.portcullis.field.GoTime;
import io.portcullis.namespace.NamespaceLock;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Tells operators of namespace locks: one line of the logger {@value EventLog#LOGGER} for each event, and a metric (docs/metrics.md).
 *
 * <p>For one event loop.
 */
final class ApiLockEvents {

    private final EventLog log = new EventLog();
    private final ApiLockMeter meter;

    ApiLockEvents(ApiLockMeter meter) {
        this.meter = meter;
    }

    /** A namespace was locked. */
    void locked(NamespaceLock lock) {
        meter.count(Happening.LOCKED);
        String line = line("namespace_locked", lock, Optional.of(lock.by())) + end(lock);
        log.write(lines -> lines.warn(line));
    }

    /** A lock was lifted, with its key or without. */
    void unlocked(NamespaceLock lock, NamespaceLock.Actor by, boolean withKey) {
        meter.count(Happening.UNLOCKED);
        String line = line("namespace_unlocked", lock, Optional.of(by)) + " why=" + (withKey ? "key" : "sudo");
        log.write(lines -> lines.warn(line));
    }

    /** A lock was taken over, with another key. */
    void rekeyed(NamespaceLock lock) {
        meter.count(Happening.REKEYED);
        String line = line("namespace_lock_rekeyed", lock, Optional.of(lock.by())) + end(lock);
        log.write(lines -> lines.warn(line));
    }

    /** A wrong key was given; told of are not all, or they would be all that the log tells. */
    void wrongKey(NamespaceLock lock, NamespaceLock.Actor by, boolean told) {
        meter.count(Happening.WRONG_KEY);
        if (told && !log.isFull()) {
            String line = line("namespace_wrong_key", lock, Optional.of(by));
            log.write(lines -> lines.info(line));
        }
    }

    /** A lock has run out; succeeds when that is written. */
    Future<Void> expired(NamespaceLock lock) {
        meter.count(Happening.EXPIRED);
        String line = line("namespace_lock_expired", lock, Optional.empty());
        return log.write(lines -> lines.warn(line));
    }

    private static String end(NamespaceLock lock) {
        return (lock.until() == null ? "" : " until=" + GoTime.format(lock.until())) + " reason="
                + GoText.quote(lock.reason());
    }

    private static String line(String kind, NamespaceLock lock, Optional<NamespaceLock.Actor> by) {
        return "kind=" + kind + " id=" + lock.id() + " namespace=" + GoText.quote(lock.path())
                + by.map(actor -> " accessor=" + actor.accessor()
                                + " display_name=" + GoText.quote(actor.displayName())
                                + " source=" + actor.address())
                        .orElse("");
    }
}
