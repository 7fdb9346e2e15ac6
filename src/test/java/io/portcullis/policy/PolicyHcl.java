package io.portcullis.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Blocks written in the language of policies; for texts without anything that must be escaped. */
final class PolicyHcl {

    private PolicyHcl() {}

    static String of(List<PathBlock> policy) {
        return policy.isEmpty()
                ? "# nothing"
                : policy.stream().map(PolicyHcl::block).collect(Collectors.joining());
    }

    private static String block(PathBlock block) {
        var text = new StringBuilder("path ").append(value(block.path())).append(" {\n");
        append(
                text,
                "capabilities",
                list(block.capabilities().stream().map(Capability::text).toList()));
        if (!block.allowed().isEmpty()) {
            append(text, "allowed_parameters", map(block.allowed()));
        }
        if (!block.denied().isEmpty()) {
            append(text, "denied_parameters", map(block.denied()));
        }
        if (!block.required().isEmpty()) {
            append(text, "required_parameters", list(block.required()));
        }
        append(text, "min_wrapping_ttl", block.minWrapping());
        append(text, "max_wrapping_ttl", block.maxWrapping());
        return text.append("}\n").toString();
    }

    private static void append(StringBuilder text, String name, Duration duration) {
        if (!duration.isZero()) {
            append(text, name, value(duration.toSeconds() + "s"));
        }
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(" = ").append(value).append('\n');
    }

    private static String map(Map<String, List<@Nullable Object>> nameToValues) {
        return nameToValues.entrySet().stream()
                .map(entry -> "    " + value(entry.getKey()) + " = " + list(entry.getValue()) + "\n")
                .collect(Collectors.joining("", "{\n", "  }"));
    }

    private static String list(List<?> values) {
        return values.stream().map(PolicyHcl::value).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String value(@Nullable Object value) {
        return value instanceof List<?> list
                ? list(list)
                : value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
