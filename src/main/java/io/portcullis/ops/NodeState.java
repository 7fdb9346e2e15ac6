package io.portcullis.ops;

import io.vertx.core.Future;

/** What a node tells of itself. May be asked on any thread. */
public interface NodeState {

    /** Succeeds when every event loop has had a turn. Whether Redis answers makes no difference. */
    Future<?> turn();

    /**
     * Whether it can serve: {@link OpsVerticle#READY}, or in one word why not ({@code storage}, {@code sealed}, {@code uninitialised},
     * {@code starting}). It never fails, and answers within a second.
     */
    Future<String> readiness();

    /** How many accounts are locked now, over all nodes; fails when Redis does not answer. */
    Future<Long> lockedUsers();

    /** The version that Redis says it has; fails when Redis does not answer. */
    Future<String> redisVersion();
}
