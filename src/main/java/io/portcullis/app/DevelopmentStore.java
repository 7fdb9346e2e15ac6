package io.portcullis.app;

import io.portcullis.address.IpAddress;
import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.Namespace;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Seal;
import io.portcullis.system.FirstChange;
import io.portcullis.token.Caller;
import io.portcullis.token.RootTokens;
import io.portcullis.token.TokenService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store of {@code -dev}: initialised by the first node that finds it empty, together with a root token; joined by all others,
 * which must know that token (threats D2). No node that serves ever initialises a store.
 */
final class DevelopmentStore {

    private static final IpAddress OURSELVES = IpAddress.parse("127.0.0.1").orElseThrow();

    private final ControlPlane plane;
    private final RedisGateway redis;
    private final ControlReader reader;
    private final ControlWriter writer;
    private final TokenService tokens;

    /** Deletes the root token of a store that another node initialised first. */
    private Supplier<Future<Void>> takeBack = Future::succeededFuture;

    DevelopmentStore(Vertx vertx, Context context, ServerOptions options, ControlPlane plane) {
        this.plane = plane;
        this.redis = new RedisGateway(vertx, context, options.redis().within(StoreOpening.DEADLINE));
        this.reader = new ControlReader(plane, redis);
        this.writer = new ControlWriter(vertx, plane, redis);
        this.tokens = new TokenService(plane, redis, options.tokenPrefix());
    }

    /** Initialises or joins; gives the root token. */
    Future<String> open(Optional<String> wanted) {
        String token = wanted.orElseGet(() -> tokens.newString(Namespace.ROOT_ID));
        return reader.initialised()
                .compose(there -> there ? Future.succeededFuture(false) : initialise(token))
                .compose(
                        ours -> reader.now().compose(view -> ours ? Future.succeededFuture(token) : join(view, wanted)))
                .recover(failure -> Future.failedFuture(told(failure)))
                .eventually(redis::close);
    }

    /** Whoever starts a server hears why it is sealed; a client never does. */
    private Throwable told(Throwable failure) {
        return failure instanceof Fault fault && fault.isSealed()
                ? Fault.unavailable(plane.standing().reason())
                : failure;
    }

    private Future<Boolean> initialise(String token) {
        return redis.time(redis.keys().epoch())
                .compose(now -> writer.initialise(empty -> prepare(empty, token, now)))
                .compose(ours ->
                        ours ? Future.succeededFuture(true) : takeBack.get().map(false));
    }

    private Future<Change<Void>> prepare(Snapshot empty, String token, java.time.Instant now) {
        Seal seal = empty.seal();
        FirstChange first = FirstChange.of(empty, now);
        return new RootTokens(tokens)
                .development(seal, first.tokenMount(), token, now)
                .map(entry -> {
                    takeBack = () -> tokens.takeBack(seal, token, entry);
                    return first.change();
                });
    }

    private Future<String> join(View view, Optional<String> wanted) {
        String token = wanted.orElseThrow(
                () -> Fault.unavailable("the store is in use: give the root token of its first node"));
        return tokens.authenticate(tokens.begin(token), view, OURSELVES)
                .map(caller -> caller.filter(Caller::isRoot)
                        .map(root -> token)
                        .orElseThrow(() -> Fault.unavailable("the store is in use, and this is not its root token")));
    }
}
