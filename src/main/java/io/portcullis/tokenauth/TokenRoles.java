package io.portcullis.tokenauth;

import io.portcullis.control.Kind;
import io.portcullis.namespace.PerNamespace;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import java.util.List;
import java.util.Optional;

/** The token roles of all namespaces: a part of the control plane's snapshot. */
public final class TokenRoles {

    /** The kind of entry that token roles are; its keys are {@code <namespace id>/<name>}. */
    public static final Kind<TokenRoles> KIND = new RoleKind();

    private static final RecordJson<TokenRole> JSON = new RecordJson<>(TokenRole.class);

    private final PerNamespace<TokenRole> roles;

    private TokenRoles(PerNamespace<TokenRole> roles) {
        this.roles = roles;
    }

    /** The role of a name, if there is one. */
    Optional<TokenRole> find(String namespaceId, String name) {
        return roles.find(namespaceId, name);
    }

    /** The names of the roles of a namespace, sorted. */
    List<String> names(String namespaceId) {
        return roles.of(namespaceId).stream().map(TokenRole::name).toList();
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
            return new TokenRoles(PerNamespace.empty());
        }

        @Override
        public TokenRoles put(TokenRoles part, String key, byte[] plain) {
            TokenRole role = JSON.decode(plain);
            return new TokenRoles(part.roles.plus(role.namespaceId(), role.name(), role));
        }

        @Override
        public TokenRoles remove(TokenRoles part, String key) {
            int slash = key.indexOf('/');
            return new TokenRoles(part.roles.minus(key.substring(0, slash), key.substring(slash + 1)));
        }
    }
}
