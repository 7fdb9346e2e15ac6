package io.portcullis.hcl;

import io.portcullis.hcl.HclValue.Block;
import io.portcullis.hcl.HclValue.Flag;
import io.portcullis.hcl.HclValue.Nothing;
import io.portcullis.hcl.HclValue.Number;
import io.portcullis.hcl.HclValue.Sequence;
import io.portcullis.hcl.HclValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads JSON, to the letter of RFC 8259. Its values have no place, only their keys have. */
final class JsonGrammar {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final String ESCAPES = "bfnrt/\\\"";
    private static final String ESCAPED = "\b\f\n\r\t/\\\"";

    private final Source source;

    private JsonGrammar(Source source) {
        this.source = source;
    }

    /** The members of the object that the text is. */
    static List<HclItem> read(String text) {
        var grammar = new JsonGrammar(new Source(text, "\t\n\r"));
        List<HclItem> items = grammar.items();
        if (grammar.peek() != Source.END) {
            throw grammar.source.fault("text after the object");
        }
        return items;
    }

    private List<HclItem> items() {
        expect('{');
        source.enter();
        List<HclItem> items = new ArrayList<>();
        if (peek() != '}') {
            do {
                items.add(item());
            } while (another('}'));
        }
        expect('}');
        source.leave();
        return items;
    }

    private HclItem item() {
        if (peek() != '"') {
            throw source.fault("expected a key");
        }
        Place place = source.place();
        String key = string();
        peek();
        int line = source.place().line();
        expect(':');
        return new HclItem(List.of(key), value(), place, line);
    }

    private HclValue value() {
        source.count();
        return switch (peek()) {
            case '{' -> new Block(items(), Place.UNKNOWN);
            case '[' -> sequence();
            case '"' -> new Text(string(), Place.UNKNOWN);
            case 't' -> word("true", new Flag(true, Place.UNKNOWN));
            case 'f' -> word("false", new Flag(false, Place.UNKNOWN));
            case 'n' -> word("null", new Nothing(Place.UNKNOWN));
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                new Number(source.number(NUMBER), Place.UNKNOWN);
            default -> throw source.fault("expected a value");
        };
    }

    private HclValue sequence() {
        expect('[');
        source.enter();
        List<HclValue> elements = new ArrayList<>();
        if (peek() != ']') {
            do {
                elements.add(value());
            } while (another(']'));
        }
        expect(']');
        source.leave();
        return new Sequence(elements, Place.UNKNOWN);
    }

    /** Whether a comma follows; if not, the end must. */
    private boolean another(int end) {
        if (peek() == end) {
            return false;
        }
        expect(',');
        return true;
    }

    private HclValue word(String word, HclValue value) {
        word.chars().forEach(this::take);
        return value;
    }

    private String string() {
        Place start = source.place();
        source.next();
        var text = new StringBuilder();
        while (!source.take('"')) {
            int character = source.peek();
            if (character == Source.END) {
                throw source.fault(start, "literal not terminated");
            }
            if (character < ' ') {
                throw source.fault("control character");
            }
            source.next();
            text.appendCodePoint(character == '\\' ? escaped() : character);
        }
        return text.toString();
    }

    private int escaped() {
        Place place = source.place();
        int character = source.next();
        if (character == 'u') {
            return unicode(place);
        }
        int simple = ESCAPES.indexOf(character);
        if (simple < 0) {
            throw source.fault(place, "illegal char escape");
        }
        return ESCAPED.charAt(simple);
    }

    private int unicode(Place place) {
        char first = (char) source.hexadecimal(4);
        if (!Character.isSurrogate(first)) {
            return first;
        }
        if (Character.isHighSurrogate(first) && source.take('\\') && source.take('u')) {
            char second = (char) source.hexadecimal(4);
            if (Character.isLowSurrogate(second)) {
                return Character.toCodePoint(first, second);
            }
        }
        throw source.fault(place, "half of a surrogate pair");
    }

    /** Skips white space; the character behind it. */
    private int peek() {
        while (" \t\n\r".indexOf(source.peek()) >= 0) {
            source.next();
        }
        return source.peek();
    }

    private void expect(int character) {
        peek();
        take(character);
    }

    private void take(int character) {
        if (!source.take(character)) {
            throw source.fault("expected '" + Character.toString(character) + "'");
        }
    }
}
