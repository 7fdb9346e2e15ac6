package io.portcullis.app;

import io.portcullis.control.ControlPlane;
import io.portcullis.redis.RedisCheck;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a node does before it serves: it looks whether Redis is one that can be relied on, and opens the store of {@code -dev}. Any other
 * store may be as it is: the node serves what can be served, and {@link StoreWatch} follows it.
 */
final class StoreOpening {

    /** What nobody waits for may take longer: the first command of a process loads many classes. */
    static final Duration DEADLINE = Duration.ofSeconds(15);

    static final String NO_ANSWER = "Redis does not answer";

    private final Vertx vertx;
    private final Context context;
    private final ServerOptions options;
    private final ControlPlane plane;

    StoreOpening(Vertx vertx, ServerOptions options, ControlPlane plane) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.options = options;
        this.plane = plane;
    }

    /**
     * How the store was found.
     *
     * @param rootToken that of a development store
     * @param checked whether Redis was seen to be one that can be relied on; if not, nothing is served from it yet
     */
    record Opened(Optional<String> rootToken, boolean checked) {}

    /** Fails when Redis is not what it must be; in development also when it does not answer, or the store is another's. */
    Future<Opened> open() {
        return options.development()
                ? check().compose(fit -> onContext(
                                () -> new DevelopmentStore(vertx, context, options, plane).open(options.rootTokenId())))
                        .map(token -> new Opened(Optional.of(token), true))
                : answers()
                        .compose(answers -> answers ? check().map(fit -> new Opened(Optional.empty(), true)) : later());
    }

    private Future<Boolean> answers() {
        RedisGateway redis = gateway();
        return onContext(() -> redis.command("PING").map(true).otherwise(false).eventually(redis::close));
    }

    private Future<Void> check() {
        RedisGateway redis = gateway();
        return onContext(() -> new RedisCheck(redis).check().eventually(redis::close));
    }

    private Future<Opened> later() {
        plane.hold(NO_ANSWER);
        return Future.succeededFuture(new Opened(Optional.empty(), false));
    }

    private RedisGateway gateway() {
        return new RedisGateway(
                vertx, context, options.development() ? options.redis().within(DEADLINE) : options.redis());
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        return Future.future(promise -> context.runOnContext(
                turn -> Future.succeededFuture().compose(begun -> work.get()).onComplete(promise)));
    }
}
