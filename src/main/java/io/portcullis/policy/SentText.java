package io.portcullis.policy;

import io.portcullis.fault.Fault;
import org.jspecify.annotations.Nullable;

/** The text of a policy as somebody sent it: read once, however often the request is decided. For one event loop. */
final class SentText {

    private final String raw;

    @Nullable
    private String meant;

    /** @param raw as sent, perhaps in base64 */
    SentText(String raw) {
        this.raw = raw;
    }

    boolean isEmpty() {
        return raw.isEmpty();
    }

    /**
     * The text that was meant.
     *
     * @throws Fault 400 {@code failed to parse policy: ...}
     */
    String meant() {
        String known = meant;
        if (known == null) {
            known = PolicyText.decoded(raw);
            PolicyText.parse(known);
            meant = known;
        }
        return known;
    }
}
