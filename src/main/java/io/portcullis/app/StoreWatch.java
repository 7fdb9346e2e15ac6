package io.portcullis.app;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisCheck;
import io.portcullis.redis.RedisGateway;
import io.portcullis.system.VersionHistory;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the store once a second, whether there are requests or not, so that a node notices by itself when it is initialised,
 * sealed, or open again. A Redis that did not answer at the start is checked when it does, before anything is served from it.
 * When the store is open for the first time, the node enters its version and wraps the keyring by its own seal key: both once for all
 * nodes, and done by any other if this one dies.
 */
final class StoreWatch extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final ServerOptions options;
    private final ControlPlane plane;
    private boolean checked;
    private boolean entered;
    private @Nullable RedisGateway redis;

    /** @param checked whether Redis is known to be one that can be relied on */
    StoreWatch(ServerOptions options, ControlPlane plane, boolean checked) {
        this.options = options;
        this.plane = plane;
        this.checked = checked;
    }

    @Override
    public Future<?> start() {
        RedisGateway gateway = new RedisGateway(vertx, context, options.redis());
        redis = gateway;
        ControlReader reader = new ControlReader(plane, gateway);
        ControlWriter writer = new ControlWriter(vertx, plane, gateway);
        return look(gateway, reader, writer).onComplete(done -> schedule(gateway, reader, writer));
    }

    private void schedule(RedisGateway gateway, ControlReader reader, ControlWriter writer) {
        vertx.setTimer(
                PAUSE_MILLIS,
                timer -> look(gateway, reader, writer).onComplete(done -> schedule(gateway, reader, writer)));
    }

    /** What Redis says of the store is logged by the plane, once; that it does not answer, by the gateway. */
    private Future<Void> look(RedisGateway gateway, ControlReader reader, ControlWriter writer) {
        return check(gateway)
                .compose(done -> reader.now())
                .compose(view -> entered ? Future.succeededFuture() : enter(view, writer))
                .otherwiseEmpty();
    }

    private Future<Void> check(RedisGateway gateway) {
        if (checked) {
            return Future.succeededFuture();
        }
        return gateway.command("PING")
                .onFailure(away -> plane.hold(StoreOpening.NO_ANSWER))
                .compose(answer -> new RedisCheck(gateway).check().onFailure(unfit -> plane.hold(reason(unfit))))
                .onSuccess(fit -> {
                    checked = true;
                    plane.release();
                });
    }

    private static String reason(Throwable unfit) {
        Throwable cause = unfit instanceof Fault && unfit.getCause() != null ? unfit.getCause() : unfit;
        return String.valueOf(cause.getMessage());
    }

    private Future<Void> enter(View view, ControlWriter writer) {
        return writer.rewrap()
                .compose(rewrapped -> {
                    if (rewrapped) {
                        LOG.info("the keyring is wrapped by the seal key of now");
                    }
                    return VersionHistory.note(view, writer);
                })
                .onSuccess(noted -> entered = true)
                .onFailure(failure -> LOG.warn("could not enter the store, trying again: {}", failure.toString()));
    }

    @Override
    public Future<?> stop() {
        return redis == null ? Future.succeededFuture() : redis.close();
    }
}
