package io.portcullis.password;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** The password workers of a process, and the bounded queue in front of them. */
public final class HashingPool implements PasswordHasher {

    /** How long a request should wait at most; more work than fits into it is refused. */
    public static final Duration DEFAULT_QUEUE_TARGET = Duration.ofSeconds(2);

    private static final String POOL = "password-hashing";

    private final Vertx vertx;
    private final HashingQueue queue;
    private final String deploymentId;

    private HashingPool(Vertx vertx, HashingQueue queue, String deploymentId) {
        this.vertx = vertx;
        this.queue = queue;
        this.deploymentId = deploymentId;
    }

    /**
     * Starts the workers; fails if the bcrypt implementation does not give the known answers.
     *
     * @param workers number of threads, at least 1; more than there are processors gain nothing
     * @param queueTarget how long a request should wait at most
     */
    public static Future<HashingPool> deploy(Vertx vertx, int workers, Duration queueTarget) {
        return deploy(vertx, workers, queueTarget, BouncyCastleEngine::new);
    }

    static Future<HashingPool> deploy(Vertx vertx, int workers, Duration queueTarget, Supplier<HashingEngine> engines) {
        var queue = new HashingQueue(workers, queueTarget);
        var options = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setInstances(workers)
                .setWorkerPoolName(POOL)
                .setWorkerPoolSize(workers);
        return vertx.deployVerticle(() -> new HashingVerticle(queue, engines.get()), options)
                .map(id -> new HashingPool(vertx, queue, id));
    }

    @Override
    public Future<Digest> digest(HashingRequest request) {
        var job = new HashingJob(request, vertx.getOrCreateContext());
        queue.offer(job);
        return job.future();
    }

    /** What is going on, for metrics. */
    public HashingCounts counts() {
        return queue.counts();
    }

    /** Stops: what runs is finished, what waits or comes later fails with 503. */
    public Future<Void> undeploy() {
        queue.close();
        return vertx.undeploy(deploymentId);
    }
}
