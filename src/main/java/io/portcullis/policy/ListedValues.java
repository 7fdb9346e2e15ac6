package io.portcullis.policy;

import io.portcullis.field.JsonNumber;
import io.portcullis.field.Repeated;
import io.portcullis.secret.SecretBytes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that a parameter rule lists, and whether what a request sends is among them: spec of the system, 4.6, and decision P1.
 *
 * <p>A text is compared with {@link ListedText}s, a number by value, a list as a whole and item by item; a secret only with texts.
 *
 * @param values none: every value is listed
 */
record ListedValues(List<@Nullable Object> values) {

    ListedValues {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** These and those; if one of the two stands for every value, every value. */
    ListedValues with(ListedValues other) {
        if (values.isEmpty() || other.values.isEmpty()) {
            return new ListedValues(List.of());
        }
        var both = new ArrayList<>(values);
        both.addAll(other.values);
        return new ListedValues(both);
    }

    /** Whether it, or something in it, is listed; true for what cannot be compared. */
    boolean containsAnyOf(@Nullable Object value) {
        if (values.isEmpty() || isListed(value)) {
            return true;
        }
        List<?> items = items(value);
        return items == null
                ? value instanceof JsonNumber number && decimal(number).isEmpty()
                : items.stream().anyMatch(this::containsAnyOf);
    }

    /** Whether it, or everything in it, is listed; false for what cannot be compared. */
    boolean containsAllOf(@Nullable Object value) {
        if (values.isEmpty() || isListed(value)) {
            return true;
        }
        List<?> items = items(value);
        return items != null && !items.isEmpty() && items.stream().allMatch(this::containsAllOf);
    }

    private boolean isListed(@Nullable Object value) {
        for (Object listed : values) {
            if (listed instanceof String text ? isGlobOf(text, value) : isEqual(listed, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGlobOf(String listed, @Nullable Object value) {
        if (value instanceof SecretBytes secret) {
            return secret.read(bytes -> ListedText.of(listed).matches(bytes));
        }
        return value instanceof String text && ListedText.of(listed).matches(text);
    }

    private static boolean isEqual(@Nullable Object listed, @Nullable Object value) {
        if (listed instanceof Number || listed instanceof JsonNumber) {
            Optional<BigDecimal> left = decimal(listed);
            Optional<BigDecimal> right = decimal(value);
            return left.isPresent() && right.isPresent() && left.get().compareTo(right.get()) == 0;
        }
        List<?> items = items(value);
        if (listed instanceof List<?> list && items != null) {
            return areEqual(list, items);
        }
        if (listed instanceof Map<?, ?> left && value instanceof Map<?, ?> right) {
            return left.keySet().equals(right.keySet())
                    && left.entrySet().stream().allMatch(entry -> isEqual(entry.getValue(), right.get(entry.getKey())));
        }
        return Objects.equals(listed, value);
    }

    private static boolean areEqual(List<?> left, List<?> right) {
        boolean equal = left.size() == right.size();
        for (int i = 0; equal && i < left.size(); i++) {
            equal = isEqual(left.get(i), right.get(i));
        }
        return equal;
    }

    private static @Nullable List<?> items(@Nullable Object value) {
        return value instanceof Repeated repeated ? repeated.values() : value instanceof List<?> list ? list : null;
    }

    /** Empty for what is no number, or one whose exponent is out of all reason. */
    private static Optional<BigDecimal> decimal(@Nullable Object value) {
        try {
            return value instanceof Number || value instanceof JsonNumber
                    ? Optional.of(new BigDecimal(value.toString()))
                    : Optional.empty();
        } catch (NumberFormatException outOfRange) {
            return Optional.empty();
        }
    }
}
