package io.portcullis.policy;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Stub. */
public record Permission(boolean root, String path) {
    private static final Map<String, Set<Operation>> ON_ONESELF = Map.of(
            "auth/token/lookup-self", Set.of(Operation.READ),
            "auth/token/renew-self", Set.of(Operation.UPDATE),
            "auth/token/revoke-self", Set.of(Operation.UPDATE));

    public boolean allows(Operation operation, boolean creates, RawParameters parameters, Duration wrapping) {
        return root
                || operation == Operation.HELP
                || ON_ONESELF.getOrDefault(path, Set.of()).contains(operation);
    }

    public boolean sudo() {
        return root;
    }
}
