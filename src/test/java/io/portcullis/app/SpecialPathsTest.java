package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.http.Endpoints;
import io.portcullis.http.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lists of paths that need sudo, and of those where strangers hear that there is nothing, frozen: what is added or goes shows in a
 * review of this test. {@code EndpointListTest} keeps the endpoints that need no token.
 */
class SpecialPathsTest {

    private static final Endpoints SYS = new Endpoints(
            "sys", "", List.of(), SpecialPaths.SYS_OPEN, SpecialPaths.SYS_SUDO, SpecialPaths::sysSpelling);
    private static final Endpoints TOKEN =
            new Endpoints("token", "", List.of(), List.of(), SpecialPaths.TOKEN_SUDO, Endpoints.Spelling.AS_SENT);

    @Test
    void theListsAreTheOnesThatWereAgreedOn() {
        assertThat(SpecialPaths.SYS_SUDO)
                .containsExactly(
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
        assertThat(SpecialPaths.TOKEN_SUDO).containsExactly("accessors*", "revoke-orphan/*");
        assertThat(SpecialPaths.SYS_OPEN).containsExactly("internal/ui/mounts/*");
        assertThat(SpecialPaths.USERPASS_OPEN).containsExactly("login/*");
    }

    @ParameterizedTest
    @CsvSource({
        "auth, false",
        "auth/, true",
        "auth/people, true",
        "auth/people/tune, true",
        "mounts/auth/people/tune, false",
        "leases, true",
        "leases/lookup, false",
        "leases/lookup/, true",
        "leases/renew, false",
        "leases/revoke-prefix/auth/people, true",
        "policies/acl/x, false",
        "rotated, false",
        "capabilities, false"
    })
    void pathsOfSysThatNeedSudo(String path, boolean needs) {
        assertThat(SYS.needsSudo(path)).isEqualTo(needs);
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE, locked-users/Acc/unlock/BoB, locked-users/Acc/unlock/bob",
        "UPDATE, locked-users/Acc/unlock/A/B, locked-users/Acc/unlock/a/B",
        "UPDATE, locked-users/Acc/unlock, locked-users/Acc/unlock",
        "UPDATE, locked-users/Acc/Unlock, locked-users/Acc/Unlock",
        "READ, locked-users/Acc/BoB, locked-users/Acc/bob",
        "READ, locked-users, locked-users",
        "UPDATE, policies/acl/OPS, policies/acl/ops",
        "READ, auth/people/, auth/people"
    })
    void namesHaveOneSpelling(Operation operation, String sent, String spelled) {
        assertThat(SpecialPaths.sysSpelling(operation, sent)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @CsvSource({
        "accessors, true",
        "accessors/, true",
        "accessorsx, true",
        "create, false",
        "create-orphan, false",
        "revoke-orphan, false"
    })
    void pathsOfTheTokenStoreThatNeedSudo(String path, boolean needs) {
        assertThat(TOKEN.needsSudo(path)).isEqualTo(needs);
    }
}
