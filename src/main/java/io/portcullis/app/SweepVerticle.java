package io.portcullis.app;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.mount.MountSweep;
import io.portcullis.redis.RedisGateway;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background work of a node: one pass after another, a pause between them. */
final class SweepVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SweepVerticle.class);

    private final ServerOptions options;
    private final ControlPlane plane;
    private final Duration pause;
    private @Nullable RedisGateway redis;

    SweepVerticle(ServerOptions options, ControlPlane plane, Duration pause) {
        this.options = options;
        this.plane = plane;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        redis = new RedisGateway(vertx, context, options.redis());
        MountSweep sweep =
                new MountSweep(new ControlReader(plane, redis), new ControlWriter(vertx, plane, redis), redis);
        schedule(sweep);
        return Future.succeededFuture();
    }

    private void schedule(MountSweep sweep) {
        vertx.setTimer(
                pause.toMillis(),
                timer -> sweep.pass()
                        .onFailure(failure -> LOG.warn("a sweep was cut short: {}", failure.toString()))
                        .onComplete(done -> schedule(sweep)));
    }

    @Override
    public Future<?> stop() {
        return redis == null ? Future.succeededFuture() : redis.close();
    }
}
