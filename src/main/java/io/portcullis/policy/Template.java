package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a block as it was written, cut at its selectors: spec of the system, 4.9.
 *
 * @param text as written
 * @param literals what stands before, between and behind the selectors
 * @param selectors such as {@code identity.entity.name}, trimmed; none for a path that is no template
 */
record Template(String text, List<String> literals, List<String> selectors) {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    /**
     * The template with this text.
     *
     * @throws Fault 400 {@code unbalanced templating characters}
     */
    static Template of(String text) {
        var literals = new ArrayList<String>();
        var selectors = new ArrayList<String>();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw unbalanced();
            }
            literals.add(balanced(text.substring(at, open)));
            selectors.add(balanced(text.substring(open + OPEN.length(), close)).strip());
            at = close + CLOSE.length();
        }
        literals.add(balanced(text.substring(at)));
        return new Template(text, List.copyOf(literals), List.copyOf(selectors));
    }

    private static String balanced(String part) {
        if (part.contains(OPEN) || part.contains(CLOSE)) {
            throw unbalanced();
        }
        return part;
    }

    private static Fault unbalanced() {
        return Fault.badRequest("unbalanced templating characters");
    }

    /** Whether it is the same for everybody. */
    boolean isPlain() {
        return selectors.isEmpty();
    }

    /** What every path begins with that a rule matches which is made of this by resolving it. */
    String head() {
        String first = literals.get(0);
        int end = first.indexOf('+');
        return end < 0 ? first : first.substring(0, end);
    }

    /** The path for a holder; empty when a selector stands for nothing. */
    Optional<String> resolve(Viewpoint holder) {
        if (isPlain()) {
            return Optional.of(text);
        }
        var path = new StringBuilder(literals.get(0));
        for (int i = 0; i < selectors.size(); i++) {
            Optional<String> value = holder.value(selectors.get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            path.append(value.get()).append(literals.get(i + 1));
        }
        return Optional.of(path.toString());
    }
}
