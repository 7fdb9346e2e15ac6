package io.portcullis.policy;

import io.portcullis.fault.Fault;
import io.portcullis.field.GoDuration;
import java.time.Instant;
import java.util.Optional;

/** Whose permissions are asked for, and when: what a template sees. */
record Viewpoint(Identity identity, Instant now) {

    private static final String TIME = "time.";
    private static final String NOW = TIME + "now";
    private static final String PLUS = NOW + ".plus.";
    private static final String MINUS = NOW + ".minus.";

    /** What the selector stands for, never an empty text; empty when that is nothing. */
    Optional<String> value(String selector) {
        return selector.startsWith(TIME)
                ? time(selector)
                : identity.value(selector).filter(value -> !value.isEmpty());
    }

    /** A time in whole seconds since 1970. */
    private Optional<String> time(String selector) {
        try {
            if (selector.equals(NOW)) {
                return Optional.of(seconds(now));
            }
            if (selector.startsWith(PLUS)) {
                return Optional.of(seconds(now.plus(GoDuration.parse(selector.substring(PLUS.length())))));
            }
            return selector.startsWith(MINUS)
                    ? Optional.of(seconds(now.minus(GoDuration.parse(selector.substring(MINUS.length())))))
                    : Optional.empty();
        } catch (Fault noDuration) {
            return Optional.empty();
        }
    }

    private static String seconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}
