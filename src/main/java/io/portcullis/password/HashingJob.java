package io.portcullis.password;

import io.portcullis.fault.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request on its way through the queue. It ends once: its password is wiped, then its future completes on the caller's context, so
 * that what follows runs there, and what it throws stays there.
 */
final class HashingJob {

    /** How a job ended. */
    enum End {
        DONE,
        LATE,
        ABANDONED,
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(HashingJob.class);

    private final HashingRequest request;
    private final Context caller;
    private final long offeredNanos = System.nanoTime();
    private final Promise<Digest> promise = Promise.promise();

    HashingJob(HashingRequest request, Context caller) {
        this.request = request;
        this.caller = caller;
    }

    Future<Digest> future() {
        return promise.future();
    }

    /** How long it has been here. */
    long ageNanos() {
        return System.nanoTime() - offeredNanos;
    }

    long expansions() {
        return request.expansions();
    }

    /** Hashes on this thread, unless it is too late or nobody waits. */
    End run(HashingEngine engine) {
        try {
            boolean late = request.isLate();
            if (late || request.isAbandoned()) {
                refuse(HashingQueue.tooMuchWaits());
                return late ? End.LATE : End.ABANDONED;
            }
            Digest digest = engine.digest(request);
            end(() -> promise.complete(digest));
            return End.DONE;
        } catch (RuntimeException | Error failure) {
            LOG.error("the password hashing engine failed", failure);
            refuse(Fault.of(503, "password check failed"));
            return End.FAILED;
        }
    }

    /** Ends it without a digest. */
    void refuse(Fault fault) {
        end(() -> promise.fail(fault));
    }

    private void end(Runnable completion) {
        request.password().close();
        caller.runOnContext(ignored -> completion.run());
    }
}
