package io.portcullis.clients;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Policies as people write them. */
final class PolicyHcl {

    private PolicyHcl() {}

    /** A policy with these capabilities for each path. */
    static String of(Map<String, List<String>> pathToCapabilities) {
        return pathToCapabilities.entrySet().stream()
                .map(rule -> block(rule.getKey()) + " {\n  capabilities = [\"" + String.join("\", \"", rule.getValue())
                        + "\"]\n}\n")
                .collect(Collectors.joining("\n"));
    }

    /** How the rule for a path begins. */
    static String block(String path) {
        return "path \"" + path + "\"";
    }
}
