package io.portcullis.field;

import io.portcullis.fault.Fault;
import java.util.OptionalLong;

/** Whole numbers of 64 bits in text, as Go's {@code strconv.ParseInt} reads them. */
public final class GoInteger {

    private GoInteger() {}

    /**
     * A decimal number with an optional sign.
     *
     * @throws Fault 400 {@code invalid syntax} or {@code value out of range}
     */
    public static long parseDecimal(String text) {
        return parseDigits(text, signLength(text), 10, false);
    }

    /** As {@link #parseDecimal}; empty when the text is no such number. */
    static OptionalLong tryDecimal(String text) {
        try {
            return OptionalLong.of(parseDecimal(text));
        } catch (Fault notOne) {
            return OptionalLong.empty();
        }
    }

    /**
     * A number whose base its prefix tells: {@code 0x}, {@code 0o} or {@code 0}, {@code 0b}, else decimal; digits may be grouped
     * by underscores.
     *
     * @throws Fault 400 {@code invalid syntax} or {@code value out of range}
     */
    public static long parseAnyBase(String text) {
        int start = signLength(text);
        String digits = text.substring(start);
        for (Prefix prefix : Prefix.values()) {
            if (digits.length() > prefix.text.length() && prefix.begins(digits)) {
                return parseDigits(text, start + prefix.text.length(), prefix.base, true);
            }
        }
        return parseDigits(text, start, 10, true);
    }

    private enum Prefix {
        HEXADECIMAL("0x", 16),
        LETTERED_OCTAL("0o", 8),
        BINARY("0b", 2),
        OCTAL("0", 8);

        private final String text;
        private final int base;

        Prefix(String text, int base) {
            this.text = text;
            this.base = base;
        }

        boolean begins(String digits) {
            return digits.regionMatches(true, 0, text, 0, text.length());
        }
    }

    private static int signLength(String text) {
        return !text.isEmpty() && "+-".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    }

    /** Reads to the negative side, which holds one number more. */
    private static long parseDigits(String text, int start, int base, boolean grouped) {
        boolean negative = text.startsWith("-");
        long value = 0;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (grouped && character == '_') {
                continue;
            }
            int digit = character < 0x80 ? Character.digit(character, base) : -1;
            if (digit < 0) {
                throw Fault.badRequest("invalid syntax");
            }
            if (value < (Long.MIN_VALUE + digit) / base) {
                throw Fault.badRequest("value out of range");
            }
            value = value * base - digit;
        }
        if (start == text.length() || grouped && isBadlyGrouped(text, start)) {
            throw Fault.badRequest("invalid syntax");
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw Fault.badRequest("value out of range");
        }
        return negative ? value : -value;
    }

    /** An underscore must stand between two digits, or between the base's prefix and a digit. */
    private static boolean isBadlyGrouped(String text, int start) {
        boolean prefixed = start > signLength(text);
        return text.endsWith("_") || text.contains("__") || !prefixed && text.startsWith("_", start);
    }
}
