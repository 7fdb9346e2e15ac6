package io.portcullis.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong. No value that was configured is ever told: it may be a secret. */
final class Mistakes {

    private final Set<Mistake> mistakes = new LinkedHashSet<>();

    /** {@code where: key: what}. */
    record Mistake(Spot spot, String key, String what) {

        @Override
        public String toString() {
            return spot + ": " + key + ": " + what;
        }
    }

    void add(Spot spot, String key, String what) {
        mistakes.add(new Mistake(spot, key, what));
    }

    /** One line each, in the order of the files. */
    List<String> lines() {
        return mistakes.stream()
                .sorted(Comparator.comparing(Mistake::spot))
                .map(Mistake::toString)
                .distinct()
                .toList();
    }
}
