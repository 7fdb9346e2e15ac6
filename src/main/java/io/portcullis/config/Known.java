package io.portcullis.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stanzas that there are, and what is told of those and of the keys that operators know from elsewhere. */
final class Known {

    private static final Map<String, List<String>> STANZA_TO_LABELS = Map.of(
            "listener", List.of("tcp", "ops"),
            "storage", List.of("redis"),
            "seal", List.of("static"),
            "user_lockout", List.of("all", "userpass"));

    private static final String ALL_ACTIVE =
            "not supported: nodes do not talk to each other, all state is in storage \"redis\"";
    private static final String NO_PLUGINS = "not supported: there are no plugins";
    private static final String LOG_TO_ERR = "not supported: the log goes to standard error";
    private static final String NO_HEADER = "not supported: there is no such header";
    private static final String BEHIND_IDLE = "not supported: http_idle_timeout and http_read_timeout bound a request";

    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("backend", "not supported: write storage \"redis\""),
            Map.entry("ha_storage", ALL_ACTIVE),
            Map.entry("ha_backend", ALL_ACTIVE),
            Map.entry("cluster_addr", ALL_ACTIVE),
            Map.entry("cluster_address", ALL_ACTIVE),
            Map.entry("disable_clustering", ALL_ACTIVE),
            Map.entry("service_registration", "not supported: let the load balancer ask the ops listener"),
            Map.entry("telemetry", "not supported: metrics are served by listener \"ops\""),
            Map.entry("audit", "not supported yet: there are no audit devices"),
            Map.entry("plugin_directory", NO_PLUGINS),
            Map.entry("plugin", NO_PLUGINS),
            Map.entry("plugin_tmpdir", NO_PLUGINS),
            Map.entry("plugin_file_uid", NO_PLUGINS),
            Map.entry("plugin_file_permissions", NO_PLUGINS),
            Map.entry("raw_storage_endpoint", "not supported: there is no raw storage"),
            Map.entry("introspection_endpoint", "not supported: there is no such endpoint"),
            Map.entry("disable_cache", "not supported: nothing is cached that could be out of date"),
            Map.entry("cache_size", "not supported: nothing is cached that could be out of date"),
            Map.entry("log_file", LOG_TO_ERR),
            Map.entry("log_rotate_duration", LOG_TO_ERR),
            Map.entry("log_rotate_bytes", LOG_TO_ERR),
            Map.entry("log_rotate_max_files", LOG_TO_ERR),
            Map.entry("log_requests_level", "not supported: requests are not logged"),
            Map.entry("enable_response_header_hostname", NO_HEADER),
            Map.entry("enable_response_header_raft_node_id", NO_HEADER),
            Map.entry("custom_response_headers", NO_HEADER),
            Map.entry("http_read_header_timeout", BEHIND_IDLE),
            Map.entry("http_write_timeout", BEHIND_IDLE),
            Map.entry("max_request_duration", BEHIND_IDLE),
            Map.entry("tls_cipher_suites", "not supported: Java's defaults for TLS 1.2 and 1.3 are used"),
            Map.entry("tls_prefer_server_cipher_suites", "not supported: Java's defaults for TLS 1.2 and 1.3 are used"),
            Map.entry("proxy_protocol_behavior", "not supported: proxies send X-Forwarded-For"),
            Map.entry("proxy_protocol_authorized_addrs", "not supported: proxies send X-Forwarded-For"),
            Map.entry("x_forwarded_for_client_cert_header", "not supported: there are no logins by certificate"),
            Map.entry("unauthenticated_metrics_access", "not supported: metrics are served by listener \"ops\""));

    private Known() {}

    static boolean isStanza(String name) {
        return STANZA_TO_LABELS.containsKey(name);
    }

    /** How a stanza is spoken of: {@code listener "tcp"}. */
    static String head(String name, String label) {
        return name + " \"" + label.toLowerCase(Locale.ROOT) + "\"";
    }

    /** Why there can be no such stanza; empty if there can. */
    static Optional<String> refusal(String name, String label) {
        List<String> labels = STANZA_TO_LABELS.get(name);
        if (labels == null) {
            return Optional.of(
                    elsewhere(name).orElse("unknown stanza" + Nearest.hint(name, STANZA_TO_LABELS.keySet())));
        }
        return labels.contains(label.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("unknown label" + expected(name));
    }

    /** What is said of a key or stanza of Vault or OpenBao that does not exist here. */
    static Optional<String> elsewhere(String key) {
        return Optional.ofNullable(ELSEWHERE.get(key));
    }

    /** {@code  (expected listener "tcp" or listener "ops")}. */
    static String expected(String name) {
        return STANZA_TO_LABELS.getOrDefault(name, List.of()).stream()
                .map(label -> head(name, label))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" or "), all -> all.isEmpty() ? "" : " (expected " + all + ")"));
    }

    /** The names of all stanzas. */
    static Iterable<String> stanzas() {
        return STANZA_TO_LABELS.keySet();
    }
}
