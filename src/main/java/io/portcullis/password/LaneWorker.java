package io.portcullis.password;

import io.portcullis.bcrypt.Computed;
import io.portcullis.bcrypt.Lanes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs of the queue in lanes: one joins when a lane is free, and leaves when it is done.
 *
 * <p>No result is given out before the lanes were found sound after it, and every ten seconds a computation whose result is known goes among
 * the others. Whatever is not as it must be withdraws the lanes for good; what they were at is done again, one after the other (threats
 * H1, H2). For one thread.
 */
final class LaneWorker {

    private static final Logger LOG = LoggerFactory.getLogger(LaneWorker.class);

    /** Expansions of each lane between two looks at the queue: about a millisecond. */
    private static final int SLICE = 32;

    private static final long CANARY_NANOS = 10_000_000_000L;

    private final HashingQueue queue;
    private final HashingEngine plain;
    private final Lanes lanes;
    private final int width;
    private final SecureRandom random = new SecureRandom();
    private final Map<Long, Running> ticketToRunning = new HashMap<>();
    private final List<Computed> done = new ArrayList<>();
    private final LongSupplier clock;
    private long canaryAt;
    private boolean withdrawn;

    /** What is in a lane: a job, or, without one, a canary. */
    private record Running(@Nullable HashingJob job, long begunNanos) {}

    /** @param clock nanoseconds, as {@link System#nanoTime} gives them */
    LaneWorker(HashingQueue queue, HashingEngine plain, LaneTrial.Fit fit, LongSupplier clock) {
        this.queue = queue;
        this.plain = plain;
        this.lanes = fit.lanes();
        this.width = fit.width();
        this.clock = clock;
        this.canaryAt = clock.getAsLong() + CANARY_NANOS;
    }

    /** Whether the lanes may not be used any more. */
    boolean isWithdrawn() {
        return withdrawn;
    }

    /**
     * Works for one slice.
     *
     * @param wake called when there is a job again, should there be none now
     * @return whether to go on; otherwise there was no job, or the lanes were withdrawn
     */
    boolean work(Runnable wake) {
        try {
            fill(wake);
            if (lanes.active() == 0) {
                return false;
            }
            lanes.work(SLICE, done::add);
            giveOut();
        } catch (RuntimeException | Error failure) {
            withdraw(failure);
        }
        return !withdrawn;
    }

    private void fill(Runnable wake) {
        if (clock.getAsLong() - canaryAt >= 0 && !ticketToRunning.isEmpty() && lanes.active() < Lanes.most()) {
            canaryAt = clock.getAsLong() + CANARY_NANOS;
            admitCanary();
        }
        while (lanes.active() < width) {
            HashingJob job = (lanes.active() == 0 ? queue.take(wake) : queue.poll()).orElse(null);
            if (job == null) {
                return;
            }
            ticketToRunning.put(job.ticket(), new Running(job, clock.getAsLong()));
            lanes.admit(job.computation());
        }
    }

    private void admitCanary() {
        long ticket = random.nextLong();
        ticketToRunning.put(ticket, new Running(null, clock.getAsLong()));
        lanes.admit(KnownAnswers.computation(ticket));
    }

    private void giveOut() {
        if (done.isEmpty()) {
            return;
        }
        if (!lanes.areSound()) {
            throw new IllegalStateException("they do not compute what they must");
        }
        done.forEach(this::giveOut);
        done.clear();
    }

    private void giveOut(Computed computed) {
        Running running = ticketToRunning.get(computed.ticket());
        if (running == null) {
            throw new IllegalStateException("a result that nobody asked for");
        }
        HashingJob job = running.job();
        if (job == null) {
            if (!KnownAnswers.isRight(computed.ticket(), computed)) {
                throw new IllegalStateException("a wrong answer to a known question");
            }
        } else {
            giveOut(digest(computed), job, running.begunNanos());
        }
        ticketToRunning.remove(computed.ticket());
    }

    private void giveOut(Digest digest, HashingJob job, long begunNanos) {
        if (!job.isAnsweredBy(digest, plain)) {
            throw new IllegalStateException("a result that does not belong to its request");
        }
        job.complete(digest);
        queue.ended(job, HashingJob.End.DONE, clock.getAsLong() - begunNanos);
    }

    private static Digest digest(Computed computed) {
        return new Digest(
                computed.ticket(),
                Salt.of(computed.salt()),
                computed.cost(),
                Arrays.copyOf(computed.digest(), Digest.LENGTH));
    }

    private void withdraw(Throwable why) {
        withdrawn = true;
        LOG.error("lanes of bcrypt are withdrawn, passwords are checked one after the other", why);
        done.clear();
        for (Running running : ticketToRunning.values()) {
            HashingJob job = running.job();
            if (job != null) {
                HashingJob.End end = job.run(plain);
                queue.ended(job, end, clock.getAsLong() - running.begunNanos());
            }
        }
        ticketToRunning.clear();
        lanes.clear();
    }
}
