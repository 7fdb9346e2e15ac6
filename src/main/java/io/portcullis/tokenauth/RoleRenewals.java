package io.portcullis.tokenauth;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import io.portcullis.mount.MountEntry;
import io.portcullis.token.Renewals;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenLease;
import io.portcullis.token.TokenLifetime;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What the token store says when a token that another token made is to be prolonged: spec of tokens, 2.6. A role says by what is in
 * it now; what the token itself was promised to end by, still holds.
 */
public final class RoleRenewals implements Renewals {

    @Override
    public Future<Finding> ask(View first, MountEntry mount, TokenEntry entry) {
        return Future.succeededFuture(view -> decision(view, mount.by(view), entry));
    }

    private static Decision decision(View view, MountEntry mount, TokenEntry entry) {
        TokenLease lease = entry.lease();
        String name = entry.origin().role();
        if (name == null) {
            return prolong(mount, lease, lease.period(), lease.explicitMaxTtl());
        }
        TokenRole.Limits limits = view.snapshot()
                .part(TokenRoles.KIND)
                .find(entry.namespaceId(), name)
                .orElseThrow(() -> gone(name))
                .limits();
        return prolong(
                mount, lease, limits.period(), CreationTimes.lesser(limits.explicitMaxTtl(), lease.explicitMaxTtl()));
    }

    private static Decision prolong(MountEntry mount, TokenLease lease, Duration period, Duration explicit) {
        return new Decision.Prolong(new TokenLifetime.Terms(
                mount.config(), Duration.ZERO, lease.lastTtl(), Duration.ZERO, explicit, period));
    }

    private static Fault gone(String role) {
        return Fault.of(
                        500,
                        "failed to renew entry: original token role " + GoText.quote(role)
                                + " could not be found, not renewing")
                .aggregate();
    }
}
