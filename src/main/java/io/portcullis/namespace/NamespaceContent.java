package io.portcullis.namespace;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import java.time.Instant;

/** What a feature keeps of each namespace in the control plane: put there with the namespace, and taken away with it. */
public interface NamespaceContent {

    /** Adds to a change what a new namespace begins with; nothing unless told otherwise. */
    default void begin(Snapshot snapshot, String namespaceId, Instant now, Change<?> change) {}

    /**
     * Adds to a change the end of what a namespace has.
     *
     * @param most how many entries at most
     * @return how many entries it took; fewer than {@code most} when these were all
     */
    int end(Snapshot snapshot, String namespaceId, Instant now, int most, Change<?> change);
}
