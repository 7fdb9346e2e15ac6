package io.portcullis.policy;

import io.portcullis.field.RawParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters a request may, must not and must have: spec of the system, 4.5 and 4.6.
 *
 * @param allowed lower-cased name or {@code *} to values; none: all are allowed
 * @param denied lower-cased name or {@code *} to values
 * @param required lower-cased name to the name as it was written, in the order in which they stand
 */
record ParameterRules(
        Map<String, ListedValues> allowed, Map<String, ListedValues> denied, Map<String, String> required) {

    /** No rules. */
    static final ParameterRules NONE = new ParameterRules(Map.of(), Map.of(), Map.of());

    private static final String ANY = "*";

    ParameterRules {
        allowed = Collections.unmodifiableMap(new LinkedHashMap<>(allowed));
        denied = Collections.unmodifiableMap(new LinkedHashMap<>(denied));
        required = Collections.unmodifiableMap(new LinkedHashMap<>(required));
    }

    /** Those of one block. */
    static ParameterRules of(PathBlock block) {
        var required = new LinkedHashMap<String, String>();
        block.required().forEach(name -> required.putIfAbsent(lowerCase(name), name));
        return new ParameterRules(listed(block.allowed()), listed(block.denied()), required);
    }

    private static Map<String, ListedValues> listed(Map<String, List<@Nullable Object>> nameToValues) {
        var listed = new LinkedHashMap<String, ListedValues>();
        nameToValues.forEach((name, values) -> listed.put(name, new ListedValues(values)));
        return listed;
    }

    /** Both, as blocks with the same path are merged. */
    ParameterRules with(ParameterRules other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var bothRequired = new LinkedHashMap<>(required);
        other.required.forEach(bothRequired::putIfAbsent);
        return new ParameterRules(merged(allowed, other.allowed), merged(denied, other.denied), bothRequired);
    }

    private boolean isEmpty() {
        return allowed.isEmpty() && denied.isEmpty() && required.isEmpty();
    }

    private static Map<String, ListedValues> merged(Map<String, ListedValues> left, Map<String, ListedValues> right) {
        var merged = new LinkedHashMap<>(left);
        right.forEach((name, values) -> merged.merge(name, values, ListedValues::with));
        return merged;
    }

    /** Whether a request may have these parameters; one without any may, if none is required. */
    boolean allow(RawParameters parameters) {
        Set<String> names = parameters.names();
        return names.containsAll(required.keySet())
                && (names.isEmpty() || !anyIsDenied(parameters, names) && allAreAllowed(parameters, names));
    }

    private boolean anyIsDenied(RawParameters parameters, Set<String> names) {
        if (denied.isEmpty() || denied.containsKey(ANY)) {
            return !denied.isEmpty();
        }
        for (String name : names) {
            ListedValues values = denied.get(lowerCase(name));
            if (values != null && values.containsAnyOf(parameters.value(name))) {
                return true;
            }
        }
        return false;
    }

    private boolean allAreAllowed(RawParameters parameters, Set<String> names) {
        boolean any = allowed.containsKey(ANY);
        if (allowed.isEmpty() || any && allowed.size() == 1) {
            return true;
        }
        for (String name : names) {
            ListedValues values = allowed.get(lowerCase(name));
            if (values == null ? !any : !values.containsAllOf(parameters.value(name))) {
                return false;
            }
        }
        return true;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
