package io.portcullis.field;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points in time in the notations of the API: RFC 3339 ({@code 2030-01-02T03:04:05.6Z}, {@code ...+02:00}), or the seconds since
 * 1970. Nine digits of a fraction count; years have four.
 */
public final class GoTime {

    private static final Pattern RFC_3339 =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{1,2})(:[0-9]{2}:[0-9]{2})"
                    + "(?:[.,]([0-9]+))?(?:Z|([+-])([01][0-9]|2[0-4]):([0-5][0-9]))");

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private GoTime() {}

    /**
     * The time that a text names.
     *
     * @throws Fault 400 {@code could not parse string as date and time}
     */
    public static Instant parse(String text) {
        OptionalLong seconds = GoInteger.tryDecimal(text);
        if (seconds.isPresent()) {
            return ofSeconds(seconds.getAsLong());
        }
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            throw unparsable();
        }
        try {
            return rfc3339(parts);
        } catch (DateTimeException noSuchTime) {
            throw unparsable();
        }
    }

    /** In RFC 3339 and UTC, the fraction without zeros at its end. */
    public static String format(Instant instant) {
        String text = instant.toString();
        return instant.getNano() == 0 ? text : text.replaceFirst("0*Z$", "Z");
    }

    /** As {@link #parse}, of the text of a number; the sentence about one that is not whole is Go's. */
    static Instant ofNumber(String number) {
        return ofSeconds(whole(number));
    }

    private static long whole(String number) {
        try {
            return GoInteger.parseDecimal(number);
        } catch (Fault fault) {
            throw Fault.badRequest("strconv.ParseInt: parsing " + GoText.quote(number) + ": " + fault.getMessage());
        }
    }

    private static Instant ofSeconds(long seconds) {
        if (seconds < FIRST.getEpochSecond() || seconds > LAST.getEpochSecond()) {
            throw unparsable();
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static Instant rfc3339(Matcher parts) {
        String hour = parts.group(2).length() == 1 ? "0" + parts.group(2) : parts.group(2);
        LocalDateTime local = LocalDateTime.parse(parts.group(1) + "T" + hour + parts.group(3));
        return ofSeconds(local.toEpochSecond(ZoneOffset.UTC) - offset(parts)).plusNanos(nanos(parts.group(4)));
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    }

    private static long offset(Matcher parts) {
        if (parts.group(5) == null) {
            return 0;
        }
        long seconds = 3_600L * Integer.parseInt(parts.group(6)) + 60L * Integer.parseInt(parts.group(7));
        return parts.group(5).equals("-") ? -seconds : seconds;
    }

    private static Fault unparsable() {
        return Fault.badRequest("could not parse string as date and time");
    }
}
