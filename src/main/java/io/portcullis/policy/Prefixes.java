package io.portcullis.policy;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules by a text that a path must go on with, of which the longest is found. Immutable; a search allocates nothing.
 *
 * <p>The texts are sorted, and each knows the longest other one that it begins with. All texts that a path goes on with are met, from
 * the longest to the shortest, by going from the last one that does not sort behind the path along those links.
 */
final class Prefixes {

    private static final int NONE = -1;

    private final String[] texts;
    private final Rule[] rules;
    private final int[] shorter;

    /** The rules by their texts, sorted by UTF-16. */
    Prefixes(SortedMap<String, Rule> textToRule) {
        this.texts = textToRule.keySet().toArray(String[]::new);
        this.rules = textToRule.values().toArray(Rule[]::new);
        this.shorter = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            int link = i - 1;
            while (link != NONE && !texts[i].startsWith(texts[link])) {
                link = shorter[link];
            }
            shorter[i] = link;
        }
    }

    /** The rule with the longest text that stands in the path from this index on. */
    @Nullable
    Rule longest(String path, int from) {
        int at = lastNotBehind(path, from);
        while (at != NONE && !path.startsWith(texts[at], from)) {
            at = shorter[at];
        }
        return at == NONE ? null : rules[at];
    }

    private int lastNotBehind(String path, int from) {
        int low = 0;
        int high = texts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBehind(texts[middle], path, from)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    /** Whether the text sorts behind what stands in the path from the index on. */
    private static boolean isBehind(String text, String path, int from) {
        int common = Math.min(text.length(), path.length() - from);
        for (int i = 0; i < common; i++) {
            int difference = text.charAt(i) - path.charAt(from + i);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return text.length() > common;
    }
}
