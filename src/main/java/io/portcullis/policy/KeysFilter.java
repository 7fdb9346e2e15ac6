package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template of {@code list_scan_response_keys_filter_path}: spec of the system, 4.7. It makes, of the path of a listing and one of
 * the keys that it found, the path that the caller must be able to get at to see the key.
 *
 * <p>Of the reference's template language it knows {@code .path} and {@code .key}, piped through {@code replace "a" "b"},
 * {@code lowercase} and {@code uppercase}.
 */
public final class KeysFilter {

    private static final Pattern ACTION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern OPERAND = Pattern.compile("\\s*\\.(path|key)\\s*");
    private static final Pattern REPLACE = Pattern.compile("\\s*replace\\s+\"([^\"\\\\]*)\"\\s+\"([^\"\\\\]*)\"\\s*");

    private final String text;
    private final List<Piece> pieces;

    private KeysFilter(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
    }

    /** A part of the template, given the path and the key. */
    private interface Piece {
        String of(String path, String key);
    }

    /**
     * The template with this text.
     *
     * @throws Fault 400 when it is none, or uses more than what is known here
     */
    public static KeysFilter parse(String text) {
        var pieces = new ArrayList<Piece>();
        Matcher actions = ACTION.matcher(text);
        int end = 0;
        while (actions.find()) {
            pieces.add(literal(text.substring(end, actions.start())));
            pieces.add(action(actions.group(1)));
            end = actions.end();
        }
        pieces.add(literal(text.substring(end)));
        return new KeysFilter(text, pieces);
    }

    private static Piece literal(String text) {
        if (text.contains("{{")) {
            throw unknown();
        }
        return (path, key) -> text;
    }

    private static Piece action(String text) {
        String[] steps = text.split("\\|", -1);
        Matcher operand = OPERAND.matcher(steps[0]);
        if (!operand.matches()) {
            throw unknown();
        }
        boolean isKey = operand.group(1).equals("key");
        var functions = new ArrayList<UnaryOperator<String>>();
        for (int i = 1; i < steps.length; i++) {
            functions.add(function(steps[i]));
        }
        return (path, key) -> {
            String value = isKey ? key : path;
            for (UnaryOperator<String> function : functions) {
                value = function.apply(value);
            }
            return value;
        };
    }

    private static UnaryOperator<String> function(String text) {
        Matcher replace = REPLACE.matcher(text);
        if (replace.matches()) {
            String from = replace.group(1);
            String to = replace.group(2);
            return value -> value.replace(from, to);
        }
        return switch (text.strip()) {
            case "lowercase" -> value -> value.toLowerCase(Locale.ROOT);
            case "uppercase" -> value -> value.toUpperCase(Locale.ROOT);
            default -> throw unknown();
        };
    }

    private static Fault unknown() {
        return Fault.badRequest(
                "unable to compile template for list_scan_response_keys_filter_path: unable to parse template");
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /**
     * The path for one key.
     *
     * @param path of the listing, in its namespace, with the slash at its end
     */
    public String pathOf(String path, String key) {
        var result = new StringBuilder();
        pieces.forEach(piece -> result.append(piece.of(path, key)));
        return result.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
