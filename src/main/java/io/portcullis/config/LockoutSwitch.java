package io.portcullis.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code BAO_DISABLE_USER_LOCKOUT}, or {@code VAULT_DISABLE_USER_LOCKOUT} where there is no such variable, not even an empty one: it goes
 * before all that mounts and files say of user lockout (spec of userpass, 4.6).
 */
public final class LockoutSwitch {

    private static final List<String> VARIABLES = List.of("BAO_DISABLE_USER_LOCKOUT", "VAULT_DISABLE_USER_LOCKOUT");
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private LockoutSwitch() {}

    /**
     * Whether user lockout is on everywhere, or off everywhere; empty: neither is said.
     *
     * @param unreadable gets the name of a variable that is neither true nor false
     */
    public static Optional<Boolean> forced(Map<String, String> environment, Consumer<String> unreadable) {
        return VARIABLES.stream()
                .filter(environment::containsKey)
                .findFirst()
                .flatMap(variable -> forced(variable, environment.getOrDefault(variable, ""), unreadable));
    }

    private static Optional<Boolean> forced(String variable, String value, Consumer<String> unreadable) {
        if (FALSE.contains(value) || TRUE.contains(value)) {
            return Optional.of(FALSE.contains(value));
        }
        if (!value.isEmpty()) {
            unreadable.accept(variable);
        }
        return Optional.empty();
    }
}
