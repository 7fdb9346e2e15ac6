package io.portcullis.app;

import io.portcullis.fault.Fault;
import io.portcullis.namespace.Namespace;
import java.util.List;

/** The paths below {@code sys/} that are served in the first namespace only: spec of namespaces, 1.7. Segments count as wholes. */
final class RootOnlyPaths {

    /** Those that are refused wherever a namespace is named by a header at all, be it the first one, and whether it exists or not. */
    static final List<String> WITHOUT_HEADER = List.of(
            "raw",
            "generate-recovery-token",
            "init",
            "seal",
            "step-down",
            "unseal",
            "rekey-recovery-key",
            "rekey",
            "storage",
            "generate-root",
            "metrics",
            "pprof",
            "in-flight-req");

    /** Those that are refused in every other namespace. */
    static final List<String> IN_ROOT = List.of(
            "audit-hash",
            "audit",
            "config/auditing",
            "config/cors",
            "config/reload",
            "config/state",
            "config/ui",
            "generate-recovery-token",
            "generate-root",
            "health",
            "host-info",
            "in-flight-req",
            "init",
            "internal/counters/activity",
            "internal/counters/config",
            "internal/inspect/router",
            "loggers",
            "metrics",
            "mfa/method",
            "monitor",
            "pprof",
            "quotas/config",
            "quotas/lease-count",
            "quotas/rate-limit",
            "raw",
            "rekey-recovery-key",
            "rekey",
            "replication/merkle-check",
            "replication/recover",
            "replication/reindex",
            "replication/status",
            "seal",
            "sealwrap/rewrap",
            "step-down",
            "storage",
            "sync/config",
            "unseal");

    private static final String SYS = "sys/";

    private RootOnlyPaths() {}

    /**
     * Refuses (400) what is served without a namespace only.
     *
     * @param header as sent; empty when none was
     * @param path below {@code /v1/}, whatever namespaces it begins with
     */
    static void checkHeader(String header, String path) {
        if (!header.isEmpty() && isAmong(WITHOUT_HEADER, path)) {
            throw Fault.badRequest("operation unavailable in namespaces");
        }
    }

    /** Refuses (400) what the first namespace alone serves. */
    static void check(Namespace namespace, String path) {
        if (!namespace.isRoot() && isAmong(IN_ROOT, path)) {
            throw Fault.badRequest("operation only available in root namespace");
        }
    }

    private static boolean isAmong(List<String> names, String path) {
        if (!path.startsWith(SYS)) {
            return false;
        }
        String below = path.substring(SYS.length());
        return names.stream().anyMatch(name -> below.equals(name) || below.startsWith(name + "/"));
    }
}
