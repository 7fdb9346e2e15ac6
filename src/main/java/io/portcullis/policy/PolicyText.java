package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The text of a policy. Only what keeps the other classes compiling: the parser takes its place. */
final class PolicyText {

    private PolicyText() {}

    /** The blocks of a text; 400 {@code failed to parse policy: ...} for what is none. */
    static List<PathBlock> parse(String text) {
        String rest = text.replaceAll("(?m)^\\s*#.*$", "").strip();
        if (!rest.isEmpty() && !rest.matches("(?s)(path\\s.*\\}|\\{.*\\})")) {
            throw Fault.badRequest("failed to parse policy: At 1:1: not a policy");
        }
        return List.of();
    }

    /** The text itself if it is a policy, else what it says in base64, if it is that. */
    static String decoded(String raw) {
        try {
            parse(raw);
            return raw;
        } catch (Fault notOne) {
            try {
                return new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return raw;
            }
        }
    }
}
