package io.portcullis.hcl;

import java.util.ArrayList;
import java.util.List;

/** Reads the texts of the configuration language: names, quoted strings, heredocs. */
final class HclText {

    private static final String ESCAPES = "abfnrtv\\\"";
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";

    private final Source source;

    HclText(Source source) {
        this.source = source;
    }

    static boolean beginsName(int character) {
        return character == '_' || character > 0 && Character.isLetter(character);
    }

    private static boolean continuesAnchor(int character) {
        return beginsName(character) || character > 0 && Character.isDigit(character);
    }

    private static boolean continuesName(int character) {
        return continuesAnchor(character) || character == '-' || character == '.';
    }

    String name() {
        var name = new StringBuilder();
        while (continuesName(source.peek())) {
            name.appendCodePoint(source.next());
        }
        return name.toString();
    }

    /** A string in double quotes, on one line. */
    String quoted() {
        Place start = source.place();
        source.next();
        var text = new StringBuilder();
        while (!source.take('"')) {
            int character = source.next();
            if (character == Source.END || character == '\n') {
                throw source.fault(start, "literal not terminated");
            }
            if (character == '\\') {
                text.appendCodePoint(escaped());
            } else {
                text.appendCodePoint(character);
            }
            if (character == '$' && source.peek() == '{') {
                interpolation(text);
            }
        }
        return text.toString();
    }

    private int escaped() {
        Place place = source.place();
        int character = source.peek();
        int simple = ESCAPES.indexOf(character);
        if (simple >= 0) {
            source.next();
            return ESCAPED.charAt(simple);
        }
        boolean octal = character >= '0' && character <= '7';
        long value = octal ? source.digits(3, 8) : hexadecimal(place, source.next());
        boolean isByte = octal || character == 'x';
        if (isByte ? value > 0x7f : !Character.isValidCodePoint((int) value) || isSurrogate(value)) {
            throw source.fault(place, "escape of what is no character");
        }
        return (int) value;
    }

    private long hexadecimal(Place place, int kind) {
        return switch (kind) {
            case 'x' -> source.hexadecimal(2);
            case 'u' -> source.hexadecimal(4);
            case 'U' -> source.hexadecimal(8);
            default -> throw source.fault(place, "illegal char escape");
        };
    }

    private static boolean isSurrogate(long value) {
        return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    }

    /**
     * What stands in <code>${ }</code> is left as it is. Where the language reads on beyond quotes and lines we do not: nobody
     * should have to know.
     */
    private void interpolation(StringBuilder text) {
        Place start = source.place();
        int open = 0;
        do {
            int character = source.next();
            if (character == Source.END || "\"\\\n".indexOf(character) >= 0) {
                throw source.fault(start, "quote, backslash or end of line after '${'");
            }
            open += character == '{' ? 1 : character == '}' ? -1 : 0;
            text.appendCodePoint(character);
        } while (open > 0);
    }

    /** {@code <<END} or {@code <<-END}, the lines, then a line with {@code END} alone; the latter form takes off indentation. */
    String heredoc() {
        Place start = source.place();
        source.next();
        if (!source.take('<')) {
            throw source.fault("heredoc expected second '<'");
        }
        boolean indented = source.take('-');
        String anchor = anchor();
        List<String> lines = new ArrayList<>();
        String line = line(start);
        while (!ends(line, anchor, indented)) {
            lines.add(line);
            line = line(start);
        }
        String indentation = line.substring(0, line.length() - anchor.length());
        if (!indented) {
            return joined(lines, 0) + indentation;
        }
        boolean allIndented = lines.stream().allMatch(each -> each.startsWith(indentation));
        return joined(lines, allIndented ? indentation.length() : 0);
    }

    private String anchor() {
        var anchor = new StringBuilder();
        while (continuesAnchor(source.peek())) {
            anchor.appendCodePoint(source.next());
        }
        if (anchor.isEmpty() || !source.take('\n')) {
            throw source.fault("illegal heredoc anchor");
        }
        return anchor.toString();
    }

    private String line(Place heredoc) {
        var line = new StringBuilder();
        while (!source.take('\n')) {
            int character = source.next();
            if (character == Source.END) {
                throw source.fault(heredoc, "heredoc not terminated");
            }
            line.appendCodePoint(character);
        }
        return line.toString();
    }

    /** The last line may be indented; that of {@code <<-} must be. */
    private static boolean ends(String line, String anchor, boolean indented) {
        return line.endsWith(anchor)
                && line.length() >= anchor.length() + (indented ? 1 : 0)
                && line.chars().limit(line.length() - anchor.length()).allMatch(HclText::isSpace);
    }

    private static boolean isSpace(int character) {
        return character == ' ' || character == '\t';
    }

    private static String joined(List<String> lines, int cut) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line, cut, line.length()).append('\n'));
        return text.toString();
    }
}
