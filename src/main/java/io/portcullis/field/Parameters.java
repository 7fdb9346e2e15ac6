package io.portcullis.field;

import io.portcullis.secret.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request under an endpoint's schema. A field that was not given is empty.
 *
 * <p>To ask for a field that the schema does not declare, or declares with another type, is an
 * {@link IllegalArgumentException}.
 */
public final class Parameters {

    private final Map<String, FieldType> types;
    private final Map<String, Object> values;
    private final List<String> warnings;

    Parameters(Map<String, FieldType> types, Map<String, Object> values, List<String> warnings) {
        this.types = types;
        this.values = values;
        this.warnings = warnings;
    }

    /** Those of a schema without fields. */
    public static Parameters none() {
        return new Parameters(Map.of(), Map.of(), List.of());
    }

    /** A field of type {@code TEXT}. */
    public Optional<String> text(String name) {
        return value(name, String.class, FieldType.TEXT);
    }

    /** A field of type {@code BOOL}. */
    public Optional<Boolean> bool(String name) {
        return value(name, Boolean.class, FieldType.BOOL);
    }

    /** A field of type {@code INT}. */
    public OptionalLong integer(String name) {
        return value(name, Long.class, FieldType.INT).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** A field of type {@code DURATION}: whole seconds, not negative. */
    public Optional<Duration> duration(String name) {
        return value(name, Duration.class, FieldType.DURATION);
    }

    /** A field of type {@code TIME}. */
    public Optional<Instant> time(String name) {
        return value(name, Instant.class, FieldType.TIME);
    }

    /** A field of type {@code COMMA_LIST} or {@code LIST}: trimmed items, empty ones among them. */
    @SuppressWarnings("unchecked")
    public Optional<List<String>> list(String name) {
        FieldType type = types.get(name) == FieldType.LIST ? FieldType.LIST : FieldType.COMMA_LIST;
        return value(name, List.class, type).map(list -> (List<String>) list);
    }

    /** A field of type {@code MAP}: strings, {@link JsonNumber}s, booleans, null, lists and maps. */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, @Nullable Object>> map(String name) {
        return value(name, Map.class, FieldType.MAP).map(map -> (Map<String, @Nullable Object>) map);
    }

    /** A field of type {@code PAIRS}. */
    @SuppressWarnings("unchecked")
    public Optional<Map<String, String>> pairs(String name) {
        return value(name, Map.class, FieldType.PAIRS).map(map -> (Map<String, String>) map);
    }

    /** A field of type {@code SECRET}; wiped when the raw parameters are closed. */
    public Optional<SecretBytes> secret(String name) {
        return value(name, SecretBytes.class, FieldType.SECRET);
    }

    /** What an answer of 200 warns of: parameters that no field declares, then those that the path overrides. */
    public List<String> warnings() {
        return warnings;
    }

    private <T> Optional<T> value(String name, Class<T> as, FieldType type) {
        if (types.get(name) != type) {
            throw new IllegalArgumentException("no field " + name + " of type " + type);
        }
        return Optional.ofNullable(as.cast(values.get(name)));
    }
}
