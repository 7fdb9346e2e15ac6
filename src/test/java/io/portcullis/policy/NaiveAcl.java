package io.portcullis.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What policies allow, decided as the specification tells it (4.3 to 4.5, 3.13), rule by rule. */
final class NaiveAcl {

    private final Map<String, Set<Capability>> ruleToCapabilities = new LinkedHashMap<>();

    /** The policies, with what turns a template into a path. */
    NaiveAcl(List<List<PathBlock>> policies, UnaryOperator<String> resolution) {
        for (List<PathBlock> policy : policies) {
            for (PathBlock block : policy) {
                ruleToCapabilities
                        .computeIfAbsent(resolution.apply(block.path()), rule -> EnumSet.noneOf(Capability.class))
                        .addAll(block.capabilities());
            }
        }
    }

    /** Names as {@code sys/capabilities} has them. */
    List<String> capabilities(String path, boolean lists) {
        return ruleToCapabilities.keySet().stream()
                .filter(rule -> step(rule, path, lists) > 0)
                .min(Comparator.<String>comparingInt(rule -> step(rule, path, lists))
                        .thenComparing(NaiveAcl::specificity, Comparator.reverseOrder()))
                .map(rule -> names(ruleToCapabilities.get(rule)))
                .orElse(List.of("deny"));
    }

    /** In which of the steps of 4.4 the rule is met; 0 if in none. */
    private static int step(String rule, String path, boolean lists) {
        String shorter = lists && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean exact = !hasWildcard(rule) && !rule.endsWith("*");
        if (exact) {
            return rule.equals(path) ? 1 : rule.equals(shorter) ? 2 : 0;
        }
        return matches(rule, path) ? 3 : matches(rule, shorter) ? 4 : 0;
    }

    private static boolean hasWildcard(String rule) {
        return rule.equals("+") || rule.startsWith("+/") || rule.contains("/+");
    }

    private static boolean matches(String rule, String path) {
        boolean open = rule.endsWith("*");
        String body = open ? rule.substring(0, rule.length() - 1) : rule;
        if (!hasWildcard(rule)) {
            return path.startsWith(body);
        }
        String[] wanted = body.split("/", -1);
        String[] found = path.split("/", -1);
        if (open ? found.length < wanted.length : found.length != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean lastOfOpen = open && i == wanted.length - 1;
            if (!wanted[i].equals("+") && !(lastOfOpen ? found[i].startsWith(wanted[i]) : found[i].equals(wanted[i]))) {
                return false;
            }
        }
        return true;
    }

    /** What makes a rule more specific, in order, greater being more: 4.4. */
    private record Specificity(int firstWildcard, boolean closed, int fewPluses, byte[] body)
            implements Comparable<Specificity> {

        @Override
        public int compareTo(Specificity other) {
            return Comparator.comparingInt(Specificity::firstWildcard)
                    .thenComparing(Specificity::closed)
                    .thenComparingInt(Specificity::fewPluses)
                    .thenComparingInt(each -> each.body().length)
                    .thenComparing(Specificity::body, Arrays::compareUnsigned)
                    .compare(this, other);
        }
    }

    private static Specificity specificity(String rule) {
        boolean open = rule.endsWith("*");
        String body = open ? rule.substring(0, rule.length() - 1) : rule;
        int pluses =
                (int) Arrays.stream(body.split("/", -1)).filter("+"::equals).count();
        return new Specificity(
                hasWildcard(rule) ? rule.indexOf('+') : body.length(),
                !open,
                hasWildcard(rule) ? -pluses : 0,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(Set<Capability> capabilities) {
        return capabilities.isEmpty() || capabilities.contains(Capability.DENY)
                ? List.of("deny")
                : capabilities.stream().map(Capability::text).sorted().toList();
    }

    /** Whether something is granted at the path of a mount or below. */
    boolean touches(String mount) {
        return !capabilities(mount, true).equals(List.of("deny"))
                || ruleToCapabilities.entrySet().stream()
                        .filter(rule -> !names(rule.getValue()).equals(List.of("deny")))
                        .anyMatch(rule -> reaches(rule.getKey(), mount));
    }

    private static boolean reaches(String rule, String mount) {
        boolean open = rule.endsWith("*");
        String body = open ? rule.substring(0, rule.length() - 1) : rule;
        if (!hasWildcard(rule)) {
            return body.startsWith(mount);
        }
        List<String> wanted = List.of(body.split("/", -1));
        List<String> found = List.of(mount.substring(0, mount.length() - 1).split("/", -1));
        if (wanted.size() < found.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            boolean lastOfOpen = open && i == wanted.size() - 1;
            if (!wanted.get(i).equals("+")
                    && !(lastOfOpen
                            ? found.get(i).startsWith(wanted.get(i))
                            : found.get(i).equals(wanted.get(i)))) {
                return false;
            }
        }
        return true;
    }
}
