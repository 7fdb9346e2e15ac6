package io.portcullis.password;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The password workers of a process, and the bounded queue in front of them. */
public final class HashingPool implements PasswordHasher {

    private static final String POOL = "password-hashing";
    private static final Logger LOG = LoggerFactory.getLogger(HashingPool.class);

    private final Vertx vertx;
    private final HashingSettings settings;
    private final HashingQueue queue;
    private final List<String> deploymentIds;

    private HashingPool(Vertx vertx, HashingSettings settings, HashingQueue queue, List<String> deploymentIds) {
        this.vertx = vertx;
        this.settings = settings;
        this.queue = queue;
        this.deploymentIds = List.copyOf(deploymentIds);
    }

    /**
     * Starts the workers; fails if the library's bcrypt does not give the known answers. Their lanes are made fit in the background: until
     * then, and should they not be, passwords are hashed one after the other.
     */
    public static Future<HashingPool> deploy(Vertx vertx, HashingSettings settings, HashingMeter meter) {
        return deploy(vertx, settings, meter, BouncyCastleEngine::new, LaneTrial::run);
    }

    static Future<HashingPool> deploy(
            Vertx vertx,
            HashingSettings settings,
            HashingMeter meter,
            Supplier<HashingEngine> engines,
            IntFunction<Optional<LaneTrial.Fit>> trial) {
        var queue = new HashingQueue(
                settings.workers(), settings.queueTarget(), new Tarpit(Tarpit.USUAL), meter, System::nanoTime);
        List<HashingVerticle> verticles = IntStream.range(0, settings.workers())
                .mapToObj(worker -> new HashingVerticle(worker, queue, engines.get()))
                .toList();
        List<Future<String>> deployments = verticles.stream()
                .map(verticle -> vertx.deployVerticle(verticle, options(verticles.indexOf(verticle))))
                .toList();
        return Future.all(deployments).map(deployed -> {
            if (settings.lanes() != 1) {
                warmUp(vertx, verticles, settings.lanes(), trial);
            }
            return new HashingPool(
                    vertx,
                    settings,
                    queue,
                    deployments.stream().map(Future::result).toList());
        });
    }

    private static DeploymentOptions options(int worker) {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName(POOL + "-" + worker)
                .setWorkerPoolSize(1);
    }

    private static void warmUp(
            Vertx vertx, List<HashingVerticle> verticles, int lanes, IntFunction<Optional<LaneTrial.Fit>> trial) {
        WorkerExecutor background = vertx.createSharedWorkerExecutor(POOL + "-warm-up", 1, 5, TimeUnit.MINUTES);
        background
                .executeBlocking(() -> warmUp(verticles, lanes, trial), false)
                .onFailure(failure -> {
                    LOG.error("lanes of bcrypt could not be made fit", failure);
                    verticles.forEach(HashingVerticle::renounce);
                })
                .onComplete(done -> background.close());
    }

    /** One worker's lanes after the other's; the first ones tell how many at once are fastest. */
    private static int warmUp(List<HashingVerticle> verticles, int lanes, IntFunction<Optional<LaneTrial.Fit>> trial) {
        int width = lanes;
        for (HashingVerticle verticle : verticles) {
            LaneTrial.Fit fit = trial.apply(width)
                    .orElseThrow(() -> new IllegalStateException("they do not give the known answers"));
            width = fit.width();
            verticle.adopt(fit);
        }
        LOG.info("passwords are checked in {} lanes by each of {} workers", width, verticles.size());
        return width;
    }

    @Override
    public Future<Digest> digest(HashingRequest request) {
        var job = new HashingJob(request, vertx.getOrCreateContext());
        queue.offer(job);
        return job.future();
    }

    @Override
    public void drop(Object subject) {
        queue.drop(subject);
    }

    @Override
    public HashingSettings settings() {
        return settings;
    }

    /** What is going on, for metrics. */
    public HashingCounts counts() {
        return queue.counts();
    }

    /** Stops: what runs is finished, what waits or comes later fails with 503. */
    public Future<Void> undeploy() {
        queue.close();
        return Future.join(deploymentIds.stream().map(vertx::undeploy).toList()).mapEmpty();
    }
}
