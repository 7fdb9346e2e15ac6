package io.portcullis.namespace;

import io.portcullis.fault.Fault;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata of a namespace as it is sent: spec of namespaces, 1.5, and the limits of N4. */
final class NamespaceMetadata {

    static final String FIELD = "custom_metadata";

    private static final int MOST_PAIRS = 64;
    private static final int MOST_KEY_BYTES = 128;
    private static final int MOST_VALUE_BYTES = 512;

    private NamespaceMetadata() {}

    /**
     * What takes the place of all that was there.
     *
     * @throws Fault 400 when a value is no string, or there is too much
     */
    static Map<String, String> replacing(Parameters given) {
        Map<String, String> metadata = new LinkedHashMap<>();
        given.map(FIELD).orElse(Map.of()).forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw Fault.badRequest("custom_metadata values must be strings");
            }
            metadata.put(key, text);
        });
        return checked(metadata);
    }

    /**
     * What is left of some after a merge patch: null takes a key away, and null as a whole takes all.
     *
     * @throws Fault 400 when a value is neither string nor null, or there is too much
     */
    static Map<String, String> patched(Map<String, String> before, Parameters given, RawParameters raw) {
        if (raw.isNull(FIELD)) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>(before);
        given.map(FIELD).orElse(Map.of()).forEach((key, value) -> {
            if (value == null) {
                metadata.remove(key);
            } else if (value instanceof String text) {
                metadata.put(key, text);
            } else {
                throw Fault.badRequest("metadata patch can only have string or null values, got " + goType(value));
            }
        });
        return checked(metadata);
    }

    /**
     * Checks a merge patch that no namespace takes, whether there is one or not.
     *
     * @throws Fault as {@link #patched}
     */
    static void check(Parameters given, RawParameters raw) {
        checked(patched(Map.of(), given, raw));
    }

    private static String goType(@Nullable Object value) {
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof List) {
            return "[]interface {}";
        }
        return value instanceof Map ? "map[string]interface {}" : "json.Number";
    }

    private static Map<String, String> checked(Map<String, String> metadata) {
        if (metadata.size() > MOST_PAIRS) {
            throw Fault.badRequest("custom_metadata has more than " + MOST_PAIRS + " keys");
        }
        metadata.forEach((key, value) -> {
            check("key", key, MOST_KEY_BYTES);
            check("value", value, MOST_VALUE_BYTES);
        });
        return metadata;
    }

    private static void check(String what, String text, int most) {
        if (text.getBytes(StandardCharsets.UTF_8).length > most) {
            throw Fault.badRequest("a " + what + " of custom_metadata is longer than " + most + " bytes");
        }
    }
}
