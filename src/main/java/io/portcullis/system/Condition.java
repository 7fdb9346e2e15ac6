package io.portcullis.system;

import io.portcullis.control.Snapshot;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * How the server is right now.
 *
 * @param initialised whether the store has a keyring, as far as this process knows
 * @param snapshot the control plane; empty when Redis does not give one that can be trusted, which clients call sealed
 */
record Condition(boolean initialised, Optional<Snapshot> snapshot) {

    boolean sealed() {
        return snapshot.isEmpty();
    }

    Optional<UUID> clusterId() {
        return snapshot.map(Snapshot::seal).map(Condition::clusterId);
    }

    private static UUID clusterId(Seal seal) {
        ByteBuffer hash = ByteBuffer.wrap(seal.hash(Purpose.CLUSTER, new byte[0]));
        return new UUID(hash.getLong(), hash.getLong());
    }

    Optional<String> clusterName() {
        return clusterId().map(id -> "portcullis-cluster-" + id.toString().substring(0, 8));
    }
}
