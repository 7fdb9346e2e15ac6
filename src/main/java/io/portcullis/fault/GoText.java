package io.portcullis.fault;

/** Text as Go's formatter renders it: clients and tests match error sentences that were written in Go. */
public final class GoText {

    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\"\\";
    private static final String ESCAPES = "abfnrtv\"\\";

    private GoText() {}

    /** The text in double quotes, as {@code %q}: quotes, backslashes and what cannot be printed are escaped. */
    public static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> append(quoted, character));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int character) {
        int escape = ESCAPED.indexOf(character);
        if (escape >= 0) {
            quoted.append('\\').append(ESCAPES.charAt(escape));
        } else if (isPrintable(character)) {
            quoted.appendCodePoint(character);
        } else {
            String format = character < 0x80 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x";
            quoted.append(String.format(format, character));
        }
    }

    /** Whether every character has a glyph, or is a plain blank. */
    public static boolean isPrintable(String text) {
        return text.codePoints().allMatch(GoText::isPrintable);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }
}
