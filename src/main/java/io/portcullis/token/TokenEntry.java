package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.policy.Acl;
import io.portcullis.policy.Identity;
import io.portcullis.policy.PolicyTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token is, apart from its string, which is stored nowhere.
 *
 * @param namespaceId the namespace that it belongs to
 * @param accessor names it without giving its power
 * @param origin where it comes from
 * @param policies sorted, without duplicates
 * @param holder whom it was given to; null when that is nobody's business
 * @param lease how long it lives
 * @param uses how many requests it was good for at first; zero for any number
 * @param boundCidrs networks that it may be used from; empty for all
 */
public record TokenEntry(
        String namespaceId,
        String accessor,
        TokenOrigin origin,
        List<String> policies,
        @Nullable Holder holder,
        TokenLease lease,
        long uses,
        List<String> boundCidrs) {

    public TokenEntry {
        policies = List.copyOf(policies);
        boundCidrs = List.copyOf(boundCidrs);
    }

    /** Whether its life hangs on no other token's. */
    public boolean isOrphan() {
        return origin.parent() == null;
    }

    /**
     * The path that it is revoked and listed by: that of the request that made it, but for the name of an account, which has one
     * spelling there (invariant L5). The name of a role stays as it is, also beside an alias that is spelled like it.
     */
    String leasePath() {
        String path = origin.path();
        boolean byRole = origin.role() != null;
        if (byRole || holder == null || !holder.mountAccessor().equals(origin.mountAccessor())) {
            return path;
        }
        int name = path.lastIndexOf('/') + 1;
        return path.substring(name).equalsIgnoreCase(holder.name()) ? path.substring(0, name) + holder.name() : path;
    }

    /** The id of the entity that it was given to; empty when there is none. */
    public String entityId() {
        return holder == null ? "" : holder.entityId();
    }

    /** Whether it has a lease at all: the first root token of a namespace, which no other token made, has none. */
    public boolean hasLease() {
        return !origin.path().equals(RootTokens.PATH);
    }

    /**
     * What its policies allow by a view, to its holder.
     *
     * @throws io.portcullis.fault.Fault 400 when that cannot be known
     */
    public Acl acl(View view) {
        return view.snapshot()
                .part(PolicyTable.KIND)
                .acl(namespaceId, path(view), policies, identity(view), view.time());
    }

    /** Why {@link #acl} refuses; empty when it does not. */
    public Optional<String> aclObstacle(View view) {
        return view.snapshot()
                .part(PolicyTable.KIND)
                .obstacle(namespaceId, path(view), policies, identity(view), view.time());
    }

    /** The path of its namespace; a token whose namespace is gone may do nothing. */
    private String path(View view) {
        return NamespaceTree.of(view)
                .withId(namespaceId)
                .orElseThrow(Fault::permissionDenied)
                .path();
    }

    private Identity identity(View view) {
        return holder == null
                ? Identity.NOBODY
                : holder.identity(view.snapshot().seal());
    }

    /** The same token, to end later or earlier. */
    TokenEntry renewed(Instant now, Instant until) {
        return new TokenEntry(
                namespaceId, accessor, origin, policies, holder, lease.renewed(now, until), uses, boundCidrs);
    }

    /** The same token without a parent. */
    TokenEntry orphaned() {
        return new TokenEntry(namespaceId, accessor, origin.orphaned(), policies, holder, lease, uses, boundCidrs);
    }

    /** The accessor names it; policies and the rest are nobody's business in a log. */
    @Override
    public String toString() {
        return "TokenEntry(" + accessor + ")";
    }
}
