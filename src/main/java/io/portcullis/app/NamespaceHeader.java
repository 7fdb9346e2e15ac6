package io.portcullis.app;

import io.portcullis.fault.Fault;
import java.util.List;

/**
 * The namespace that a request names. There is only the root namespace yet: every name of it is understood, every other namespace
 * is not found. Spec of the envelope, 1.3 and 1.4.
 */
final class NamespaceHeader {

    private static final List<String> ROOT_ONLY = List.of(
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

    private NamespaceHeader() {}

    /** Refuses (400) a path that is served without a namespace only, when one is named at all. */
    static void checkRestricted(String namespace, String path) {
        if (namespace.isEmpty() || !path.startsWith("sys/")) {
            return;
        }
        String below = path.substring("sys/".length());
        if (ROOT_ONLY.stream().anyMatch(name -> below.equals(name) || below.startsWith(name + "/"))) {
            throw Fault.badRequest("operation unavailable in namespaces");
        }
    }

    /** Refuses (404) every namespace but the root. */
    static void checkExists(String namespace) {
        String name = namespace.replaceAll("^/+|/+$", "");
        if (!name.isEmpty() && !name.equals("root")) {
            throw Fault.of(404, "namespace not found");
        }
    }
}
