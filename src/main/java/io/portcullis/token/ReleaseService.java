package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends a token and lets its children live on as orphans. One script in the slot of the token does both, by leaving a word beside it
 * that {@link Lineage} finds where the parent was: so they are all orphans from one moment on, and no crash leaves some of them. A
 * child in the making had entered itself before that moment, but who makes it finds the parent gone and takes it back. The entries
 * of the children are rewritten by {@link TreeSweep} in its time.
 *
 * <p>Children of a token that is void must not come to life: its ancestors and the control plane are looked at, and the script acts
 * only for a short time after that look, by the clock of Redis.
 */
final class ReleaseService {

    private static final Duration FIRST_PATIENCE = Duration.ofMillis(10);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final ControlReader control;
    private final RedisGateway redis;
    private final TokenStore store;
    private final ChildStore children;
    private final Lineage lineage;

    ReleaseService(ControlReader control, RedisGateway redis, TokenStore store, ChildStore children, Lineage lineage) {
        this.control = control;
        this.redis = redis;
        this.store = store;
        this.children = children;
        this.lineage = lineage;
    }

    /** What is looked at: the token and its ancestors, not earlier than at that time. */
    private record Look(Instant time, StoredToken token, Ancestry ancestry) {}

    /** Ends the token; fails with 400 when it is gone by now. */
    Future<Void> release(View view, StoredToken token) {
        Seal seal = view.snapshot().seal();
        return children.note(ChildStore.Tree.of(token))
                .compose(noted -> attempt(seal, token, FIRST_PATIENCE))
                .compose(released -> store.forget(seal, token.entry()));
    }

    private Future<Void> attempt(Seal seal, StoredToken token, Duration patience) {
        return control.lastLook(() -> look(seal, token)).compose(last -> {
            Look look = last.beside()
                    .filter(found -> found.ancestry().lives(last.view()))
                    .orElseThrow(() -> Fault.badRequest("token to revoke not found"));
            return children.release(seal, look.token(), look.time().plus(patience))
                    .compose(outcome -> {
                        if (outcome == ChildStore.Outcome.RELEASED) {
                            return Future.succeededFuture();
                        }
                        return patience.compareTo(LAST_PATIENCE) < 0
                                ? attempt(seal, token, patience.multipliedBy(2))
                                : Future.failedFuture(Fault.unavailable("a token changes faster than it can be ended"));
                    });
        });
    }

    private Future<Optional<Look>> look(Seal seal, StoredToken token) {
        Future<Instant> time = redis.time(redis.keys().token(token.hash()));
        return store.find(seal, token.hash())
                .map(found -> found.filter(
                        now -> now.entry().accessor().equals(token.entry().accessor())))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : lineage.ancestry(seal, found.get().entry())
                                .compose(ancestry ->
                                        time.map(instant -> Optional.of(new Look(instant, found.get(), ancestry)))));
    }
}
