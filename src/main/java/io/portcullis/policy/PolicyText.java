package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PLACEHOLDER: reads nothing but {@code path "x" { capabilities = ["y"] }}; the parser of the policy language replaces this file. */
final class PolicyText {

    private static final Pattern BLOCK =
            Pattern.compile("\\G\\s*path\\s+\"/?([^\"]*)\"\\s*\\{\\s*capabilities\\s*=\\s*\\[([a-z\", ]*)]\\s*}\\s*");

    private PolicyText() {}

    /** The blocks of a policy. */
    static List<PathBlock> parse(String text) {
        var blocks = new ArrayList<PathBlock>();
        Matcher matcher = BLOCK.matcher(text);
        int end = 0;
        while (matcher.find()) {
            var capabilities = EnumSet.noneOf(Capability.class);
            for (String name : matcher.group(2).split("[\", ]+")) {
                if (!name.isEmpty()) {
                    capabilities.add(Capability.of(name).orElseThrow(PolicyText::malformed));
                }
            }
            blocks.add(new PathBlock(
                    matcher.group(1),
                    capabilities,
                    Map.of(),
                    Map.of(),
                    List.of(),
                    Duration.ZERO,
                    Duration.ZERO,
                    0,
                    "",
                    null));
            end = matcher.end();
        }
        if (end < text.length()) {
            throw malformed();
        }
        return blocks;
    }

    private static Fault malformed() {
        return Fault.badRequest("failed to parse policy");
    }
}
