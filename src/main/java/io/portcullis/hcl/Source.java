package io.portcullis.hcl;

import io.portcullis.fault.Fault;
import java.util.regex.Pattern;

/** A text that is read once, character by character: where reading stands, and how much of what is allowed is used up. */
final class Source {

    /** Stands for a character behind the last one. */
    static final int END = -1;

    private static final int MOST_VALUES = 100_000;
    private static final int MOST_DEPTH = 32;
    private static final int LONGEST_NUMBER = 100;

    private final String text;
    private final String faultPrefix;
    private final String control;
    private int at;
    private int line = 1;
    private int column = 1;
    private int depth;
    private int values;

    /**
     * A text at its beginning.
     *
     * @param faultPrefix what faults begin with, before the place
     * @param control the control characters that may stand in the text
     */
    Source(String text, String faultPrefix, String control) {
        this.text = text;
        this.faultPrefix = faultPrefix;
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
        at += Character.charCount(character);
        column++;
        if (character == '\n') {
            line++;
            column = 1;
        }
        return character;
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

    /** 400 at the next character. */
    Fault fault(String reason) {
        return fault(place(), reason);
    }

    /** 400 at this place. */
    Fault fault(Place place, String reason) {
        return Fault.badRequest(faultPrefix + place + ": " + reason);
    }
}
