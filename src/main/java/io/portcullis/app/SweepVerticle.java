package io.portcullis.app;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.mount.MountSweep;
import io.portcullis.namespace.NamespaceDeletion;
import io.portcullis.redis.RedisGateway;
import io.portcullis.token.NamespaceSweep;
import io.portcullis.token.RevocationSweep;
import io.portcullis.token.TreeSweep;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background work of a node: one pass of each kind after another, then a pause. */
final class SweepVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SweepVerticle.class);

    private static final String WAKE = "io.portcullis.sweep";

    private final ServerOptions options;
    private final ControlPlane plane;
    private final Duration pause;
    private @Nullable RedisGateway redis;
    private long timer;

    SweepVerticle(ServerOptions options, ControlPlane plane, Duration pause) {
        this.options = options;
        this.plane = plane;
        this.pause = pause;
    }

    @Override
    public Future<?> start() {
        RedisGateway gateway = new RedisGateway(vertx, context, options.redis());
        redis = gateway;
        ControlReader reader = new ControlReader(plane, gateway);
        ControlWriter writer = new ControlWriter(vertx, plane, gateway);
        List<Supplier<Future<Void>>> sweeps = List.of(
                new NamespaceDeletion(reader, writer, Node.CONTENTS)::pass,
                new MountSweep(reader, writer, gateway)::pass,
                new NamespaceSweep(reader, writer, gateway)::pass,
                new TreeSweep(reader, gateway)::pass,
                new RevocationSweep(reader, writer)::pass);
        vertx.eventBus().localConsumer(WAKE, message -> woken(sweeps));
        schedule(sweeps);
        return Future.succeededFuture();
    }

    /** Lets the passes of this node begin now, if they do not run. */
    static void wake(Vertx vertx) {
        vertx.eventBus().publish(WAKE, "");
    }

    private void schedule(List<Supplier<Future<Void>>> sweeps) {
        timer = vertx.setTimer(pause.toMillis(), due -> run(sweeps));
    }

    private void run(List<Supplier<Future<Void>>> sweeps) {
        (plane.isOpen() ? passes(sweeps) : Future.<Void>succeededFuture()).onComplete(done -> schedule(sweeps));
    }

    private void woken(List<Supplier<Future<Void>>> sweeps) {
        if (vertx.cancelTimer(timer)) {
            run(sweeps);
        }
    }

    private static Future<Void> passes(List<Supplier<Future<Void>>> sweeps) {
        Future<Void> passing = Future.succeededFuture();
        for (Supplier<Future<Void>> sweep : sweeps) {
            passing = passing.compose(done -> sweep.get()).otherwise(failure -> {
                LOG.warn("a sweep was cut short: {}", failure.toString());
                return null;
            });
        }
        return passing;
    }

    @Override
    public Future<?> stop() {
        return redis == null ? Future.succeededFuture() : redis.close();
    }
}
