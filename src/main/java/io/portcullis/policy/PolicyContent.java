package io.portcullis.policy;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.namespace.NamespaceContent;
import java.time.Instant;
import java.util.List;

/** The policies of a namespace: it begins with the default one. */
public final class PolicyContent implements NamespaceContent {

    @Override
    public void begin(Snapshot snapshot, String namespaceId, Instant now, Change<?> change) {
        Policy policy = BuiltInPolicies.defaultOf(namespaceId, now);
        change.put(PolicyTable.KIND, PolicyTable.key(namespaceId, policy.name()), PolicyTable.encode(policy));
    }

    @Override
    public int end(Snapshot snapshot, String namespaceId, Instant now, int most, Change<?> change) {
        List<Policy> doomed =
                snapshot.part(PolicyTable.KIND).stored(namespaceId).limit(most).toList();
        doomed.forEach(policy -> change.delete(PolicyTable.KIND, PolicyTable.key(namespaceId, policy.name())));
        return doomed.size();
    }
}
