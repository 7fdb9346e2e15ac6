package io.portcullis.system;

import io.portcullis.control.Change;
import io.portcullis.control.Snapshot;
import io.portcullis.mount.MountContent;
import io.portcullis.namespace.Namespace;
import io.portcullis.policy.PolicyContent;
import java.time.Instant;

/**
 * What every store begins with, whoever initialises it: the mount of the token store, the default policy, and what it knows of itself.
 *
 * @param change what is committed with the keyring; more may be put into it before that
 * @param tokenMount the accessor of the token store's mount, which root tokens belong to
 */
public record FirstChange(Change<Void> change, String tokenMount) {

    /** A new one, for a state without entries; {@code now} is by the clock of Redis. */
    public static FirstChange of(Snapshot empty, Instant now) {
        Change<Void> change = Change.withoutResult();
        String tokenMount =
                new MountContent().tokenMount(empty, Namespace.ROOT_ID, change).accessor();
        new PolicyContent().begin(empty, Namespace.ROOT_ID, now, change);
        StoreFacts.put(change, new StoreFacts.RecordKey(now));
        VersionHistory.enter(change, now);
        return new FirstChange(change, tokenMount);
    }
}
