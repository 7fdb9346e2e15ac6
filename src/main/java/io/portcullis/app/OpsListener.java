package io.portcullis.app;

import io.portcullis.address.HostPort;
import io.portcullis.control.ControlPlane;
import io.portcullis.ops.Metrics;
import io.portcullis.ops.NodeState;
import io.portcullis.ops.OpsVerticle;
import io.portcullis.password.HashingPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ops listener of a node, if it has one: without an address nothing is measured. */
final class OpsListener {

    private final Vertx vertx;
    private final Optional<HostPort> address;
    private final Optional<Metrics> metrics;
    private @Nullable OpsVerticle verticle;

    OpsListener(Vertx vertx, Optional<HostPort> address, ControlPlane plane) {
        this.vertx = vertx;
        this.address = address;
        this.metrics = address.map(given -> new Metrics());
        metrics.ifPresent(measured -> measured.control(plane));
    }

    /** What the event loops are to tell. */
    Instruments instruments() {
        return metrics.map(measured -> new Instruments(
                        measured.requests(),
                        measured.redis(),
                        measured.hashing(),
                        measured.lockout(),
                        measured.apiLock()))
                .orElse(Instruments.NONE);
    }

    /** Listens, and tells how these event loops and these workers are. */
    Future<Void> open(List<HttpVerticle> loops, HashingPool hasher) {
        metrics.ifPresent(measured -> measured.hashing(hasher::counts));
        if (address.isEmpty()) {
            return Future.succeededFuture();
        }
        OpsVerticle made = new OpsVerticle(address.get(), metrics.orElseThrow(), new State(loops));
        verticle = made;
        return vertx.deployVerticle(made).mapEmpty();
    }

    /** What these event loops tell of the node: all of them of its life, one of the state that they share. */
    private record State(List<HttpVerticle> loops) implements NodeState {

        @Override
        public Future<?> turn() {
            return Future.all(loops.stream().map(HttpVerticle::turn).toList());
        }

        @Override
        public Future<String> readiness() {
            return loops.get(0).readiness();
        }

        @Override
        public Future<Long> lockedUsers() {
            return loops.get(0).lockedUsers();
        }

        @Override
        public Future<String> redisVersion() {
            return loops.get(0).redisVersion();
        }
    }

    /** The port; 0 when there is none. */
    int port() {
        return verticle == null ? 0 : verticle.port();
    }

    /** From now on the node is not ready, so that a load balancer sends nothing new. */
    void stopping() {
        if (verticle != null) {
            verticle.stopping();
        }
    }
}
