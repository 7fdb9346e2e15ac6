package io.portcullis.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who holds a token, as the templates of a policy see it: spec of the system, 4.9. */
@FunctionalInterface
public interface Identity {

    /** Somebody without an entity. */
    Identity NOBODY = selector -> Optional.empty();

    /**
     * What a selector stands for, such as {@code identity.entity.name} or {@code identity.entity.aliases.<accessor>.name}; empty
     * when there is no such thing.
     */
    Optional<String> value(String selector);

    /** The same, asked no more than once for each selector; for one thread. */
    default Identity remembered() {
        Map<String, Optional<String>> selectorToValue = new HashMap<>();
        return selector -> selectorToValue.computeIfAbsent(selector, this::value);
    }
}
