package io.portcullis.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A block that is in force in a set of policies: the source of one rule for each holder. */
final class RuleSource {

    private final Policy policy;
    private final String namespacePath;
    private final CompiledPolicy.Block block;
    private final String head;

    RuleSource(Policy policy, String namespacePath, CompiledPolicy.Block block) {
        this.policy = policy;
        this.namespacePath = namespacePath;
        this.block = block;
        this.head = namespacePath + block.path().head();
    }

    /** Whether its rule is the same for everybody. */
    boolean isPlain() {
        return block.path().isPlain();
    }

    /** What it permits. */
    Permission permission() {
        return block.permission();
    }

    /** Whether its rule could match the path, or something below it. */
    boolean mayReach(String path, boolean below) {
        return path.startsWith(head) || below && head.startsWith(path);
    }

    /** The absolute path of its rule; null when the holder lacks a value, so that there is no rule. */
    @Nullable
    String text(Viewpoint holder) {
        String path = block.path().resolve(holder).orElse(null);
        if (path == null) {
            return null;
        }
        // A leading slash that was written is gone already; one that a value brings goes here.
        boolean slashOfValue =
                path.startsWith("/") && !block.path().literals().get(0).startsWith("/");
        return namespacePath + (slashOfValue ? path.substring(1) : path);
    }

    /** What must be known of a selector before anything is decided: the same for many blocks. */
    record Demand(String selector, boolean slashes, boolean wildcards, boolean denies) {}

    /** What this block demands of one of its selectors. */
    Demand demand(String selector) {
        return new Demand(
                selector,
                policy.allowSlashes(),
                policy.allowWildcards(),
                permission().denies());
    }

    /**
     * Why nothing may be decided, in the words of the reference where it has any: a value with what is forbidden in it, or a refusal
     * that covers nobody knows what (decisions P3 and P6).
     */
    Optional<String> obstacle(String selector, Viewpoint holder) {
        Optional<String> value = holder.value(selector);
        if (value.isEmpty()) {
            return permission().denies()
                    ? Optional.of(told("no value could be found for one of the template directives"))
                    : Optional.empty();
        }
        return forbidden(value.get())
                .map(forbidden -> told("template substitution contains forbidden value: \"" + forbidden + "\""));
    }

    private Optional<String> forbidden(String value) {
        if (!policy.allowSlashes() && value.contains("/")) {
            return Optional.of("/");
        }
        if (policy.allowWildcards()) {
            return Optional.empty();
        }
        return value.contains("*") ? Optional.of("*") : value.contains("+") ? Optional.of("+") : Optional.empty();
    }

    /** As {@link #obstacle(String, Viewpoint)}, for the path as a whole: values may make a wildcard that is none. */
    Optional<String> obstacle(Viewpoint holder) {
        String text = policy.allowWildcards() ? text(holder) : null;
        return text != null && text.contains(RulePath.FORBIDDEN)
                ? Optional.of(told("path \"" + text + "\": invalid use of wildcards ('+*' is forbidden)"))
                : Optional.empty();
    }

    private String told(String reason) {
        return "error parsing templated policy \"%s\": failed to parse policy: path \"%s\": %s"
                .formatted(policy.name(), block.path().text(), reason);
    }

    Iterable<String> selectors() {
        return block.path().selectors();
    }
}
