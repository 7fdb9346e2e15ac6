package io.portcullis.tokenauth;

import java.util.Collection;

/** Patterns in which {@code *} stands for anything, at any place and as often as one likes; everything else for itself. */
final class Wildcards {

    private Wildcards() {}

    /** Whether any of the patterns fits the text. */
    static boolean anyMatches(Collection<String> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, text));
    }

    /** Whether the pattern fits the whole text; takes time in proportion to both. */
    static boolean matches(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        if (!text.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return text.length() - last.length() >= at && text.endsWith(last);
    }
}
