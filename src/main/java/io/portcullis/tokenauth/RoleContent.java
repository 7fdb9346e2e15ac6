package io.portcullis.tokenauth;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.namespace.NamespaceContent;
import java.time.Instant;
import java.util.List;

/** The token roles of a namespace. */
public final class RoleContent implements NamespaceContent {

    @Override
    public int end(Snapshot snapshot, String namespaceId, Instant now, int most, Change<?> change) {
        List<String> names = snapshot.part(TokenRoles.KIND).names(namespaceId);
        List<String> doomed = names.subList(0, Math.min(most, names.size()));
        doomed.forEach(name -> change.delete(TokenRoles.KIND, TokenRoles.key(namespaceId, name)));
        return doomed.size();
    }
}
