package io.portcullis.field;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Raw values read as single values. */
final class Scalars {

    private Scalars() {}

    static String text(@Nullable Object raw) {
        return text("", raw);
    }

    /** The value as text; {@code place} tells where inside the field it stands. */
    static String text(String place, @Nullable Object raw) {
        if (raw == null) {
            return "";
        }
        if (raw instanceof Boolean flag) {
            return flag ? "1" : "0";
        }
        if (isContainer(raw)) {
            throw GoValue.unconvertible(place, "string", raw);
        }
        if (raw instanceof SecretBytes) {
            throw new IllegalStateException("a parameter that was read as a secret is asked for as text");
        }
        return raw.toString();
    }

    static boolean bool(@Nullable Object raw) {
        if (isContainer(raw)) {
            throw GoValue.unconvertible("", "bool", raw);
        }
        String text = text(raw);
        return !text.isEmpty()
                && GoBoolean.parse(text).orElseThrow(() -> unparsable("bool", "strconv.ParseBool: invalid syntax"));
    }

    static long integer(@Nullable Object raw) {
        if (isContainer(raw)) {
            throw GoValue.unconvertible("", "int", raw);
        }
        String text = text(raw);
        try {
            return text.isEmpty() ? 0 : GoInteger.parseAnyBase(text);
        } catch (Fault fault) {
            throw unparsable("int", "strconv.ParseInt: " + fault.getMessage());
        }
    }

    static @Nullable Duration duration(@Nullable Object raw) {
        if (raw == null) {
            return null;
        }
        if (raw instanceof Boolean || isContainer(raw)) {
            throw Fault.badRequest("could not parse duration from input");
        }
        return GoDuration.parseSeconds(text(raw));
    }

    static @Nullable Instant time(@Nullable Object raw) {
        if (raw == null) {
            return null;
        }
        if (raw instanceof JsonNumber number) {
            return GoTime.ofNumber(number.toString());
        }
        if (raw instanceof String text) {
            return GoTime.parse(text);
        }
        throw Fault.badRequest("could not parse time from input type");
    }

    static SecretBytes secret(@Nullable Object raw) {
        return raw instanceof SecretBytes secret
                ? secret
                : SecretBytes.takeOver(text(raw).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isContainer(@Nullable Object raw) {
        return raw instanceof List || raw instanceof Map || raw instanceof Repeated;
    }

    private static Fault unparsable(String type, String reason) {
        return Fault.badRequest("'' cannot parse value as '" + type + "': " + reason);
    }
}
