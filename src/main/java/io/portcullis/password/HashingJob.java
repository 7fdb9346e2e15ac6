package io.portcullis.password;

import io.portcullis.bcrypt.Computation;
import io.portcullis.fair.Origin;
import io.portcullis.fault.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request on its way through the queue. It ends once: its password is wiped, then its future completes on the caller's context, so
 * that what follows runs there, and what it throws stays there.
 */
final class HashingJob {

    /** How a job that was begun ended. */
    enum End {
        DONE,
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

    Origin origin() {
        return request.origin();
    }

    boolean isAbout(Object what) {
        return request.isAbout(what);
    }

    boolean isSpare() {
        return request.isSpare();
    }

    long expansions() {
        return request.expansions();
    }

    /** Why it is not worth beginning, if it is not. */
    Optional<Refusal> over(long nanoTime) {
        try {
            return request.isAbandoned()
                    ? Optional.of(Refusal.ABANDONED)
                    : request.isLate(nanoTime) ? Optional.of(Refusal.LATE) : Optional.empty();
        } catch (RuntimeException failure) {
            LOG.error("a request did not tell whether somebody waits for it", failure);
            return Optional.of(Refusal.FAILED);
        }
    }

    long ticket() {
        return request.ticket();
    }

    /** What is to be computed. */
    Computation computation() {
        byte[] key = request.password().key();
        try {
            return new Computation(request.ticket(), key, request.salt().bytes(), request.cost(), request.workCost());
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Whether a digest is this request's; one that will be stored is checked by the other engine, too (threats H2). */
    boolean isAnsweredBy(Digest digest, HashingEngine other) {
        try {
            Digest own = digest.answering(request, request.salt(), request.cost());
            return !request.isMaking() || own.matches(other.digest(request).bytes());
        } catch (Fault mixedUp) {
            return false;
        }
    }

    /** Ends it with its digest. */
    void complete(Digest digest) {
        end(() -> promise.complete(digest));
    }

    /** Hashes on this thread. */
    End run(HashingEngine engine) {
        try {
            Digest digest = engine.digest(request);
            complete(digest);
            return End.DONE;
        } catch (RuntimeException | Error failure) {
            LOG.error("the password hashing engine failed", failure);
            refuse(Refusal.FAILED.fault(Duration.ZERO));
            return End.FAILED;
        }
    }

    /** Ends it without a digest. */
    void refuse(Fault fault) {
        end(() -> promise.fail(fault));
    }

    /** Ends it without a digest, which the client hears later. */
    void refuse(Fault fault, Tarpit tarpit) {
        request.password().close();
        tarpit.hold(caller, () -> refuse(fault));
    }

    private void end(Runnable completion) {
        request.password().close();
        caller.runOnContext(ignored -> completion.run());
    }
}
