package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.mount.MountTable;
import io.vertx.core.Future;

/**
 * Whether a token lives: not ended, its mount there, not revoked with others, and its parent lives too, and so on upwards (invariant
 * T1). So a tree is revoked by deleting its root, whatever its size. Orphans, as all tokens of logins are, cost no further look.
 */
final class Lineage {

    /** How many ancestors a token may have: what each of its requests costs is bounded. */
    static final int MOST_GENERATIONS = 100;

    private final TokenStore store;

    Lineage(TokenStore store) {
        this.store = store;
    }

    /** Whether it lives by this view; ancestors are read from Redis. */
    Future<Boolean> lives(View view, TokenEntry entry) {
        if (!livesByItself(view, entry)) {
            return Future.succeededFuture(false);
        }
        TokenOrigin.Parent parent = entry.origin().parent();
        return parent == null ? Future.succeededFuture(true) : parentLives(view, parent, MOST_GENERATIONS);
    }

    private Future<Boolean> parentLives(View view, TokenOrigin.Parent parent, int generations) {
        if (generations == 0) {
            return Future.succeededFuture(false);
        }
        return store.find(view.snapshot().seal(), parent.hash()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(false);
            }
            TokenEntry entry = found.get().entry();
            boolean same = entry.accessor().equals(parent.accessor());
            if (!same || !livesByItself(view, entry)) {
                return Future.succeededFuture(false);
            }
            TokenOrigin.Parent next = entry.origin().parent();
            return next == null ? Future.succeededFuture(true) : parentLives(view, next, generations - 1);
        });
    }

    private static boolean livesByItself(View view, TokenEntry entry) {
        return !entry.lease().isExpired(view.time())
                && view.snapshot()
                        .part(MountTable.KIND)
                        .withAccessor(entry.origin().mountAccessor())
                        .isPresent();
    }
}
