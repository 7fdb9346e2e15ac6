package io.portcullis.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Random policies, and how they can be written down. */
final class RandomPolicy {

    private static final String LETTERS = "abz/.*-_ \"\\\n\t$#=,é\u200b\ufffd";

    private RandomPolicy() {}

    /** Up to five blocks; their paths may be the same. */
    static List<PathBlock> blocks(Random random) {
        return several(random, () -> block(random));
    }

    private static PathBlock block(Random random) {
        String path = text(random) + (random.nextInt(4) == 0 ? "{{ x }}" : "");
        Set<Capability> granted = granted(random);
        Instant expiresAt = random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt());
        boolean denied = granted.contains(Capability.DENY);
        int min = random.nextInt(1_000);
        return new PathBlock(
                path.replaceFirst("^/+", ""),
                granted,
                denied ? Map.of() : parameters(random),
                denied ? Map.of() : parameters(random),
                denied ? List.of() : several(random, () -> text(random)),
                Duration.ofSeconds(denied ? 0 : min),
                Duration.ofSeconds(denied ? 0 : random.nextBoolean() ? 0 : min + random.nextInt(1_000)),
                denied ? 0 : random.nextInt(),
                denied || !granted.contains(Capability.LIST)
                        ? ""
                        : "{{ .path }}" + text(random).replace("{", "") + "{{.key}}",
                expiresAt);
    }

    private static Set<Capability> granted(Random random) {
        Set<Capability> granted = EnumSet.noneOf(Capability.class);
        for (Capability each : Capability.values()) {
            if (each != Capability.DENY && random.nextBoolean()) {
                granted.add(each);
            }
        }
        return random.nextInt(8) == 0 ? EnumSet.of(Capability.DENY) : granted;
    }

    private static Map<String, List<@Nullable Object>> parameters(Random random) {
        Map<String, List<@Nullable Object>> parameters = new LinkedHashMap<>();
        several(random, () -> text(random))
                .forEach(key -> parameters.put(key, several(random, () -> value(random, 3))));
        return parameters;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> text(random);
            case 1 -> random.nextBoolean();
            case 2 -> BigDecimal.valueOf(random.nextLong());
            case 3 -> BigDecimal.valueOf(random.nextInt(), 1 + random.nextInt(5));
            case 4 -> several(random, () -> value(random, depth - 1));
            default -> {
                Map<String, Object> members = new LinkedHashMap<>();
                several(random, () -> text(random)).forEach(key -> members.put(key, value(random, depth - 1)));
                yield members;
            }
        };
    }

    private static <T> List<T> several(Random random, Supplier<T> one) {
        List<T> several = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            several.add(one.get());
        }
        return several;
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.append(random.nextInt(8) == 0 ? "😀" : "").toString();
    }

    static String asHcl(List<PathBlock> blocks, Random random) {
        return new Writing(random, " = ", List.of("", " ", "\n", "\r\n\t", "# }\n", "// \"\n", "/* { */"), true)
                .policy(blocks);
    }

    static String asJson(List<PathBlock> blocks, Random random) {
        return new Writing(random, ":", List.of("", " ", "\n", "\r\n\t"), false).policy(blocks);
    }

    /** One of the two forms, laid out at random. */
    private record Writing(Random random, String assignment, List<String> gaps, boolean hcl) {

        String policy(List<PathBlock> blocks) {
            if (hcl) {
                return blocks.stream().map(this::hclBlock).collect(Collectors.joining(gap(), gap(), gap()));
            }
            String objects = blocks.stream()
                    .map(block -> gap() + "{" + quoted(block.path()) + ":" + object(attributes(block)) + "}")
                    .collect(Collectors.joining(","));
            return gap() + "{" + (blocks.isEmpty() ? "" : "\"path\":[" + objects + "]") + "}" + gap();
        }

        private String hclBlock(PathBlock block) {
            String slash = random.nextBoolean() ? "/" : "";
            return "path" + gap() + quoted(slash + block.path()) + gap() + object(attributes(block)) + gap() + comma();
        }

        private Map<String, Object> attributes(PathBlock block) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put(
                    "capabilities",
                    block.capabilities().stream().map(Capability::text).toList());
            attributes.put("comment", block.path());
            attributes.put("allowed_parameters", block.allowed());
            attributes.put("denied_parameters", block.denied());
            attributes.put("required_parameters", block.required());
            attributes.put(
                    "min_wrapping_ttl", BigDecimal.valueOf(block.minWrapping().toSeconds()));
            attributes.put("max_wrapping_ttl", block.maxWrapping().toSeconds() + "s");
            attributes.put("pagination_limit", BigDecimal.valueOf(block.paginationLimit()));
            attributes.put("list_scan_response_keys_filter_path", block.keysFilterPath());
            Instant expiresAt = block.expiresAt();
            attributes.put(
                    "expiration",
                    expiresAt == null
                            ? ""
                            : random.nextBoolean()
                                    ? expiresAt.toString()
                                    : BigDecimal.valueOf(expiresAt.getEpochSecond()));
            return attributes;
        }

        private String written(Object value) {
            if (value instanceof String text) {
                return hcl && text.endsWith("\n") && !text.contains("END") ? "<<END\n" + text + "END\n" : quoted(text);
            }
            if (value instanceof Collection<?> list) {
                String elements =
                        list.stream().map(each -> gap() + written(each) + gap()).collect(Collectors.joining(","));
                return "[" + elements + (list.isEmpty() ? gap() : comma()) + "]";
            }
            if (value instanceof Map<?, ?> map) {
                return object(map);
            }
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }

        private String object(Map<?, ?> map) {
            String members = map.entrySet().stream()
                    .map(entry ->
                            gap() + quoted(entry.getKey().toString()) + gap() + assignment + written(entry.getValue()))
                    .collect(Collectors.joining(hcl ? "\n" : ","));
            return "{" + members + gap() + "}";
        }

        private String quoted(String text) {
            var quoted = new StringBuilder("\"");
            for (char each : text.toCharArray()) {
                boolean escaped = each < ' ' || each == '"' || each == '\\' || each == '$';
                quoted.append(
                        escaped || !Character.isSurrogate(each) && random.nextInt(8) == 0
                                ? "\\u%04x".formatted((int) each)
                                : each);
            }
            return quoted.append('"').toString();
        }

        private String gap() {
            return gaps.get(random.nextInt(gaps.size()));
        }

        private String comma() {
            return hcl && random.nextBoolean() ? "," : "";
        }
    }
}
