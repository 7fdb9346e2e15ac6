package io.portcullis.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rules in the form in which the one that decides is found: spec of the system, 4.4. Immutable; a search allocates nothing.
 *
 * <p>The heads of the rules that are not exact are sorted, and each knows the longest other head that it begins with. All heads that
 * a path begins with are met, from the longest to the shortest, by going from the last head that does not sort behind the path along
 * those links. A longer head is the first criterion; the rules of one head are sorted by the others.
 */
final class RuleIndex {

    private static final int NONE = -1;

    private final Map<String, Rule> textToRule;
    private final String[] heads;
    private final int[] shorterHead;
    private final Rule[][] rulesOfHead;

    private RuleIndex(Map<String, Rule> textToRule, TreeMap<String, List<Rule>> headToRules) {
        this.textToRule = textToRule;
        this.heads = headToRules.keySet().toArray(String[]::new);
        this.shorterHead = links(heads);
        this.rulesOfHead =
                headToRules.values().stream().map(RuleIndex::bestFirst).toArray(Rule[][]::new);
    }

    /** The rules that these texts and permissions make. */
    static RuleIndex of(Map<String, Permission> textToPermission) {
        Map<String, Rule> textToRule = new LinkedHashMap<>();
        TreeMap<String, List<Rule>> headToRules = new TreeMap<>();
        textToPermission.forEach((text, permission) -> {
            Rule rule = new Rule(RulePath.of(text), permission);
            textToRule.put(text, rule);
            if (!rule.path().isExact()) {
                headToRules
                        .computeIfAbsent(rule.path().head(), head -> new ArrayList<>())
                        .add(rule);
            }
        });
        return new RuleIndex(textToRule, headToRules);
    }

    private static Rule[] bestFirst(List<Rule> rules) {
        Rule[] sorted = rules.toArray(Rule[]::new);
        Arrays.sort(sorted, (left, right) -> RulePath.BEST_FIRST.compare(left.path(), right.path()));
        return sorted;
    }

    /** For each head the index of the longest other one that it begins with: it lies on the way from the head before. */
    private static int[] links(String[] heads) {
        int[] links = new int[heads.length];
        for (int i = 0; i < heads.length; i++) {
            int link = i - 1;
            while (link != NONE && !heads[i].startsWith(heads[link])) {
                link = links[link];
            }
            links[i] = link;
        }
        return links;
    }

    /** The exact rule for the path. */
    @Nullable
    Rule exact(String path) {
        Rule rule = textToRule.get(path);
        return rule != null && rule.path().isExact() ? rule : null;
    }

    /** The best rule for the path among those that are not exact. */
    @Nullable
    Rule best(String path) {
        for (int i = lastNotBehind(path); i != NONE; i = shorterHead[i]) {
            if (path.startsWith(heads[i])) {
                for (Rule rule : rulesOfHead[i]) {
                    if (rule.path().matchesBehindHead(path)) {
                        return rule;
                    }
                }
            }
        }
        return null;
    }

    private int lastNotBehind(String path) {
        int found = Arrays.binarySearch(heads, path);
        return found >= 0 ? found : -found - 2;
    }

    /** Whether there is a rule with this very text. */
    boolean has(String text) {
        return textToRule.containsKey(text);
    }

    /** All rules. */
    Collection<Rule> rules() {
        return Collections.unmodifiableCollection(textToRule.values());
    }
}
