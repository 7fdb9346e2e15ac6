package io.portcullis.token;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.namespace.NamespaceContent;
import java.time.Instant;
import java.util.List;

/** What was revoked by path in a namespace. */
public final class RevocationContent implements NamespaceContent {

    @Override
    public int end(Snapshot snapshot, String namespaceId, Instant now, int most, Change<?> change) {
        List<Revocation> doomed = snapshot.part(Revocations.KIND).of(namespaceId, most);
        doomed.forEach(revocation -> change.delete(Revocations.KIND, revocation.key()));
        return doomed.size();
    }
}
