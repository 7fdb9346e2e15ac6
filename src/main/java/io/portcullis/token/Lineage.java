package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a token lives: not ended, its mount there, not revoked with others, and its parent lives too, and so on upwards (invariant
 * T1). So a tree is revoked by deleting its root, whatever its size. A parent that ended but let its children go is where the way
 * upwards ends. Orphans, as all tokens of logins are, cost no further look.
 */
final class Lineage {

    /** How many ancestors a token may have: what each of its requests costs is bounded. */
    static final int MOST_GENERATIONS = 100;

    private final TokenStore store;
    private final ChildStore children;

    Lineage(TokenStore store, ChildStore children) {
        this.store = store;
        this.children = children;
    }

    /** The token, as it is to be seen, if it lives by this view; ancestors are read from Redis. */
    Future<Optional<StoredToken>> living(View view, StoredToken token) {
        TokenEntry entry = token.entry();
        if (!Ancestry.livesByItself(view, entry)) {
            return Future.succeededFuture(Optional.empty());
        }
        if (entry.isOrphan()) {
            return Future.succeededFuture(Optional.of(token));
        }
        return ancestry(view.snapshot().seal(), entry)
                .map(ancestry -> ancestry.lives(view) ? Optional.of(token.seenAs(ancestry.token())) : Optional.empty());
    }

    /** The token and its ancestors, read from Redis. */
    Future<Ancestry> ancestry(Seal seal, TokenEntry entry) {
        TokenOrigin.Parent parent = entry.origin().parent();
        return parent == null
                ? Future.succeededFuture(Ancestry.ofOrphan(entry))
                : climb(seal, entry, new ArrayList<>(), parent, new HashMap<>());
    }

    /** One step up. Whole stretches of the way are read ahead in one round trip; who is whose parent, the entries say. */
    private Future<Ancestry> climb(
            Seal seal,
            TokenEntry entry,
            List<TokenEntry> ancestors,
            TokenOrigin.Parent parent,
            Map<String, Future<Optional<StoredToken>>> ahead) {
        if (ancestors.size() == MOST_GENERATIONS) {
            return Future.succeededFuture(new Ancestry(entry, ancestors, false));
        }
        return read(seal, parent, ahead).compose(found -> {
            Optional<TokenEntry> same = found.map(StoredToken::entry)
                    .filter(other -> other.accessor().equals(parent.accessor()));
            if (same.isEmpty()) {
                return children.isReleased(seal, parent.hash(), parent.accessor())
                        .map(released -> top(entry, ancestors, released));
            }
            ancestors.add(same.get());
            TokenOrigin.Parent next = same.get().origin().parent();
            return next == null
                    ? Future.succeededFuture(new Ancestry(entry, ancestors, true))
                    : climb(seal, entry, ancestors, next, ahead);
        });
    }

    private Future<Optional<StoredToken>> read(
            Seal seal, TokenOrigin.Parent parent, Map<String, Future<Optional<StoredToken>>> ahead) {
        Future<Optional<StoredToken>> known = ahead.get(parent.hash());
        if (known != null) {
            return known;
        }
        ahead.clear();
        Future<Optional<StoredToken>> nearest = store.find(seal, parent.hash());
        parent.line().forEach(hash -> ahead.put(hash, store.find(seal, hash)));
        return nearest;
    }

    private static Ancestry top(TokenEntry entry, List<TokenEntry> ancestors, boolean released) {
        return released && ancestors.isEmpty()
                ? Ancestry.ofOrphan(entry.orphaned())
                : new Ancestry(entry, ancestors, released);
    }
}
