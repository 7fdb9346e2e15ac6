package io.portcullis.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules with wildcards, segment by segment. Each node is what remains of some rules behind the segments that lead to it. Immutable; a
 * search allocates nothing and meets no node twice.
 */
final class SegmentTree {

    /** What follows a literal segment, by it, sorted. */
    private final String[] segments;

    private final SegmentTree[] children;

    /** What follows a {@code +}. */
    @Nullable
    private final SegmentTree plus;

    /** The rule that ends here. */
    @Nullable
    private final Rule closed;

    /** The rules that end in {@code *} within the next segment, by what stands before the {@code *}. */
    private final Prefixes open;

    private SegmentTree(Collection<Remains> rules, int depth) {
        SortedMap<String, List<Remains>> segmentToRules = new TreeMap<>();
        SortedMap<String, Rule> endToRule = new TreeMap<>();
        Rule last = null;
        for (Remains each : rules) {
            if (each.isOver(depth)) {
                last = each.rule;
            } else if (each.isOpenEnd(depth)) {
                endToRule.put(each.segment(depth), each.rule);
            } else {
                segmentToRules
                        .computeIfAbsent(each.segment(depth), segment -> new ArrayList<>())
                        .add(each);
            }
        }
        List<Remains> behindPlus = segmentToRules.remove("+");
        this.plus = behindPlus == null ? null : new SegmentTree(behindPlus, depth + 1);
        this.closed = last;
        this.open = new Prefixes(endToRule);
        this.segments = segmentToRules.keySet().toArray(String[]::new);
        this.children = segmentToRules.values().stream()
                .map(remaining -> new SegmentTree(remaining, depth + 1))
                .toArray(SegmentTree[]::new);
    }

    /** A rule, cut into segments. */
    private static final class Remains {

        private final Rule rule;
        private final String[] segments;

        Remains(Rule rule) {
            this.rule = rule;
            this.segments = rule.path().body().split("/", -1);
        }

        boolean isOver(int depth) {
            return depth == segments.length;
        }

        boolean isOpenEnd(int depth) {
            return depth == segments.length - 1 && rule.path().isOpen();
        }

        String segment(int depth) {
            return segments[depth];
        }
    }

    /** The tree of these rules, each with another text. */
    static SegmentTree of(Collection<Rule> rules) {
        return new SegmentTree(rules.stream().map(Remains::new).toList(), 0);
    }

    /** The best rule for the path. */
    @Nullable
    Rule best(String path) {
        return best(path, 0, null);
    }

    /** The better one of the best so far and the best of this node for the segments from the index on; none is left behind the end. */
    private @Nullable Rule best(String path, int from, @Nullable Rule known) {
        if (from > path.length()) {
            return Rule.better(known, closed);
        }
        int end = RulePath.endOfSegment(path, from);
        Rule best = Rule.better(known, open.longest(path, from));
        SegmentTree child = child(path, from, end);
        if (child != null) {
            best = child.best(path, end + 1, best);
        }
        return plus == null ? best : plus.best(path, end + 1, best);
    }

    private @Nullable SegmentTree child(String path, int from, int end) {
        int low = 0;
        int high = segments.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int difference = compare(segments[middle], path, from, end);
            if (difference == 0) {
                return children[middle];
            }
            if (difference < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private static int compare(String segment, String path, int from, int end) {
        int common = Math.min(segment.length(), end - from);
        for (int i = 0; i < common; i++) {
            int difference = segment.charAt(i) - path.charAt(from + i);
            if (difference != 0) {
                return difference;
            }
        }
        return segment.length() - (end - from);
    }
}
