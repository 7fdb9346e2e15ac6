package io.portcullis.field;

import java.util.Optional;

/** Booleans in text, as Go's {@code strconv.ParseBool} reads them. */
final class GoBoolean {

    private GoBoolean() {}

    /** The value; empty when the text is none. */
    static Optional<Boolean> parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
