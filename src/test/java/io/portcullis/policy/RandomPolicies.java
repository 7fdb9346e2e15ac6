package io.portcullis.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Sets of policies over a small alphabet, and paths that come near to their rules. The same seed gives the same. */
final class RandomPolicies {

    private static final List<String> SEGMENTS =
            List.of("a", "a", "a", "a", "b", "b", "b", "b", "ab", "ab", "+", "+", "+", "+", "+", "+a", "a+", "a*");
    private static final List<String> ENDS = List.of("", "", "", "", "", "*", "*", "*", "/*", "/*", "/", "/");
    private static final List<String> FOR_PLUS = List.of("a", "b", "ab", "x", "");
    private static final List<String> FOR_STAR = List.of("", "a", "a/b", "/", "b/", "b/a/");

    private final Random random;
    private final String template;

    /** Without templates. */
    RandomPolicies(long seed) {
        this(seed, "");
    }

    /** Some segments, and parts of segments, are this template. */
    RandomPolicies(long seed, String template) {
        this.random = new Random(seed);
        this.template = template;
    }

    /** One to three policies of one to eight blocks. */
    List<List<PathBlock>> policies() {
        List<List<PathBlock>> policies = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<PathBlock> blocks = new ArrayList<>();
            for (int j = 1 + random.nextInt(8); j > 0; j--) {
                blocks.add(BlockBuilder.block(rulePath(), capabilities()));
            }
            policies.add(blocks);
        }
        return policies;
    }

    private String rulePath() {
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(4); i > 0; i--) {
            boolean empty = !segments.isEmpty() && random.nextInt(30) == 0;
            segments.add(empty ? "" : segment());
        }
        String path = String.join("/", segments) + one(ENDS);
        String rule = path.startsWith("/") ? path.substring(1) : path;
        return rule.contains("+*") ? rule.replace("+*", "+") : rule;
    }

    private String segment() {
        if (template.isEmpty() || random.nextInt(4) > 0) {
            return one(SEGMENTS);
        }
        return random.nextInt(3) > 0 ? template : random.nextBoolean() ? "a" + template : template + "b";
    }

    private String capabilities() {
        if (random.nextInt(8) == 0) {
            return random.nextBoolean() ? "deny" : "deny read";
        }
        Set<Capability> granted = EnumSet.noneOf(Capability.class);
        for (int i = random.nextInt(4); i >= 0 && random.nextInt(15) > 0; i--) {
            granted.add(Capability.values()[random.nextInt(Capability.DENY.ordinal())]);
        }
        return String.join(" ", granted.stream().map(Capability::text).toList());
    }

    /** A path, never empty. */
    String path(List<List<PathBlock>> policies) {
        String path = random.nextInt(10) < 7 ? near(one(one(policies)).path()) : rulePath();
        String mutated = switch (random.nextInt(8)) {
            case 0 -> path + "/";
            case 1 -> path + "/a";
            case 2 -> path + "a";
            case 3 -> path.isEmpty() ? path : path.substring(0, path.length() - 1);
            default -> path;
        };
        return mutated.isEmpty() ? "a" : mutated;
    }

    /** A path that the rule may match. */
    private String near(String rule) {
        boolean open = rule.endsWith("*");
        List<String> segments = new ArrayList<>();
        for (String segment : (open ? rule.substring(0, rule.length() - 1) : rule).split("/", -1)) {
            segments.add(segment.equals("+") ? one(FOR_PLUS) : segment);
        }
        return String.join("/", segments) + (open ? one(FOR_STAR) : "");
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
