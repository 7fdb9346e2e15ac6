package io.portcullis.control;

import io.portcullis.fault.Fault;
import io.portcullis.seal.SealKey;
import io.portcullis.seal.SealKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all event loops of one process share of the control plane: its kinds, the seal keys, how the process stands to its store, and
 * the last snapshot that any of them built. That snapshot is only a cache: a request uses it if Redis says that its epoch is the one
 * now.
 */
public final class ControlPlane {

    /** How many commits the log keeps unless configured otherwise. */
    public static final int DEFAULT_LOG_LENGTH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final List<Kind<?>> kinds;
    private final SealKeys sealKeys;
    private final int logLength;
    private final ControlCounts counts = new ControlCounts();
    private volatile @Nullable Snapshot last;
    private volatile Standing standing = Standing.UNKNOWN;
    private volatile boolean seen;
    private volatile @Nullable String obstacle;

    /** A plane with one seal key. */
    public ControlPlane(List<Kind<?>> kinds, SealKey sealKey, int logLength) {
        this(kinds, SealKeys.only(sealKey), logLength);
    }

    /**
     * @param kinds every kind of entry that features contribute, in any order
     * @param sealKeys open the keyring
     * @param logLength commits that the log keeps; a process that is further behind loads everything
     */
    public ControlPlane(List<Kind<?>> kinds, SealKeys sealKeys, int logLength) {
        this.kinds = Stream.concat(Stream.of(Keyring.KIND), kinds.stream()).toList();
        this.sealKeys = sealKeys;
        this.logLength = logLength;
    }

    List<Kind<?>> kinds() {
        return kinds;
    }

    /** What opens the keyring. */
    public SealKeys sealKeys() {
        return sealKeys;
    }

    int logLength() {
        return logLength;
    }

    /** What was done to follow and change the control plane. */
    public ControlCounts counts() {
        return counts;
    }

    /** The last snapshot that this process built, possibly outdated; null before the first. */
    public @Nullable Snapshot last() {
        return last;
    }

    /** How this process stands to its store, as far as it was told last. */
    public Standing standing() {
        return standing;
    }

    /** Whether requests may be served, as far as this process was told last. */
    public boolean isOpen() {
        return standing.state() == Standing.State.OPEN;
    }

    /** Whether this process has ever seen the store initialised: then it never initialises it again (threats R4). */
    public boolean hasSeenStore() {
        return seen;
    }

    /** Whether the store, which was initialised once, has no keyring any more. */
    public boolean isLost() {
        return standing.equals(Standing.LOST);
    }

    /** Lets nothing be read until {@link #release}: Redis is not known to be one that can be relied on. */
    public void hold(String reason) {
        if (!reason.equals(obstacle)) {
            LOG.error("not serving: {}", reason);
        }
        obstacle = reason;
    }

    /** Takes back what {@link #hold} did. */
    public void release() {
        obstacle = null;
    }

    /** Why nothing may be read. */
    Optional<String> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    /** Notes what Redis said of a store that cannot be served, and gives the fault that says so; a change is logged once. */
    synchronized Fault refused(Standing now) {
        seen = seen || now.state() == Standing.State.SEALED;
        if (!standing.equals(now)) {
            standing = now;
            if (now.state() == Standing.State.SEALED) {
                LOG.error("sealed: {}", now.reason());
            } else {
                LOG.warn(now.reason());
            }
        }
        return Fault.sealed();
    }

    /**
     * Notes what Redis holds now, which is known to be committed.
     *
     * @return the same state, under the one seal that this process has for a store
     */
    synchronized Snapshot built(Snapshot snapshot) {
        Snapshot before = last;
        Snapshot now = before == null ? snapshot : snapshot.under(before.seal().grownBy(snapshot.seal()));
        last = now;
        seen = true;
        opened();
        return now;
    }

    /** Notes that the last snapshot is the state of now. */
    void opened() {
        if (!isOpen()) {
            LOG.info(Standing.OPEN.reason());
            standing = Standing.OPEN;
        }
    }
}
