package io.portcullis.policy;

import java.util.Locale;
import java.util.Optional;

/** What a rule of a policy can grant: spec of the system, 4.2. In the order in which {@code resultant-acl} lists them. */
public enum Capability {
    CREATE,
    DELETE,
    LIST,
    READ,
    SUDO,
    UPDATE,
    PATCH,
    SCAN,
    /** Refuses everything else that is granted at the same path. */
    DENY;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The capability of this name; they are case-sensitive. */
    static Optional<Capability> of(String text) {
        for (Capability each : values()) {
            if (each.text.equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The name on the wire. */
    public String text() {
        return text;
    }
}
