package io.portcullis.system;

import io.portcullis.control.Change;
import io.portcullis.mount.MountRoutes;
import io.portcullis.policy.PolicyRoutes;
import java.time.Instant;

/**
 * What every store begins with, whoever initialises it: the mount of the token store, the default policy, and what it knows of itself.
 *
 * @param change what is committed with the keyring; more may be put into it before that
 * @param tokenMount the accessor of the token store's mount, which root tokens belong to
 */
public record FirstChange(Change<Void> change, String tokenMount) {

    private static final String ROOT = "root";

    /** A new one; {@code now} is by the clock of Redis. */
    public static FirstChange at(Instant now) {
        Change<Void> change = Change.withoutResult();
        String tokenMount = MountRoutes.tokenMount(change, ROOT).accessor();
        PolicyRoutes.defaultPolicy(change, ROOT, now);
        StoreFacts.put(change, new StoreFacts.RecordKey(now));
        VersionHistory.enter(change, now);
        return new FirstChange(change, tokenMount);
    }
}
