package io.portcullis.field;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Raw values read as lists and maps. */
final class Containers {

    private Containers() {}

    static List<String> commaList(@Nullable Object raw) {
        List<?> items = raw instanceof String text && !text.isEmpty() ? List.of(text.split(",", -1)) : items(raw);
        return trimmed(items, Containers::commaListFault);
    }

    static List<String> list(@Nullable Object raw) {
        return trimmed(items(raw), Containers::listFault);
    }

    /** An object, or objects in an array that may be nested, later ones over earlier ones. */
    static Map<String, @Nullable Object> map(String place, @Nullable Object raw) {
        var merged = new LinkedHashMap<String, @Nullable Object>();
        merge(place, raw, merged);
        return Collections.unmodifiableMap(merged);
    }

    static Map<String, String> pairs(String name, @Nullable Object raw) {
        return textMap(raw).orElseGet(() -> splitPairs(name, "".equals(raw) ? List.of("") : items(raw)));
    }

    private static void merge(String place, @Nullable Object raw, Map<String, @Nullable Object> merged) {
        if (raw instanceof Map<?, ?> map) {
            map.forEach((key, value) -> merged.put((String) key, value));
        } else if (raw instanceof List || raw instanceof Repeated) {
            List<?> items = items(raw);
            for (int i = 0; i < items.size(); i++) {
                merge(place + "[" + i + "]", items.get(i), merged);
            }
        } else if (raw != null) {
            throw GoValue.unconvertible(place, "map[string]interface {}", raw);
        }
    }

    /** The raw value as a map of texts; empty when it is neither an object of scalars nor an array of such. */
    private static Optional<Map<String, String>> textMap(@Nullable Object raw) {
        try {
            var texts = new LinkedHashMap<String, String>();
            map("", raw).forEach((key, value) -> texts.put(key, Scalars.text(value)));
            return Optional.of(Collections.unmodifiableMap(texts));
        } catch (Fault notOne) {
            return Optional.empty();
        }
    }

    private static Map<String, String> splitPairs(String name, List<?> items) {
        var pairs = new LinkedHashMap<String, String>();
        List<String> texts = texts(items, Containers::listFault);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            int separator = text.indexOf('=');
            if (separator <= 0) {
                throw Fault.badRequest("invalid key pair at index " + i + " in field \"" + name + "\"");
            }
            pairs.put(text.substring(0, separator), text.substring(separator + 1));
        }
        return Collections.unmodifiableMap(pairs);
    }

    /** What the value holds, one by one; a value that is no container is its own only item, null and the empty ones have none. */
    private static List<?> items(@Nullable Object raw) {
        if (raw == null || "".equals(raw) || raw instanceof Map<?, ?> map && map.isEmpty()) {
            return List.of();
        }
        if (raw instanceof Repeated repeated) {
            return repeated.values();
        }
        return raw instanceof List<?> list ? list : List.of(raw);
    }

    private static List<String> trimmed(List<?> items, ItemFault fault) {
        return texts(items, fault).stream().map(GoSpace::trim).toList();
    }

    private static List<String> texts(List<?> items, ItemFault fault) {
        var texts = new ArrayList<String>(items.size());
        for (int i = 0; i < items.size(); i++) {
            try {
                texts.add(Scalars.text("[" + i + "]", items.get(i)));
            } catch (Fault unconvertible) {
                throw fault.of(unconvertible, items.get(i));
            }
        }
        return texts;
    }

    /** The sentence about the first item that does not fit. */
    private interface ItemFault {
        Fault of(Fault unconvertible, @Nullable Object item);
    }

    private static Fault listFault(Fault unconvertible, @Nullable Object item) {
        return Fault.badRequest("decoding failed due to the following error(s):\n\n" + unconvertible.getMessage());
    }

    private static Fault commaListFault(Fault unconvertible, @Nullable Object item) {
        return Fault.badRequest(
                "1 error(s) decoding:\n\n* %s, value: '%s'".formatted(unconvertible.getMessage(), GoValue.show(item)));
    }
}
