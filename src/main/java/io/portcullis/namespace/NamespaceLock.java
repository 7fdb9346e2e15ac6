package io.portcullis.namespace;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a namespace, and all below it, is closed by an administrator: spec of namespaces, 2.1.
 *
 * @param id of this lock, for the events that tell of it; another one each time
 * @param path of the namespace, from the first one down, with a final slash
 * @param keyHash keyed hash of what unlocks it
 * @param lockedAt by the clock of Redis
 * @param until when it lifts itself; null: never
 * @param reason for people; empty where none was given
 * @param by who did it
 */
public record NamespaceLock(
        String id,
        String path,
        String keyHash,
        Instant lockedAt,
        @Nullable Instant until,
        String reason,
        Actor by) {

    /**
     * Who locked a namespace.
     *
     * @param accessor of the token
     * @param displayName of the token
     * @param address where the request came from
     */
    public record Actor(String accessor, String displayName, String address) {}

    /** Whether it has not run out yet. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** The same lock, taken over by somebody else: with his key, end and reason. */
    public NamespaceLock takenOver(
            String otherKeyHash, @Nullable Instant otherUntil, String otherReason, Actor otherActor) {
        return new NamespaceLock(id, path, otherKeyHash, lockedAt, otherUntil, otherReason, otherActor);
    }

    /** What everybody hears who asks for something in there (503); the mission's documents have the words. */
    public Fault refusal() {
        return Fault.of(
                503,
                "API access to this namespace has been locked by an administrator - "
                        + GoText.quote(path.substring(0, path.length() - 1)) + " must be unlocked to gain access.");
    }
}
