package io.portcullis.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Rules about the parameters of one path, and requests to it. The same seed gives the same. Nothing here is compared otherwise than
 * the reference compares it (decision P1): numbers differ, and no item of a list is listed by itself.
 */
final class RandomRequests {

    /** Where unknown parameters and any values are taken; what it answers to them is no matter. */
    static final String PATH = "sys/policies/acl/no-such-policy";

    private static final List<String> NAMES = List.of("p", "p", "q", "r", "*", "*");
    private static final List<String> SPELLINGS = List.of("p", "p", "p", "P", "q", "q", "Q", "r", "s", "*");
    private static final List<Object> LISTED = List.of(
            "good", "bad*", "*x", "*", "a*b", "*mid*", "", true, false, BigDecimal.valueOf(5), List.of("yy", "zz"));
    private static final List<String> TEXTS =
            List.of("good", "good", "bad", "badly", "x", "ax", "*", "a*b", "amidb", "mid", "", "other");
    private static final List<String> OTHER_JSON =
            List.of("true", "false", "null", "7", "[\"yy\",\"zz\"]", "[\"zz\"]", "[]", "{\"k\":\"v\"}");

    private final Random random;

    RandomRequests(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A request to {@link #PATH}.
     *
     * @param json the body of a write; null for a read
     * @param query that of a read; empty for a write
     * @param wrapSeconds for how long the answer shall be wrapped; 0 for not at all
     */
    record Request(@Nullable String json, String query, int wrapSeconds) {}

    /** One or two policies of one or two blocks for the path. */
    List<List<PathBlock>> policies() {
        List<List<PathBlock>> policies = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            List<PathBlock> blocks = new ArrayList<>();
            for (int j = 1 + random.nextInt(2); j > 0; j--) {
                blocks.add(block());
            }
            policies.add(blocks);
        }
        return policies;
    }

    private PathBlock block() {
        BlockBuilder block = BlockBuilder.path(PATH, "create read update patch");
        for (int i = random.nextInt(3); i > 0; i--) {
            block.allowed(one(NAMES), values());
        }
        for (int i = random.nextInt(2); i > 0; i--) {
            block.denied(one(NAMES.subList(0, random.nextInt(6) == 0 ? 5 : 4)), values());
        }
        if (random.nextInt(10) == 0) {
            block.required(one(NAMES.subList(0, 4)));
        }
        if (random.nextInt(8) == 0) {
            block.wrapping(60L * random.nextInt(3), random.nextBoolean() ? 0 : 120 + 60L * random.nextInt(3));
        }
        return block.build();
    }

    private Object[] values() {
        Object[] values = new Object[random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = one(LISTED);
        }
        return values;
    }

    /** A read or a write. */
    Request request() {
        Map<String, String> nameToText = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            nameToText.put(one(SPELLINGS), one(TEXTS));
        }
        int wrapSeconds = random.nextInt(3) > 0 ? 0 : 60 * (1 + random.nextInt(5));
        if (random.nextInt(3) == 0) {
            List<String> pairs = new ArrayList<>();
            nameToText.forEach((name, text) -> pairs.add(name + "=" + text));
            return new Request(null, String.join("&", pairs), wrapSeconds);
        }
        List<String> members = new ArrayList<>();
        nameToText.forEach((name, text) ->
                members.add('"' + name + "\":" + (random.nextInt(3) == 0 ? one(OTHER_JSON) : '"' + text + '"')));
        return new Request('{' + String.join(",", members) + '}', "", wrapSeconds);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
