package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.namespace.Namespace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths that only the first namespace serves, frozen. */
class RootOnlyPathsTest {

    private static final Namespace TENANT = new Namespace("aB3dE", "u", "ns1/", false, Map.of());

    @Test
    void theListsAreThoseOfTheSpecification() {
        assertThat(RootOnlyPaths.WITHOUT_HEADER)
                .as("health is told to everybody, whatever namespace a header names")
                .containsExactlyInAnyOrder(
                        ("raw generate-recovery-token init seal step-down unseal rekey-recovery-key rekey storage"
                                        + " generate-root metrics pprof in-flight-req")
                                .split(" "));
        assertThat(RootOnlyPaths.IN_ROOT)
                .containsExactlyInAnyOrder(
                        ("audit-hash audit config/auditing config/cors config/reload config/state config/ui"
                                        + " generate-recovery-token generate-root health host-info in-flight-req init"
                                        + " internal/counters/activity internal/counters/config internal/inspect/router"
                                        + " loggers metrics mfa/method monitor pprof quotas/config quotas/lease-count"
                                        + " quotas/rate-limit raw rekey-recovery-key rekey replication/merkle-check"
                                        + " replication/recover replication/reindex replication/status seal"
                                        + " sealwrap/rewrap step-down storage sync/config unseal")
                                .split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys/audit",
                "sys/audit/file",
                "sys/quotas/config",
                "sys/quotas/config/x",
                "sys/seal",
                "sys/internal/counters/activity/export",
                "sys/internal/counters/activity/monthly",
                "sys/raw/a/b"
            })
    void aPathAndWhatIsBelowItIsServedInTheFirstNamespaceOnly(String path) {
        assertThatThrownBy(() -> RootOnlyPaths.check(TENANT, path)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).isEqualTo("operation only available in root namespace");
        });
        assertThatCode(() -> RootOnlyPaths.check(Namespace.ROOT, path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys/quotas/configx",
                "sys/quotas",
                "sys/auditx",
                "sys/policies/acl/sys/raw",
                "sys/mounts",
                "audit",
                "auth/sys/raw",
                "sys/config",
                "sys/seal-status",
                "sys/internal/ui/mounts",
                "sys/generate-root-token/x",
                "sys/",
                "sys/Raw"
            })
    void whatOnlyLooksAlikeIsServedEverywhere(String path) {
        assertThatCode(() -> RootOnlyPaths.check(TENANT, path)).doesNotThrowAnyException();
        assertThatCode(() -> RootOnlyPaths.checkHeader("ns1", path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "/", ".", "ns1", "nope", " "})
    void someAreRefusedWithAnyHeader(String header) {
        assertThatThrownBy(() -> RootOnlyPaths.checkHeader(header, "sys/seal"))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.getMessage()).isEqualTo("operation unavailable in namespaces");
                });
        assertThatCode(() -> RootOnlyPaths.checkHeader("", "sys/seal")).doesNotThrowAnyException();
        assertThatCode(() -> RootOnlyPaths.checkHeader(header, "sys/audit")).doesNotThrowAnyException();
    }
}
