package io.portcullis.app;

import io.portcullis.apilock.ApiLockSweep;
import io.portcullis.apilock.Knocks;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.lockout.LockEvents;
import io.portcullis.lockout.LockoutSettings;
import io.portcullis.lockout.LockoutSweep;
import io.portcullis.mount.DeadMounts.DeadMount;
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

/** The background work of a node, in rounds: one pass of each kind after another, then a pause. Locks have a round of their own. */
final class SweepVerticle extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(SweepVerticle.class);

    private static final Duration KNOCKS_PAUSE = Duration.ofMinutes(1);
    private static final String WAKE = "io.portcullis.sweep";

    private final ServerOptions options;
    private final ControlPlane plane;
    private final Instruments instruments;
    private final Knocks knocks;
    private final Duration pause;
    private final Duration lockoutPause;
    private @Nullable RedisGateway redis;

    SweepVerticle(
            ServerOptions options,
            ControlPlane plane,
            Instruments instruments,
            Knocks knocks,
            Duration pause,
            Duration lockoutPause) {
        this.options = options;
        this.plane = plane;
        this.instruments = instruments;
        this.knocks = knocks;
        this.pause = pause;
        this.lockoutPause = lockoutPause;
    }

    @Override
    public Future<?> start() {
        RedisGateway gateway = new RedisGateway(vertx, context, options.redis());
        redis = gateway;
        ControlReader reader = new ControlReader(plane, gateway);
        ControlWriter writer = new ControlWriter(vertx, plane, gateway);
        LockEvents events = new LockEvents(plane, options.lockout(), gateway, instruments.lockout());
        Round remains = new Round(
                pause,
                List.of(
                        new NamespaceDeletion(reader, writer, Node.CONTENTS)::pass,
                        new MountSweep(reader, writer, gateway, this::lockOf)::pass,
                        new NamespaceSweep(reader, writer, gateway)::pass,
                        new TreeSweep(reader, gateway)::pass,
                        new RevocationSweep(reader, writer)::pass));
        Round locks = new Round(
                lockoutPause,
                List.of(
                        new ApiLockSweep(reader, writer, gateway, instruments.apiLock(), knocks, KNOCKS_PAUSE)::pass,
                        new LockoutSweep(reader, options.lockout(), gateway, events, instruments.lockout())::pass));
        vertx.eventBus().localConsumer(WAKE, message -> remains.wake());
        remains.schedule();
        locks.schedule();
        return Future.succeededFuture();
    }

    private Duration lockOf(DeadMount dead) {
        return options.lockout().of(dead).map(LockoutSettings::duration).orElse(Duration.ZERO);
    }

    /** Lets the passes of this node begin now, if they do not run. */
    static void wake(Vertx vertx) {
        vertx.eventBus().publish(WAKE, "");
    }

    /** Passes that run one after the other, again and again. */
    private final class Round {

        private final Duration pause;
        private final List<Supplier<Future<Void>>> sweeps;
        private long timer;

        Round(Duration pause, List<Supplier<Future<Void>>> sweeps) {
            this.pause = pause;
            this.sweeps = sweeps;
        }

        void schedule() {
            timer = vertx.setTimer(pause.toMillis(), due -> run());
        }

        private void run() {
            (plane.isOpen() ? passes() : Future.<Void>succeededFuture()).onComplete(done -> schedule());
        }

        void wake() {
            if (vertx.cancelTimer(timer)) {
                run();
            }
        }

        private Future<Void> passes() {
            Future<Void> passing = Future.succeededFuture();
            for (Supplier<Future<Void>> sweep : sweeps) {
                passing = passing.compose(done -> sweep.get()).otherwise(failure -> {
                    LOG.warn("a sweep was cut short: {}", failure.toString());
                    return null;
                });
            }
            return passing;
        }
    }

    @Override
    public Future<?> stop() {
        return redis == null ? Future.succeededFuture() : redis.close();
    }
}
