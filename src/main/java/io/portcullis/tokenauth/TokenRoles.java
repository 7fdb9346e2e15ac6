package io.portcullis.tokenauth;

import io.portcullis.control.Kind;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** The token roles of all namespaces: a part of the control plane's snapshot. */
public final class TokenRoles {

    /** The kind of entry that token roles are; its keys are {@code <namespace id>/<name>}. */
    public static final Kind<TokenRoles> KIND = new RoleKind();

    private static final RecordJson<TokenRole> JSON = new RecordJson<>(TokenRole.class);

    private final HashPMap<String, TokenRole> keyToRole;

    private TokenRoles(HashPMap<String, TokenRole> keyToRole) {
        this.keyToRole = keyToRole;
    }

    /** The role of a name, if there is one. */
    Optional<TokenRole> find(String namespaceId, String name) {
        return Optional.ofNullable(keyToRole.get(key(namespaceId, name)));
    }

    /** The names of the roles of a namespace, sorted. */
    List<String> names(String namespaceId) {
        return keyToRole.values().stream()
                .filter(role -> role.namespaceId().equals(namespaceId))
                .map(TokenRole::name)
                .sorted()
                .toList();
    }

    /** The key of its entry. */
    static String key(String namespaceId, String name) {
        return namespaceId + "/" + name;
    }

    /** A role as the bytes of its entry. */
    static byte[] encode(TokenRole role) {
        return JSON.encode(role);
    }

    private static final class RoleKind implements Kind<TokenRoles> {

        @Override
        public String name() {
            return "token-roles";
        }

        @Override
        public RecordKind record() {
            return RecordKind.TOKEN_ROLE;
        }

        @Override
        public TokenRoles empty() {
            return new TokenRoles(HashTreePMap.empty());
        }

        @Override
        public TokenRoles put(TokenRoles part, String key, byte[] plain) {
            return new TokenRoles(part.keyToRole.plus(key, JSON.decode(plain)));
        }

        @Override
        public TokenRoles remove(TokenRoles part, String key) {
            return new TokenRoles(part.keyToRole.minus(key));
        }
    }
}
