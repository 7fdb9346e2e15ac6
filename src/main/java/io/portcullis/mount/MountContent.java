package io.portcullis.mount;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.namespace.NamespaceContent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** The mounts of a namespace: it begins with the one of the token store. */
public final class MountContent implements NamespaceContent {

    private final SecureRandom random = new SecureRandom();

    @Override
    public void begin(Snapshot snapshot, String namespaceId, Instant now, Change<?> change) {
        tokenMount(snapshot, namespaceId, change);
    }

    /** Adds the mount of the token store to a change. */
    public MountEntry tokenMount(Snapshot snapshot, String namespaceId, Change<?> change) {
        MountEntry mount = MountCommands.tokenMount(snapshot, namespaceId, random);
        change.put(MountTable.KIND, mount.accessor(), MountTable.encode(mount));
        return mount;
    }

    @Override
    public int end(Snapshot snapshot, String namespaceId, Instant now, int most, Change<?> change) {
        List<MountEntry> doomed = snapshot.part(MountTable.KIND).of(namespaceId).stream()
                .limit(most)
                .toList();
        doomed.forEach(mount -> MountCommands.endWithNamespace(mount, now, change));
        return doomed.size();
    }
}
