package io.portcullis.policy;

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
}
