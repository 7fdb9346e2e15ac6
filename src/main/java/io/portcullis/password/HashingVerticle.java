package io.portcullis.password;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * One password worker: takes jobs from the shared queue and hashes them, several at once as soon as its lanes are fit for it, until then
 * one after the other.
 *
 * <p>Deployed as a worker on a named pool of one thread, so that an instance is a thread that owns its engines, and all instances feed on
 * one queue that we bound and order ourselves. An executor would do the same work behind a queue of its own, without a bound and first come
 * first served for ever. Each slice of work is a task of its own, so an undeployment waits for what runs, not for all.
 */
final class HashingVerticle extends VerticleBase {

    private final int number;
    private final HashingQueue queue;
    private final HashingEngine engine;
    private @Nullable LaneWorker lanes;
    private boolean stopping;

    /** @param number by which the queue knows it */
    HashingVerticle(int number, HashingQueue queue, HashingEngine engine) {
        this.number = number;
        this.queue = queue;
        this.engine = engine;
    }

    /** Begins to work; fails if the engine does not give the known answers. */
    @Override
    public Future<?> start() {
        KnownAnswers.require(engine);
        work();
        return Future.succeededFuture();
    }

    /** From the next job on lanes do the work. May be called from any thread. */
    void adopt(LaneTrial.Fit fit) {
        context.runOnContext(turn -> {
            if (!stopping) {
                lanes = new LaneWorker(queue, engine, fit, System::nanoTime);
                queue.equip(number, HashingKernel.LANES, fit.width());
            }
        });
    }

    /** There will be no lanes. May be called from any thread. */
    void renounce() {
        queue.equip(number, HashingKernel.WITHDRAWN, 1);
    }

    /** Runs after the slice at hand, until nothing is left in a lane; what waits is refused. */
    @Override
    public Future<?> stop() {
        stopping = true;
        queue.close();
        LaneWorker worker = lanes;
        while (worker != null && worker.work(() -> {})) {
            // What runs is finished.
        }
        return Future.succeededFuture();
    }

    private void work() {
        LaneWorker worker = lanes;
        if (worker == null) {
            queue.take(this::wake).ifPresent(this::workOn);
        } else if (worker.work(this::wake)) {
            wake();
        } else if (worker.isWithdrawn()) {
            lanes = null;
            renounce();
            wake();
        }
    }

    private void workOn(HashingJob job) {
        long begun = System.nanoTime();
        HashingJob.End end = HashingJob.End.FAILED;
        try {
            end = job.run(engine);
        } finally {
            queue.ended(job, end, System.nanoTime() - begun);
            wake();
        }
    }

    private void wake() {
        context.runOnContext(ignored -> work());
    }
}
