package io.portcullis.mount;

import io.portcullis.namespace.Namespace;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The mounts outside {@code auth/} that every namespace shows and nobody can change. They are not stored: accessor and uuid are
 * keyed hashes of namespace and path.
 */
final class BuiltInMounts {

    /** One of them, as {@code sys/mounts} shows it. */
    record BuiltIn(
            String path,
            String type,
            String description,
            boolean local,
            boolean sealWrap,
            List<String> passthroughRequestHeaders,
            String accessor,
            String uuid) {}

    private BuiltInMounts() {}

    static List<BuiltIn> of(Seal seal, String namespaceId) {
        return List.of(
                builtIn(seal, namespaceId, "cubbyhole", "per-token private secret storage", true, false, List.of()),
                builtIn(seal, namespaceId, "identity", "identity store", false, false, List.of("Authorization")),
                builtIn(
                        seal,
                        namespaceId,
                        "system",
                        "system endpoints used for control, policy and debugging",
                        false,
                        true,
                        List.of("Accept")));
    }

    private static BuiltIn builtIn(
            Seal seal,
            String namespaceId,
            String type,
            String description,
            boolean local,
            boolean sealWrap,
            List<String> headers) {
        String path = type.equals("system") ? "sys/" : type + "/";
        byte[] hash = seal.hash(Purpose.MOUNT, (namespaceId + "/" + path).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        String accessor = type + "_" + HexFormat.of().formatHex(hash, 0, 4);
        String uuid = new UUID(bytes.getLong(8), bytes.getLong(16)).toString();
        String shown = namespaceId.equals(Namespace.ROOT_ID) ? type : "ns_" + type;
        return new BuiltIn(path, shown, description, local, sealWrap, headers, accessor, uuid);
    }
}
