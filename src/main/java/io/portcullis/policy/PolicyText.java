package io.portcullis.policy;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.hcl.Hcl;
import io.portcullis.hcl.HclItem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The text of a policy: spec of the system, 4.1. */
final class PolicyText {

    private static final Set<String> KEYS = Set.of("name", "path");

    private PolicyText() {}

    /**
     * The blocks of the policy, in order. What it calls itself does not matter.
     *
     * @throws Fault 400 {@code failed to parse policy: …}
     */
    static List<PathBlock> parse(String text) {
        return within(() -> "failed to parse policy: ", () -> blocks(Hcl.parse(text)));
    }

    private static List<PathBlock> blocks(List<HclItem> items) {
        Attributes.requireKnown(items, KEYS);
        items.stream().filter(item -> item.key().equals("name")).forEach(name -> Attributes.text(name, "root.name"));
        return items.stream()
                .filter(item -> item.key().equals("path"))
                .map(PolicyText::block)
                .toList();
    }

    /** A block without a label is about the path {@code path}; labels after the first mean nothing. */
    private static PathBlock block(HclItem item) {
        String path = item.keys().size() > 1 ? item.keys().get(1) : "path";
        return within(() -> prefix(path), () -> PathText.read(path, item.value()));
    }

    /**
     * What was meant by a text that may be in base64: the text itself if it is a policy, else what it is the standard base64 of,
     * else the text itself.
     */
    static String decoded(String raw) {
        return isPolicy(raw) ? raw : fromBase64(raw);
    }

    private static boolean isPolicy(String text) {
        try {
            parse(text);
            return true;
        } catch (Fault notOne) {
            return false;
        }
    }

    /** Line ends do not count, padding does. */
    private static String fromBase64(String raw) {
        String base64 = raw.replace("\r", "").replace("\n", "");
        if (base64.length() % 4 != 0) {
            return raw;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
            return raw;
        }
    }

    /** How failures of a block begin. */
    static String prefix(String path) {
        return "path " + GoText.quote(path) + ": ";
    }

    /** What the supplier gives; the sentence of its failure gets this prefix. */
    static <T> T within(Supplier<String> prefix, Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (Fault fault) {
            throw Fault.badRequest(prefix.get() + fault.getMessage());
        }
    }
}
