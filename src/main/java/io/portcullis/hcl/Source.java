package io.portcullis.hcl;

import java.util.regex.Pattern;

/** A text that is read once, character by character: where reading stands, and how much of what is allowed is used up. */
final class Source {

    /** Stands for a character behind the last one. */
    static final int END = -1;

    private static final Pattern ITEM =
            Pattern.compile("[ \\t]*(}|(\\w[\\w.-]*|\"[^\"\n]*\")([ \\t]*\"[^\"\n]*\")*[ \\t]*[={])");

    private static final int MOST_VALUES = 100_000;
    private static final int MOST_DEPTH = 32;
    private static final int LONGEST_NUMBER = 100;

    private final String text;
    private final String control;
    private int at;
    private int line = 1;
    private int column = 1;
    private int depth;
    private int values;

    /**
     * A text at its beginning.
     *
     * @param control the control characters that may stand in the text
     */
    Source(String text, String control) {
        this.text = text;
        this.control = control;
    }

    /** The character that {@link #next} will give. */
    int peek() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    /** Takes the next character. */
    int next() {
        int character = peek();
        if (character == END) {
            return END;
        }
        if (character < ' ' && control.indexOf(character) < 0) {
            throw fault("control character");
        }
        if (character <= 0xffff && Character.isSurrogate((char) character)) {
            throw fault("half of a surrogate pair");
        }
        advance(character);
        return character;
    }

    private void advance(int character) {
        at += Character.charCount(character);
        column++;
        if (character == '\n') {
            line++;
            column = 1;
        }
    }

    /** Takes the next character if it is this one. */
    boolean take(int character) {
        if (peek() != character) {
            return false;
        }
        next();
        return true;
    }

    /** Where the next character stands. */
    Place place() {
        return new Place(line, column);
    }

    /** How many values are open that hold others. */
    int depth() {
        return depth;
    }

    /**
     * Goes on behind a mistake: at the next line that looks like an item or the end of a block, or where the block ends on the line
     * itself. A block that begins behind the mistake is passed over.
     *
     * @param mistake the place of the mistake
     * @param itemLine the line on which the item with the mistake begins
     * @param itemDepth what {@link #depth} was there
     */
    void recover(Place mistake, int itemLine, int itemDepth) {
        depth = itemDepth;
        moveTo(mistake.line());
        if (mistake.line() > itemLine && looksLikeItem()) {
            return;
        }
        while (column < mistake.column() && at < text.length()) {
            advance(peek());
        }
        int open = 0;
        while (at < text.length() && (peek() != '}' || open > 0 || depth == 0)) {
            int passed = peek();
            advance(passed);
            open = Math.max(0, open + (passed == '{' ? 1 : passed == '}' ? -1 : 0));
            if (passed == '\n' && open == 0 && looksLikeItem()) {
                return;
            }
        }
    }

    private void moveTo(int wantedLine) {
        at = 0;
        line = 1;
        column = 1;
        while (line < wantedLine && at < text.length()) {
            advance(peek());
        }
    }

    private boolean looksLikeItem() {
        return ITEM.matcher(text).region(at, text.length()).lookingAt();
    }

    /** Begins a value that holds others. */
    void enter() {
        if (++depth > MOST_DEPTH) {
            throw fault("nested more than " + MOST_DEPTH + " deep");
        }
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        depth--;
    }

    /** Counts one value. */
    void count() {
        if (++values > MOST_VALUES) {
            throw fault("more than " + MOST_VALUES + " values");
        }
    }

    /** Takes all that could belong to a number; it must have this form. */
    String number(Pattern form) {
        Place start = place();
        int from = at;
        for (int last = 0; isPartOfNumber(last, peek()) && at - from <= LONGEST_NUMBER; ) {
            last = next();
        }
        String number = text.substring(from, at);
        if (number.length() > LONGEST_NUMBER || !form.matcher(number).matches()) {
            throw fault(start, "illegal number");
        }
        return number;
    }

    private static boolean isPartOfNumber(int last, int character) {
        boolean signed = last == 0 || last == 'e' || last == 'E';
        return character >= '0' && character <= '9'
                || character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character == '_'
                || character == '.'
                || signed && (character == '-' || character == '+');
    }

    /** Takes this many hexadecimal digits, at most 8, as a number without sign. */
    long hexadecimal(int digits) {
        return digits(digits, 16);
    }

    /** Takes this many digits of the base. */
    long digits(int digits, int base) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int character = peek();
            int digit = character < 0x80 ? Character.digit(character, base) : -1;
            if (digit < 0) {
                throw fault("illegal char escape");
            }
            value = value * base + digit;
            next();
        }
        return value;
    }

    /** What is wrong at the next character. */
    Malformed fault(String reason) {
        return fault(place(), reason);
    }

    /** What is wrong at this place. */
    Malformed fault(Place place, String reason) {
        return new Malformed(place, reason);
    }
}
