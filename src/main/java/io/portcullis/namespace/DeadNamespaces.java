package io.portcullis.namespace;

import io.portcullis.control.Kind;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.time.Instant;
import java.util.List;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/**
 * The namespaces that were deleted: their ids are never used again, and what is left of them in Redis is swept. A part of the
 * control plane's snapshot.
 */
public final class DeadNamespaces {

    /** The kind of entry that they are; its keys are their ids. */
    public static final Kind<DeadNamespaces> KIND = new DeadKind();

    private static final RecordJson<DeadNamespace> JSON = new RecordJson<>(DeadNamespace.class);

    /**
     * One of them.
     *
     * @param id what it had
     * @param deletedAt when, by the clock of Redis
     * @param swept whether its remains are gone for good
     */
    public record DeadNamespace(String id, Instant deletedAt, boolean swept) {

        /** The same, its remains gone. */
        public DeadNamespace asSwept() {
            return new DeadNamespace(id, deletedAt, true);
        }
    }

    private final HashPMap<String, DeadNamespace> idToDead;
    private final HashPMap<String, DeadNamespace> unswept;

    private DeadNamespaces(HashPMap<String, DeadNamespace> idToDead, HashPMap<String, DeadNamespace> unswept) {
        this.idToDead = idToDead;
        this.unswept = unswept;
    }

    /** Whether the id was used by a namespace that is no more. */
    public boolean contains(String id) {
        return idToDead.containsKey(id);
    }

    /** Those whose remains may still be there. */
    public List<DeadNamespace> unswept() {
        return List.copyOf(unswept.values());
    }

    /** One of them as the bytes of its entry. */
    public static byte[] encode(DeadNamespace dead) {
        return JSON.encode(dead);
    }

    private static final class DeadKind implements Kind<DeadNamespaces> {

        @Override
        public String name() {
            return "dead-namespaces";
        }

        @Override
        public RecordKind record() {
            return RecordKind.DEAD_NAMESPACE;
        }

        @Override
        public DeadNamespaces empty() {
            return new DeadNamespaces(HashTreePMap.empty(), HashTreePMap.empty());
        }

        @Override
        public DeadNamespaces put(DeadNamespaces part, String key, byte[] plain) {
            DeadNamespace dead = JSON.decode(plain);
            return new DeadNamespaces(
                    part.idToDead.plus(key, dead),
                    dead.swept() ? part.unswept.minus(key) : part.unswept.plus(key, dead));
        }

        @Override
        public DeadNamespaces remove(DeadNamespaces part, String key) {
            return new DeadNamespaces(part.idToDead.minus(key), part.unswept.minus(key));
        }
    }
}
