package io.portcullis.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules in the form in which the one that decides is found: spec of the system, 4.4. Immutable; a search allocates nothing. */
final class RuleIndex {

    private final Map<String, Rule> textToRule = new LinkedHashMap<>();
    private final Prefixes prefixes;
    private final SegmentTree wildcards;

    /** The rules that these texts and permissions make. */
    RuleIndex(Map<String, Permission> textToPermission) {
        SortedMap<String, Rule> prefixToRule = new TreeMap<>();
        List<Rule> withWildcards = new ArrayList<>();
        textToPermission.forEach((text, permission) -> {
            var rule = new Rule(RulePath.of(text), permission);
            textToRule.put(text, rule);
            if (rule.path().isPrefix()) {
                prefixToRule.put(rule.path().body(), rule);
            } else if (!rule.path().isExact()) {
                withWildcards.add(rule);
            }
        });
        this.prefixes = new Prefixes(prefixToRule);
        this.wildcards = SegmentTree.of(withWildcards);
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
        return Rule.better(prefixes.longest(path, 0), wildcards.best(path));
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
