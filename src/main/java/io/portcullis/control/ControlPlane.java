package io.portcullis.control;

import io.portcullis.seal.SealKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all event loops of one process share of the control plane: its kinds, the seal key, and the last snapshot that any of
 * them built. That snapshot is only a cache: a request uses it if Redis says that its epoch is the one now.
 */
public final class ControlPlane {

    /** How many commits the log keeps unless configured otherwise. */
    public static final int DEFAULT_LOG_LENGTH = 10_000;

    private final List<Kind<?>> kinds;
    private final SealKey sealKey;
    private final int logLength;
    private final ControlCounts counts = new ControlCounts();
    private final AtomicReference<@Nullable Snapshot> last = new AtomicReference<>();

    /**
     * @param kinds every kind of entry that features contribute, in any order
     * @param sealKey opens the keyring
     * @param logLength commits that the log keeps; a process that is further behind loads everything
     */
    public ControlPlane(List<Kind<?>> kinds, SealKey sealKey, int logLength) {
        this.kinds = Stream.concat(Stream.of(Keyring.KIND), kinds.stream()).toList();
        this.sealKey = sealKey;
        this.logLength = logLength;
    }

    List<Kind<?>> kinds() {
        return kinds;
    }

    SealKey sealKey() {
        return sealKey;
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
        return last.get();
    }

    void built(Snapshot snapshot) {
        last.set(snapshot);
    }
}
