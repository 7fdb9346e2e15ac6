package io.portcullis.control;

import io.portcullis.seal.RecordKind;

/**
 * One kind of entry of the control plane, and how its entries make up the part of the {@link Snapshot} that a feature reads.
 *
 * @param <P> the part: immutable
 */
public interface Kind<P> {

    /** The name of the Redis hash that holds the entries. */
    String name();

    /** What the sealed entries are. */
    RecordKind record();

    /** The part without entries. */
    P empty();

    /** The part with this entry added or replaced. */
    P put(P part, String key, byte[] plain);

    /** The part without this entry. */
    P remove(P part, String key);
}
