package io.portcullis.field;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Durations in the notations of the API: whole seconds ({@code 90}), days ({@code 50d}) and Go's own ({@code 1h30m},
 * {@code 1.5h}, {@code 100ms}, {@code 5µs}). A duration has 64 bits of nanoseconds, about 292 years.
 */
public final class GoDuration {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    private GoDuration() {}

    /**
     * The duration, to the nanosecond and possibly negative; the empty text is zero.
     *
     * @throws Fault 400 with Go's sentence, such as {@code time: invalid duration "abc"}
     */
    public static Duration parse(String text) {
        return Duration.ofNanos(nanos(text));
    }

    /**
     * The duration of a field: cut to whole seconds.
     *
     * @throws Fault 400 as {@link #parse}, or {@code cannot provide negative value '-5'}
     */
    static Duration parseSeconds(String text) {
        long seconds = nanos(text) / SECOND;
        if (seconds < 0) {
            throw Fault.badRequest("cannot provide negative value '" + seconds + "'");
        }
        return Duration.ofSeconds(seconds);
    }

    /** The shortest form: {@code 768h}, {@code 1h30m}, {@code 1m30s}, {@code 100ms}; zero is {@code 0s}. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.getSeconds() == 0) {
            return fractionOfSecond(duration.getNano());
        }
        String hours = part(duration.toHours(), "h");
        String minutes = part(duration.toMinutesPart(), "m");
        String fraction = decimals(duration.getNano(), SECOND);
        String seconds =
                fraction.isEmpty() ? part(duration.toSecondsPart(), "s") : duration.toSecondsPart() + fraction + "s";
        return hours + minutes + seconds;
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }

    private static String fractionOfSecond(long nanos) {
        long unit = nanos < 1_000 ? 1 : nanos < 1_000_000 ? 1_000 : 1_000_000;
        String name = unit == 1 ? "ns" : unit == 1_000 ? "µs" : "ms";
        return nanos / unit + decimals(nanos % unit, unit) + name;
    }

    private static String decimals(long rest, long unit) {
        return rest == 0
                ? ""
                : Long.toString(unit + rest).replaceFirst("^1", ".").replaceFirst("0+$", "");
    }

    private static long nanos(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        OptionalLong seconds = GoInteger.tryDecimal(text);
        if (seconds.isPresent()) {
            return times(seconds.getAsLong(), SECOND);
        }
        if (text.endsWith("d")) {
            return times(days(text.substring(0, text.length() - 1)), DAY);
        }
        return new Composite(text).nanos();
    }

    private static long days(String text) {
        try {
            return GoInteger.parseDecimal(text);
        } catch (Fault fault) {
            throw Fault.badRequest("strconv.ParseInt: parsing " + GoText.quote(text) + ": " + fault.getMessage());
        }
    }

    private static long times(long count, long unit) {
        long product = count * unit;
        if (Math.multiplyHigh(count, unit) != product >> 63) {
            throw Fault.badRequest("multiplication of durations resulted in overflow, one operand may be too large");
        }
        return product;
    }

    /** Reads a signed sequence of decimal numbers, each with a unit. */
    private static final class Composite {

        private final String text;
        private int at;

        Composite(String text) {
            this.text = text;
        }

        long nanos() {
            boolean negative = text.startsWith("-");
            at = negative || text.startsWith("+") ? 1 : 0;
            if (at == text.length()) {
                throw invalid();
            }
            if (text.startsWith("0", at) && text.length() == at + 1) {
                return 0;
            }
            long sum = 0;
            while (at < text.length()) {
                long component = component();
                if (sum < 0 && component != 0) {
                    throw invalid();
                }
                sum = checked(sum + component);
            }
            if (!negative && sum == Long.MIN_VALUE) {
                throw invalid();
            }
            return negative ? -sum : sum;
        }

        /** One number with its unit, as unsigned nanoseconds up to 2^63. */
        private long component() {
            int start = at;
            long whole = whole();
            boolean pointed = at < text.length() && text.charAt(at) == '.';
            int fractionStart = pointed ? ++at : at;
            skipDigits();
            int fractionEnd = at;
            if (fractionEnd - start == (pointed ? 1 : 0)) {
                throw invalid();
            }
            long unit = unit();
            if (Long.compareUnsigned(whole, Long.divideUnsigned(Long.MIN_VALUE, unit)) > 0) {
                throw invalid();
            }
            return checked(whole * unit + fraction(fractionStart, fractionEnd, unit));
        }

        /** Digits that 63 bits cannot hold add nothing. */
        private long fraction(int start, int end, long unit) {
            long fraction = 0;
            double scale = 1;
            for (int i = start; i < end && fraction <= (Long.MAX_VALUE - 9) / 10; i++) {
                fraction = fraction * 10 + text.charAt(i) - '0';
                scale *= 10;
            }
            return (long) (fraction * (unit / scale));
        }

        private void skipDigits() {
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
        }

        private long whole() {
            long whole = 0;
            for (; at < text.length() && isDigit(text.charAt(at)); at++) {
                if (Long.compareUnsigned(whole, Long.divideUnsigned(Long.MIN_VALUE, 10)) > 0) {
                    throw invalid();
                }
                whole = checked(whole * 10 + text.charAt(at) - '0');
            }
            return whole;
        }

        private long unit() {
            int start = at;
            while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
                at++;
            }
            String unit = text.substring(start, at);
            return switch (unit) {
                case "ns" -> 1;
                case "us", "µs", "μs" -> 1_000;
                case "ms" -> 1_000_000;
                case "s" -> SECOND;
                case "m" -> 60 * SECOND;
                case "h" -> 3_600 * SECOND;
                case "" -> throw Fault.badRequest("time: missing unit in duration " + quoted(text));
                default ->
                    throw Fault.badRequest("time: unknown unit " + quoted(unit) + " in duration " + quoted(text));
            };
        }

        /** The sum itself, if as an unsigned number it is 2^63 at most. */
        private long checked(long sum) {
            if (sum < 0 && sum != Long.MIN_VALUE) {
                throw invalid();
            }
            return sum;
        }

        private Fault invalid() {
            return Fault.badRequest("time: invalid duration " + quoted(text));
        }

        private static boolean isDigit(char character) {
            return character >= '0' && character <= '9';
        }

        /** In double quotes, with every byte that is not printable ASCII in hexadecimal: not quite {@link GoText#quote}. */
        private static String quoted(String text) {
            var quoted = new StringBuilder("\"");
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                if (b < ' ') {
                    quoted.append(String.format("\\x%02x", b));
                } else if (b == '"' || b == '\\') {
                    quoted.append('\\').append((char) b);
                } else {
                    quoted.append((char) b);
                }
            }
            return quoted.append('"').toString();
        }
    }
}
