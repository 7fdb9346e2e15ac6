package io.portcullis.app;

import java.util.List;

/**
 * The paths that are not like the others: spec of the system, 3.22. A final {@code *} stands for whatever follows.
 *
 * <p>Which endpoints need no token is said by the endpoints themselves ({@code Endpoint.Access}); a test keeps both lists.
 */
final class SpecialPaths {

    /** Below {@code sys/}: what needs {@code sudo} beside the capability for the operation. */
    static final List<String> SYS_SUDO = List.of(
            "auth/*",
            "remount",
            "audit",
            "audit/*",
            "raw",
            "raw/*",
            "rotate",
            "rotate/keyring",
            "rotate/root",
            "config/cors",
            "config/auditing/*",
            "config/ui/headers/*",
            "plugins/catalog/*",
            "revoke-prefix/*",
            "revoke-force/*",
            "leases/revoke-prefix/*",
            "leases/revoke-force/*",
            "leases/lookup/*",
            "leases",
            "internal/inspect/*");

    /** Below {@code auth/token/}, likewise. */
    static final List<String> TOKEN_SUDO = List.of("accessors*", "revoke-orphan/*");

    /** Below {@code sys/}: where everybody may hear that there is nothing. */
    static final List<String> SYS_OPEN = List.of("internal/ui/mounts/*");

    /** Below a mount of type {@code userpass}, likewise. */
    static final List<String> USERPASS_OPEN = List.of("login/*");

    private SpecialPaths() {}
}
