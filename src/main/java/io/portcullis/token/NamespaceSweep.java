package io.portcullis.token;

import io.portcullis.control.Change;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.RemainsSweep;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.flow.Loop;
import io.portcullis.namespace.DeadNamespaces;
import io.portcullis.namespace.DeadNamespaces.DeadNamespace;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Takes away the tokens of deleted namespaces, which are void already, by the lists of their accessors. */
public final class NamespaceSweep implements RemainsSweep.Remains<DeadNamespace> {

    private static final int PAGE = 200;

    private final AccessorStore accessors;
    private final TokenStore tokens;
    private final RemainsSweep<DeadNamespace> passes;

    /** A sweep on the given gateway. */
    public NamespaceSweep(ControlReader control, ControlWriter writer, RedisGateway redis) {
        this.accessors = new AccessorStore(control, redis);
        this.tokens = new TokenStore(control, redis, accessors, new ChildStore(control, redis));
        this.passes = new RemainsSweep<>("namespace-sweep", control, writer, redis, this);
    }

    /** One pass over all dead namespaces that are not swept. */
    public Future<Void> pass() {
        return passes.pass();
    }

    @Override
    public List<DeadNamespace> unswept(Snapshot snapshot) {
        return snapshot.part(DeadNamespaces.KIND).unswept();
    }

    @Override
    public String name(DeadNamespace dead) {
        return dead.id();
    }

    @Override
    public Instant diedAt(DeadNamespace dead) {
        return dead.deletedAt();
    }

    @Override
    public Future<Boolean> sweep(View view, DeadNamespace dead) {
        List<Future<Long>> buckets = IntStream.range(0, AccessorStore.BUCKETS)
                .mapToObj(bucket -> empty(view.snapshot().seal(), dead.id(), bucket))
                .toList();
        return Future.all(buckets).map(done -> buckets.stream().allMatch(removed -> removed.result() == 0));
    }

    /**
     * Empties one list of accessors in one round over it, as a page may be empty before the end: how many there were. One that is
     * added meanwhile may be left, for the next pass.
     */
    private Future<Long> empty(Seal seal, String namespaceId, int bucket) {
        AtomicLong removed = new AtomicLong();
        String[] cursor = {AccessorStore.EDGE};
        return Loop.whileTrue(() -> accessors
                        .page(namespaceId, bucket, cursor[0], PAGE)
                        .compose(page -> {
                            removed.addAndGet(page.accessors().size());
                            cursor[0] = page.next();
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

    @Override
    public void mark(View view, DeadNamespace dead, Change<?> change) {
        if (view.snapshot().part(DeadNamespaces.KIND).contains(dead.id())) {
            change.put(DeadNamespaces.KIND, dead.id(), DeadNamespaces.encode(dead.asSwept()));
        }
    }
}
