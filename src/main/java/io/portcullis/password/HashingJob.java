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
        DROPPED,
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(HashingJob.class);

    private final HashingRequest request;
    private final Context caller;
    private final Promise<Digest> promise = Promise.promise();

    HashingJob(HashingRequest request, Context caller) {
        this.request = request;
        this.caller = caller;
    }

    Future<Digest> future() {
        return promise.future();
    }

    long expansions() {
        return request.expansions();
    }

    /** Hashes on this thread, unless it is too late or nobody waits. */
    End run(HashingEngine engine) {
        try {
            if (request.isOver()) {
                refuse(HashingQueue.tooMuchWaits());
                return End.DROPPED;
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
