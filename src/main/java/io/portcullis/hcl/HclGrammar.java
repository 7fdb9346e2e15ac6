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
import org.jspecify.annotations.Nullable;

/** Reads the configuration language, version 1. */
final class HclGrammar {

    private static final Pattern NUMBER = Pattern.compile(
            "-?0[xX][0-9a-fA-F]+|-?0[0-7]*|-?[1-9][0-9]*|(-?[0-9]+\\.[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"
                    + "|-?[0-9]+[eE][+-]?[0-9]+");

    private final Source source;
    private final HclText text;

    /** Takes the mistakes; if it is null, the first one ends the reading. */
    private final @Nullable List<HclReading.Mistake> mistakes;

    /** The attribute whose value is being read. */
    private @Nullable HclItem begun;

    private HclGrammar(String text, @Nullable List<HclReading.Mistake> mistakes) {
        this.source = new Source(text.replace("\r\n", "\n"), "\t\n");
        this.text = new HclText(source);
        this.mistakes = mistakes;
    }

    /** The items of the text. Lines may end in {@code \r\n}. */
    static List<HclItem> read(String text) {
        return new HclGrammar(text, null).items(Source.END);
    }

    /** The items that can be read, and the mistakes of all others. */
    static List<HclItem> read(String text, List<HclReading.Mistake> mistakes) {
        return new HclGrammar(text, mistakes).items(Source.END);
    }

    /** Items up to this character, which is taken. */
    private List<HclItem> items(int end) {
        List<HclItem> items = new ArrayList<>();
        int depth = source.depth();
        while (true) {
            int line = Integer.MAX_VALUE;
            begun = null;
            try {
                int next = peek();
                if (next == end) {
                    source.next();
                    return items;
                }
                line = source.place().line();
                items.add(item());
                if (peek() == ',') {
                    source.next();
                }
            } catch (Malformed malformed) {
                note(malformed, items);
                source.recover(malformed.place(), line, depth);
                if (source.peek() == Source.END) {
                    return items;
                }
            }
        }
    }

    /** Remembers the mistake, once where several blocks end in it; or ends the reading. */
    private void note(Malformed malformed, List<HclItem> items) {
        if (mistakes == null) {
            throw malformed;
        }
        HclItem attribute = begun;
        if (attribute != null) {
            items.add(attribute);
        }
        boolean again =
                !mistakes.isEmpty() && mistakes.get(mistakes.size() - 1).place().equals(malformed.place());
        if (!again) {
            mistakes.add(new HclReading.Mistake(
                    malformed.place(), attribute == null ? "" : attribute.key(), malformed.reason()));
        }
    }

    private HclItem item() {
        source.count();
        Place place = source.place();
        List<String> keys = keys();
        int line = source.place().line();
        if (peek() == '{') {
            return new HclItem(keys, block(), place, 0);
        }
        if (keys.size() > 1) {
            throw source.fault("labels need a block in braces");
        }
        source.next();
        begun = new HclItem(keys, new Nothing(place), place, line);
        return new HclItem(keys, value(), place, line);
    }

    /** The keys before a brace or an equals sign, at least one. */
    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        while (true) {
            int next = peek();
            if (next == '"') {
                keys.add(text.quoted());
            } else if (HclText.beginsName(next)) {
                keys.add(name());
            } else if ((next == '{' || next == '=') && !keys.isEmpty()) {
                return keys;
            } else {
                throw source.fault(next == Source.END ? "unexpected end of the text" : "expected a key, '{' or '='");
            }
        }
    }

    private String name() {
        Place place = source.place();
        String name = text.name();
        if (name.equals("true") || name.equals("false")) {
            throw source.fault(place, "a boolean is no key");
        }
        return name;
    }

    private HclValue value() {
        int next = peek();
        source.count();
        Place place = source.place();
        return switch (next) {
            case '"' -> new Text(text.quoted(), place);
            case '<' -> new Text(text.heredoc(), place);
            case '[' -> sequence();
            case '{' -> block();
            case '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new Number(source.number(NUMBER), place);
            default -> flag(next, place);
        };
    }

    private HclValue flag(int next, Place place) {
        String name = HclText.beginsName(next) ? text.name() : "";
        return switch (name) {
            case "true" -> new Flag(true, place);
            case "false" -> new Flag(false, place);
            default -> throw source.fault(place, "expected a value");
        };
    }

    private HclValue block() {
        Place place = source.place();
        source.next();
        source.enter();
        List<HclItem> items = items('}');
        source.leave();
        return new Block(items, place);
    }

    private HclValue sequence() {
        Place place = source.place();
        source.next();
        source.enter();
        List<HclValue> elements = new ArrayList<>();
        while (peek() != ']') {
            elements.add(value());
            int next = peek();
            if (next == ',') {
                source.next();
            } else if (next != ']') {
                throw source.fault("expected ',' or ']' in a list");
            }
        }
        source.next();
        source.leave();
        return new Sequence(elements, place);
    }

    /** Skips white space and comments; the character behind them. */
    private int peek() {
        while (true) {
            int next = source.peek();
            switch (next) {
                case ' ', '\t', '\n' -> source.next();
                case '#', '/' -> comment();
                default -> {
                    return next;
                }
            }
        }
    }

    private void comment() {
        Place place = source.place();
        boolean numberSign = source.next() == '#';
        if (numberSign || source.take('/')) {
            while (source.peek() != '\n' && source.peek() != Source.END) {
                source.next();
            }
        } else if (source.take('*')) {
            skipToEndOfComment(place);
        } else {
            throw source.fault("expected '/' or '*' for a comment");
        }
    }

    private void skipToEndOfComment(Place start) {
        int last = 0;
        while (true) {
            int next = source.next();
            if (next == Source.END) {
                throw source.fault(start, "comment not terminated");
            }
            if (last == '*' && next == '/') {
                return;
            }
            last = next;
        }
    }
}
