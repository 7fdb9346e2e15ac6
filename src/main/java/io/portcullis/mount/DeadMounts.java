package io.portcullis.mount;

import io.portcullis.control.Kind;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.List;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * The mounts that were disabled: their accessors are never used again, and what is left of them in Redis is swept. A part of the
 * control plane's snapshot.
 */
public final class DeadMounts {

    /** The kind of entry that they are; its keys are accessors. */
    public static final Kind<DeadMounts> KIND = new DeadKind();

    private static final RecordJson<DeadMount> JSON = new RecordJson<>(DeadMount.class);

    /**
     * One of them.
     *
     * @param accessor what it had
     * @param buckets over how many slots its accounts were spread
     * @param disabledAt when, by the clock of Redis
     * @param swept whether its remains are gone for good
     */
    public record DeadMount(String accessor, int buckets, Instant disabledAt, boolean swept) {}

    private final HashPMap<String, DeadMount> accessorToDead;

    private DeadMounts(HashPMap<String, DeadMount> accessorToDead) {
        this.accessorToDead = accessorToDead;
    }

    /** Whether the accessor was used by a mount that is no more. */
    boolean contains(String accessor) {
        return accessorToDead.containsKey(accessor);
    }

    /** Those whose remains may still be there. */
    List<DeadMount> unswept() {
        return accessorToDead.values().stream().filter(dead -> !dead.swept()).toList();
    }

    static byte[] encode(DeadMount dead) {
        return JSON.encode(dead);
    }

    private static final class DeadKind implements Kind<DeadMounts> {

        @Override
        public String name() {
            return "dead-mounts";
        }

        @Override
        public RecordKind record() {
            return RecordKind.DEAD_MOUNT;
        }

        @Override
        public DeadMounts empty() {
            return new DeadMounts(HashTreePMap.empty());
        }

        @Override
        public DeadMounts put(DeadMounts part, String key, byte[] plain) {
            return new DeadMounts(part.accessorToDead.plus(key, JSON.decode(plain)));
        }

        @Override
        public DeadMounts remove(DeadMounts part, String key) {
            return new DeadMounts(part.accessorToDead.minus(key));
        }
    }
}
