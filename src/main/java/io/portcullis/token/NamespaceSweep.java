package io.portcullis.token;

import io.portcullis.control.Change;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.flow.Loop;
import io.portcullis.namespace.DeadNamespaces;
import io.portcullis.namespace.DeadNamespaces.DeadNamespace;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Takes away the tokens of deleted namespaces, which are void already. Any node may do it, and go on where another stopped: what is to
 * be done stands in the control plane and in the lists of accessors. A claim only saves work.
 *
 * <p>A request that was admitted before the deletion may still write a token, so a namespace counts as swept only when
 * {@link #GRACE} after its end nothing was left to take away.
 */
public final class NamespaceSweep {

    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final String JOB = "namespace-sweep";
    private static final long CLAIM_MILLIS = 30_000;
    private static final int PAGE = 200;

    private final ControlReader control;
    private final ControlWriter writer;
    private final RedisGateway redis;
    private final AccessorStore accessors;
    private final TokenStore tokens;

    /** A sweep on the given gateway. */
    public NamespaceSweep(ControlReader control, ControlWriter writer, RedisGateway redis) {
        this.control = control;
        this.writer = writer;
        this.redis = redis;
        this.accessors = new AccessorStore(control, redis);
        this.tokens = new TokenStore(control, redis, accessors, new ChildStore(control, redis));
    }

    /** One pass over all dead namespaces that are not swept; nothing if another node is at it. */
    public Future<Void> pass() {
        return control.now().compose(view -> {
            List<DeadNamespace> unswept =
                    view.snapshot().part(DeadNamespaces.KIND).unswept();
            return unswept.isEmpty() ? Future.succeededFuture() : claimed(view, unswept);
        });
    }

    private Future<Void> claimed(View view, List<DeadNamespace> unswept) {
        return redis.command("SET", redis.keys().claim(JOB), "1", "NX", "PX", CLAIM_MILLIS)
                .compose(claim -> claim.isAbsent()
                        ? Future.succeededFuture()
                        : Loop.forEach(unswept, dead -> sweep(view, dead))
                                .eventually(() ->
                                        redis.command("UNLINK", redis.keys().claim(JOB))));
    }

    private Future<Void> sweep(View view, DeadNamespace dead) {
        List<Future<Long>> buckets = IntStream.range(0, AccessorStore.BUCKETS)
                .mapToObj(bucket -> empty(view.snapshot().seal(), dead.id(), bucket))
                .toList();
        return Future.all(buckets).compose(done -> {
            boolean nothingLeft = buckets.stream().allMatch(removed -> removed.result() == 0);
            boolean late = view.time().isAfter(dead.deletedAt().plus(GRACE));
            return nothingLeft && late ? markSwept(dead) : Future.succeededFuture();
        });
    }

    /**
     * Empties one list of accessors in one round over it, as a page may be empty before the end: how many there were. One that is
     * added meanwhile may be left, for the next pass.
     */
    private Future<Long> empty(Seal seal, String namespaceId, int bucket) {
        AtomicLong removed = new AtomicLong();
        AtomicReference<String> cursor = new AtomicReference<>(AccessorStore.EDGE);
        return Loop.whileTrue(() -> accessors
                        .page(namespaceId, bucket, cursor.get(), PAGE)
                        .compose(page -> {
                            removed.addAndGet(page.accessors().size());
                            cursor.set(page.next());
                            return Future.all(page.accessors().stream()
                                            .map(accessor -> remove(seal, namespaceId, bucket, accessor))
                                            .toList())
                                    .map(!page.next().equals(AccessorStore.EDGE));
                        }))
                .map(done -> removed.get());
    }

    /** The token first, then what leads to it: cut short, it is found again. */
    private Future<Void> remove(Seal seal, String namespaceId, int bucket, String accessor) {
        return tokens.findByAccessor(seal, accessor)
                .compose(found -> found.isEmpty() ? Future.succeededFuture() : delete(seal, found))
                .compose(gone -> accessors.cut(seal, accessor))
                .compose(cut -> accessors.unlist(namespaceId, bucket, accessor));
    }

    private Future<Void> delete(Seal seal, Optional<StoredToken> token) {
        StoredToken dead = token.orElseThrow();
        return tokens.delete(dead, false).compose(gone -> tokens.forget(seal, dead.entry()));
    }

    private Future<Void> markSwept(DeadNamespace dead) {
        return writer.commit(view -> view.snapshot().part(DeadNamespaces.KIND).contains(dead.id())
                ? Change.withoutResult().put(DeadNamespaces.KIND, dead.id(), DeadNamespaces.encode(dead.asSwept()))
                : Change.withoutResult());
    }
}
