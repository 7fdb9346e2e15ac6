package io.portcullis.mount;

import io.portcullis.control.Kind;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
     * @param namespaceId the namespace that it was in
     * @param accessor what it had
     * @param buckets over how many slots its accounts were spread
     * @param disabledAt when, by the clock of Redis
     * @param swept whether its remains are gone for good
     * @param withNamespace whether it ended with its namespace: then its locked accounts are told of until their locks have run out
     * @param lockout when accounts were locked; null when that was never tuned
     */
    public record DeadMount(
            String namespaceId,
            String accessor,
            int buckets,
            Instant disabledAt,
            boolean swept,
            boolean withNamespace,
            @Nullable LockoutConfig lockout) {

        /** A mount that was disabled. */
        static DeadMount disabled(MountEntry mount, Instant now) {
            return of(mount, now, false, null);
        }

        /** A mount whose namespace was deleted. */
        static DeadMount deleted(MountEntry mount, Instant now) {
            return of(mount, now, true, mount.config().lockout());
        }

        /** The token store of a namespace has no accounts: nothing is left of it. */
        private static DeadMount of(
                MountEntry mount, Instant now, boolean withNamespace, @Nullable LockoutConfig lockout) {
            boolean swept = mount.type().equals(MountEntry.TOKEN);
            return new DeadMount(
                    mount.namespaceId(), mount.accessor(), mount.buckets(), now, swept, withNamespace, lockout);
        }

        /** The same, its remains gone. */
        DeadMount asSwept() {
            return new DeadMount(namespaceId, accessor, buckets, disabledAt, true, withNamespace, lockout);
        }
    }

    private final HashPMap<String, DeadMount> accessorToDead;
    private final HashPMap<String, DeadMount> unswept;

    private DeadMounts(HashPMap<String, DeadMount> accessorToDead, HashPMap<String, DeadMount> unswept) {
        this.accessorToDead = accessorToDead;
        this.unswept = unswept;
    }

    /** Whether the accessor was used by a mount that is no more. */
    boolean contains(String accessor) {
        return accessorToDead.containsKey(accessor);
    }

    /** Those whose remains may still be there. */
    List<DeadMount> unswept() {
        return List.copyOf(unswept.values());
    }

    /** The one with this accessor, if it is among {@link #ofDeletedNamespaces}. */
    public Optional<DeadMount> ofDeletedNamespace(String accessor) {
        return Optional.ofNullable(unswept.get(accessor)).filter(DeadMount::withNamespace);
    }

    /** Those that ended with their namespace, as far as accounts of them may still be locked. */
    public Stream<DeadMount> ofDeletedNamespaces() {
        return unswept.values().stream().filter(DeadMount::withNamespace);
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
            return new DeadMounts(HashTreePMap.empty(), HashTreePMap.empty());
        }

        @Override
        public DeadMounts put(DeadMounts part, String key, byte[] plain) {
            DeadMount dead = JSON.decode(plain);
            return new DeadMounts(
                    part.accessorToDead.plus(key, dead),
                    dead.swept() ? part.unswept.minus(key) : part.unswept.plus(key, dead));
        }

        @Override
        public DeadMounts remove(DeadMounts part, String key) {
            return new DeadMounts(part.accessorToDead.minus(key), part.unswept.minus(key));
        }
    }
}
