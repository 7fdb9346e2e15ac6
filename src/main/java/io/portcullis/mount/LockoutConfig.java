package io.portcullis.mount;

import io.portcullis.address.Cidr;
import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.field.GoDuration;
import io.portcullis.field.GoInteger;
import io.portcullis.field.JsonNumber;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When accounts of a mount are locked: spec of userpass, 2.8. Zero and false say nothing: the server's configuration decides.
 *
 * @param threshold how many failures lock
 * @param duration how long a lock holds, in whole seconds
 * @param counterReset how long after the last failure the counter begins anew, in whole seconds
 * @param disable whether accounts are never locked
 * @param trustedCidrs ours, {@code lockout_trusted_cidrs}: the networks whose clients are counted apart from all others; empty: there is one
 *     counter (threats A6)
 */
public record LockoutConfig(
        long threshold, Duration duration, Duration counterReset, boolean disable, List<String> trustedCidrs) {

    /** The field that it is sent in. */
    static final String FIELD = "user_lockout_config";

    private static final LockoutConfig SILENT = new LockoutConfig(0, Duration.ZERO, Duration.ZERO, false, List.of());
    private static final String SYSTEM = "system";

    public LockoutConfig {
        trustedCidrs = List.copyOf(Objects.requireNonNullElse(trustedCidrs, List.of()));
    }

    /**
     * What is in force after a change.
     *
     * @param before null when none was ever sent
     * @param sent key to value, keys in any case; an absent, null or empty value changes nothing
     * @return null when none was ever sent
     * @throws Fault 400 for a value that is none, or is negative (D13)
     */
    static @Nullable LockoutConfig changed(@Nullable LockoutConfig before, Map<String, @Nullable Object> sent) {
        if (sent.isEmpty()) {
            return before;
        }
        LockoutConfig base = before == null ? SILENT : before;
        Given given = Given.of(sent);
        given.checkTypes();
        return new LockoutConfig(
                given.text("lockout_threshold").map(LockoutConfig::threshold).orElse(base.threshold()),
                given.text("lockout_duration")
                        .map(text -> duration("lockout_duration", text))
                        .orElse(base.duration()),
                given.text("lockout_counter_reset_duration", "lockout_counter_reset")
                        .map(text -> duration("lockout_counter_reset", text))
                        .orElse(base.counterReset()),
                given.flag("lockout_disable", "disable_lockout").orElse(base.disable()),
                given.list("lockout_trusted_cidrs").map(LockoutConfig::networks).orElse(base.trustedCidrs()));
    }

    private static List<String> networks(List<String> texts) {
        return texts.stream().map(text -> Cidr.parse(text).text()).toList();
    }

    private static long threshold(String text) {
        try {
            if (!text.matches("[0-9]+")) {
                throw Fault.badRequest("invalid syntax");
            }
            return GoInteger.parseDecimal(text);
        } catch (Fault unparsable) {
            throw Fault.badRequest("unable to parse user lockout threshold: strconv.ParseUint: parsing "
                    + GoText.quote(text) + ": " + unparsable.getMessage());
        }
    }

    private static Duration duration(String name, String text) {
        Duration duration = text.equals(SYSTEM) ? Duration.ZERO : GoDuration.parse(text);
        if (duration.isNegative()) {
            throw Fault.badRequest(name + " cannot be negative");
        }
        return Duration.ofSeconds(duration.toSeconds());
    }

    /** What was sent, its names in lower case; of two that mean the same the first counts (D11). */
    private record Given(Map<String, Object> nameToValue) {

        static Given of(Map<String, @Nullable Object> sent) {
            Map<String, Object> nameToValue = new TreeMap<>();
            sent.forEach((name, value) -> {
                if (value != null) {
                    nameToValue.put(name.toLowerCase(Locale.ROOT), value);
                }
            });
            return new Given(nameToValue);
        }

        /** A value of a wrong type is told before one that does not parse. */
        void checkTypes() {
            text("lockout_threshold");
            text("lockout_duration");
            text("lockout_counter_reset_duration", "lockout_counter_reset");
            flag("lockout_disable", "disable_lockout");
            list("lockout_trusted_cidrs");
        }

        /** A list, or a text with commas; an empty one is one. */
        Optional<List<String>> list(String name) {
            return first(name).map(value -> {
                if (value instanceof String text) {
                    return Arrays.stream(text.split(","))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList();
                }
                if (value instanceof List<?> all && all.stream().allMatch(String.class::isInstance)) {
                    return all.stream().map(String.class::cast).toList();
                }
                throw unconvertible();
            });
        }

        Optional<String> text(String... names) {
            return first(names)
                    .map(value -> {
                        if (value instanceof String || value instanceof JsonNumber) {
                            return value.toString();
                        }
                        throw unconvertible();
                    })
                    .filter(text -> !text.isEmpty());
        }

        Optional<Boolean> flag(String... names) {
            return first(names).map(value -> {
                if (value instanceof Boolean flag) {
                    return flag;
                }
                throw unconvertible();
            });
        }

        private Optional<Object> first(String... names) {
            return List.of(names).stream()
                    .filter(nameToValue::containsKey)
                    .findFirst()
                    .map(nameToValue::get);
        }

        private static Fault unconvertible() {
            return Fault.badRequest("unable to convert given user lockout config information");
        }
    }
}
