package io.portcullis.app;

import io.portcullis.http.Operation;
import io.portcullis.http.Reach;
import io.portcullis.token.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller may do. There are no policies yet: a root token may do everything, every other token looks up, renews and revokes
 * itself.
 */
final class Authority {

    private static final Map<String, Set<Operation>> ON_ONESELF = Map.of(
            "auth/token/lookup-self", Set.of(Operation.READ),
            "auth/token/renew-self", Set.of(Operation.UPDATE),
            "auth/token/revoke-self", Set.of(Operation.UPDATE));

    private Authority() {}

    /** Whether the caller may do this at this path: the very path that is then executed. */
    static boolean allows(Caller caller, Operation operation, String path) {
        return caller.isRoot()
                || operation == Operation.HELP
                || ON_ONESELF.getOrDefault(path, Set.of()).contains(operation);
    }

    /** What the caller can touch in any way. */
    static Reach reach(Optional<Caller> caller) {
        return path -> caller.filter(
                        known -> known.isRoot() || ON_ONESELF.keySet().stream().anyMatch(own -> own.startsWith(path)))
                .isPresent();
    }
}
