package io.portcullis.password;

import io.portcullis.secret.SecretBytes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One password worker: takes a job from the shared queue, hashes it, takes the next.
 *
 * <p>Deployed as a worker, once per thread of its own named pool: a worker verticle does one task at a time, so an instance is a thread
 * that owns its engine, and all instances feed on one queue that we bound and order ourselves. An executor would do the same work behind
 * a queue of its own, without a bound and first come first served for ever. Each job is a task of its own, so an undeployment waits for
 * one job, not for all.
 */
final class HashingVerticle extends VerticleBase {

    private static final Map<String, String> PASSWORD_TO_HASH = Map.of(
            "correct horse battery staple",
            "$2b$04$N0tArand0mSaltBut1tIsue/jzo34tXy0tqtUj0JXsmYHACYyMNQS",
            "p\u00e4ssw\u00f6rd \u2713 \ud834\udd1e",
            "$2b$04$N0tArand0mSaltBut1tIsuXwPzzDFeKmdZQTs0cFxhN81ebFquPsS",
            "x".repeat(Password.MOST_BYTES),
            "$2b$04$N0tArand0mSaltBut1tIsuRSEU4WwWXBqzpGnigLyspRV5diUAJC2");

    private final HashingQueue queue;
    private final HashingEngine engine;

    HashingVerticle(HashingQueue queue, HashingEngine engine) {
        this.queue = queue;
        this.engine = engine;
    }

    /** Begins to work; fails if the engine does not give the known answers. */
    @Override
    public Future<?> start() {
        PASSWORD_TO_HASH.forEach(this::requireKnownAnswer);
        work();
        return Future.succeededFuture();
    }

    /** Runs after the job at hand; what waits is refused. */
    @Override
    public Future<?> stop() {
        queue.close();
        return Future.succeededFuture();
    }

    private void work() {
        queue.take(this::wake).ifPresent(this::workOn);
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

    private void requireKnownAnswer(String text, String hashText) {
        PasswordHash hash = PasswordHash.stored(hashText);
        try (Password password = Password.typed(SecretBytes.takeOver(text.getBytes(StandardCharsets.UTF_8)))) {
            HashingRequest request = HashingRequest.check(password, hash, HashingPool.DEFAULT_QUEUE_TARGET);
            if (!hash.verifies(request, engine.digest(request))) {
                throw new IllegalStateException("bcrypt gives a wrong digest for a known password");
            }
        }
    }
}
