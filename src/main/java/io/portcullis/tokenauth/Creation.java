package io.portcullis.tokenauth;

import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.http.Call;
import io.portcullis.mount.MountEntry;
import io.portcullis.token.Caller;
import io.portcullis.token.StoredToken;
import java.util.Optional;

/**
 * What decides about a new token, beside what is asked of it.
 *
 * @param view the control plane
 * @param mount the mount of the token store, by that view
 * @param maker the token that makes it
 * @param sudo whether the maker may do what needs {@code sudo}, at the path of the request
 * @param way by which path it is made
 * @param role the role that it is made by, if that is there
 */
record Creation(View view, MountEntry mount, StoredToken maker, boolean sudo, Way way, Optional<TokenRole> role) {

    /**
     * By which path a token is made.
     *
     * @param path of the request, below the namespace
     * @param orphan whether the path itself makes orphans
     * @param role the name of the role in it; empty for none
     */
    record Way(String path, boolean orphan, Optional<String> role) {}

    /** What decides by a view and a grant. */
    static Creation of(Call call, Way way, View view, Grant grant) {
        MountEntry mount = MountEntry.of(call);
        return new Creation(
                view,
                mount.by(view),
                Caller.of(call).stored(),
                grant.sudo(),
                way,
                way.role().flatMap(name -> view.snapshot().part(TokenRoles.KIND).find(mount.namespaceId(), name)));
    }

    /** Whether a token that the one allows, the other allows in the same form. */
    boolean saysTheSameAs(Creation other) {
        return sudo == other.sudo && mount.config().equals(other.mount().config()) && role.equals(other.role());
    }

    /** The limits of the role, none without one. */
    TokenRole.Limits limits() {
        return role.map(TokenRole::limits).orElse(TokenRole.Limits.NONE);
    }
}
