package io.portcullis.field;

import io.portcullis.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Raw values as error sentences name and show them. */
final class GoValue {

    private GoValue() {}

    /** 400: the value at this place inside the field, {@code ""} for the field itself, is not of the expected type. */
    static Fault unconvertible(String place, String expected, @Nullable Object value) {
        return Fault.badRequest(
                "'%s' expected type '%s', got unconvertible type '%s'".formatted(place, expected, typeOf(value)));
    }

    private static String typeOf(@Nullable Object value) {
        if (value instanceof Map) {
            return "map[string]interface {}";
        }
        if (value instanceof List) {
            return "[]interface {}";
        }
        if (value instanceof Repeated) {
            return "[]string";
        }
        return value instanceof JsonNumber ? "json.Number" : value instanceof Boolean ? "bool" : "string";
    }

    /** The value as {@code %v} shows it: {@code map[a:1 b:[x y]]}. */
    static String show(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map)
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + ":" + show(entry.getValue()))
                            .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(GoValue::show).collect(Collectors.joining(" ", "[", "]"));
        }
        return value == null ? "<nil>" : value.toString();
    }
}
