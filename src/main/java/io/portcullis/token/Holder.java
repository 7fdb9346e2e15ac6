package io.portcullis.token;

import io.portcullis.namespace.Namespace;
import io.portcullis.policy.Identity;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Who a token was given to: an entity, known by one alias. Ids and names of entities are computed, not stored: the same for
 * every login of a name in a mount. Spec of tokens, 4.1.
 *
 * @param entityId its id
 * @param namespaceId the namespace of the mount
 * @param mountAccessor the mount that the alias belongs to
 * @param name the alias
 */
public record Holder(String entityId, String namespaceId, String mountAccessor, String name) {

    private static final String ALIASES = "identity.entity.aliases.";

    /** The holder whom a name of a mount stands for. */
    public static Holder of(Seal seal, String namespaceId, String mountAccessor, String name) {
        String alias = namespaceId + "/" + mountAccessor + "/" + name;
        return new Holder(uuid(hash(seal, alias)) + Namespace.suffix(namespaceId), namespaceId, mountAccessor, name);
    }

    /** The holder as the templates of policies see it. */
    public Identity identity(Seal seal) {
        return selector -> switch (selector) {
            case "identity.entity.id" -> Optional.of(entityId);
            case "identity.entity.name" -> Optional.of(entityName(seal));
            default ->
                selector.startsWith(ALIASES) ? alias(seal, selector.substring(ALIASES.length())) : Optional.empty();
        };
    }

    private Optional<String> alias(Seal seal, String selector) {
        if (selector.equals(mountAccessor + ".name")) {
            return Optional.of(name);
        }
        return selector.equals(mountAccessor + ".id") ? Optional.of(aliasId(seal)) : Optional.empty();
    }

    /** {@code entity_<8 hex digits>.<namespace id>}. */
    String entityName(Seal seal) {
        byte[] hash = hash(seal, "name/" + entityId);
        return "entity_" + HexFormat.of().formatHex(hash, 0, 4) + "." + namespaceId;
    }

    private String aliasId(Seal seal) {
        return uuid(hash(seal, "alias/" + entityId)) + Namespace.suffix(namespaceId);
    }

    private static byte[] hash(Seal seal, String what) {
        return seal.hash(Purpose.ENTITY, what.getBytes(StandardCharsets.UTF_8));
    }

    private static String uuid(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
