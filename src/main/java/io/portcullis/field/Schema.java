package io.portcullis.field;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields that an endpoint declares. Immutable; made once per endpoint. */
public final class Schema {

    private static final String IGNORED = "Endpoint ignored these unrecognized parameters: ";
    private static final String REPLACED =
            "Endpoint replaced the value of these parameters with the values captured from the endpoint's path: ";

    private final List<Field> fields;
    private final Map<String, FieldType> types;
    private final Set<String> secretNames;
    private final String faultPrefix;

    private Schema(List<Field> fields, Map<String, FieldType> types, String faultPrefix) {
        this.fields = fields;
        this.types = types;
        this.faultPrefix = faultPrefix;
        this.secretNames = types.keySet().stream()
                .filter(name -> types.get(name) == FieldType.SECRET)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** These fields, each name once; a value that does not fit is told as {@code Field validation failed: error ...}. */
    public static Schema of(Field... fields) {
        var types = new LinkedHashMap<String, FieldType>();
        for (Field field : fields) {
            if (types.put(field.name(), field.type()) != null) {
                throw new IllegalArgumentException("field declared twice: " + field.name());
            }
        }
        return new Schema(List.of(fields), Collections.unmodifiableMap(types), "Field validation failed: ");
    }

    /** The same fields for a path with an existence check: what does not fit is told as {@code error converting ...}. */
    public Schema withBareFaults() {
        return new Schema(fields, types, "");
    }

    /** The fields, as they were declared. */
    public List<Field> fields() {
        return fields;
    }

    /** The names of the secret fields: what {@link RawParameters} are read with. */
    public Set<String> secretNames() {
        return secretNames;
    }

    /**
     * Converts every declared field that was given, in the order of declaration. A value captured from the path takes the place
     * of one that was sent. The result uses the secrets of {@code raw}: close that after it.
     *
     * @throws Fault 400 {@code error converting input for field "x": detail}; of a secret it names the type only
     */
    public Parameters convert(RawParameters raw, Map<String, String> captures) {
        var values = new HashMap<String, Object>();
        types.forEach((name, type) -> {
            if (captures.containsKey(name) || raw.has(name)) {
                Object value = convert(name, type, captures.containsKey(name) ? captures.get(name) : raw.value(name));
                if (value != null) {
                    values.put(name, value);
                }
            }
        });
        return new Parameters(types, values, warnings(raw, captures));
    }

    private @Nullable Object convert(String name, FieldType type, @Nullable Object raw) {
        try {
            return type.convert(name, raw);
        } catch (Fault fault) {
            throw Fault.badRequest(
                    faultPrefix + "error converting input for field \"" + name + "\": " + fault.getMessage());
        }
    }

    private List<String> warnings(RawParameters raw, Map<String, String> captures) {
        if (types.keySet().containsAll(raw.names()) && Collections.disjoint(raw.names(), captures.keySet())) {
            return List.of();
        }
        var warnings = new ArrayList<String>(2);
        warn(
                warnings,
                IGNORED,
                raw.names().stream().filter(name -> !types.containsKey(name) && !captures.containsKey(name)));
        warn(
                warnings,
                REPLACED,
                raw.names().stream().filter(name -> captures.containsKey(name) && raw.value(name) != null));
        return List.copyOf(warnings);
    }

    private static void warn(List<String> warnings, String text, Stream<String> names) {
        List<String> sorted = names.sorted().toList();
        if (!sorted.isEmpty()) {
            warnings.add(text + "[" + String.join(" ", sorted) + "]");
        }
    }
}
