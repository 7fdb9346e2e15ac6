package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template that tells, for a key of a listing, which path one must be allowed to see: {@code
 * list_scan_response_keys_filter_path}, spec of the system, 4.7. Upstream it is a program; ours is text with
 * <code>{{ .path }}</code> and <code>{{ .key }}</code> in it, each with any number of {@code | replace "old" "new"} behind it.
 */
record KeysFilterPath(List<Piece> pieces) {

    private static final int MOST_CHARACTERS = 2048;
    private static final String QUOTED = "(?:\"[^\"\\\\\n]*\"|`[^`]*`)";
    private static final String REPLACE = "\\s*\\|\\s*replace\\s+(" + QUOTED + ")\\s+(" + QUOTED + ")";
    private static final Pattern REPLACEMENT = Pattern.compile(REPLACE);
    private static final Pattern ACTION = Pattern.compile("\\{\\{\\s*\\.(path|key)((?:" + REPLACE + ")*)\\s*\\}\\}");

    KeysFilterPath {
        pieces = List.copyOf(pieces);
    }

    /** What a template consists of. */
    private sealed interface Piece {}

    private record Literal(String text) implements Piece {}

    private record Action(boolean ofKey, List<Replacement> replacements) implements Piece {
        String applyTo(String path, String key) {
            String value = ofKey ? key : path;
            for (Replacement each : replacements) {
                value = value.replace(each.old(), each.by());
            }
            return value;
        }
    }

    private record Replacement(String old, String by) {}

    /**
     * The template of this text.
     *
     * @throws Fault 400 when it does more than ours can
     */
    static KeysFilterPath parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw Fault.badRequest("more than " + MOST_CHARACTERS + " characters");
        }
        List<Piece> pieces = new ArrayList<>();
        Matcher action = ACTION.matcher(text);
        int at = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            pieces.add(new Literal(text.substring(at, open)));
            if (!action.region(open, text.length()).lookingAt()) {
                throw Fault.badRequest(
                        "between {{ and }} may stand .path or .key, and after it | replace \"old\" \"new\"");
            }
            pieces.add(new Action(action.group(1).equals("key"), replacements(action.group(2))));
            at = action.end();
        }
        pieces.add(new Literal(text.substring(at)));
        return new KeysFilterPath(pieces);
    }

    private static List<Replacement> replacements(String text) {
        return REPLACEMENT
                .matcher(text)
                .results()
                .map(found -> replacement(found.group(1), found.group(2)))
                .toList();
    }

    private static Replacement replacement(String old, String by) {
        if (old.length() == 2) {
            throw Fault.badRequest("nothing cannot be replaced");
        }
        return new Replacement(unquoted(old), unquoted(by));
    }

    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Whether the key has any influence on the path. */
    boolean dependsOnKey() {
        return pieces.stream().anyMatch(piece -> piece instanceof Action action && action.ofKey());
    }

    /**
     * The path that decides about a key.
     *
     * @param path of the listing
     * @param key as it is listed, with its slash at the end if it has one
     */
    String of(String path, String key) {
        var text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece instanceof Action action ? action.applyTo(path, key) : ((Literal) piece).text());
        }
        return text.toString();
    }
}
