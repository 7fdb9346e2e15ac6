package io.portcullis.password;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Requests that wait for a worker, first come first served, and workers that wait for a request.
 *
 * <p>Bounded in expansions, so that dear hashes weigh what they cost: as many as the workers do in the target time at the speed measured
 * lately. One request may always wait, however slow the machine. All methods take a lock for some instructions, so event loops may call.
 */
final class HashingQueue {

    private static final double PRESUMED_NANOS_PER_EXPANSION = 60e6 / (1 << 11);
    private static final double WEIGHT_OF_THE_LATEST = 1.0 / 16;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Deque<HashingJob> waiting = new ArrayDeque<>();
    private final Deque<Runnable> resting = new ArrayDeque<>();
    private final int workers;
    private final double workerNanos;

    private double nanosPerExpansion = PRESUMED_NANOS_PER_EXPANSION;
    private long waitingExpansions;
    private boolean closed;
    private int running;
    private long done;
    private long shed;
    private long late;
    private long abandoned;
    private long stopped;
    private long failed;
    private long waitedNanos;
    private long servedNanos;

    /**
     * @param workers number of threads that hash
     * @param target the longest that a request should wait
     */
    HashingQueue(int workers, Duration target) {
        this.workers = workers;
        this.workerNanos = (double) workers * target.toNanos();
    }

    /** The answer to a request that was not begun for want of time. */
    static Fault tooMuchWaits() {
        return Fault.overloaded("too many logins are waiting for a password check", RETRY_AFTER);
    }

    private static Fault stopping() {
        return Fault.overloaded("the server is stopping", RETRY_AFTER);
    }

    /** Takes the job in and wakes a worker, or refuses it. */
    void offer(HashingJob job) {
        admit(job).ifPresentOrElse(job::refuse, this::wakeOne);
    }

    /** The next job. There is none: the worker rests until it is woken. */
    synchronized Optional<HashingJob> take(Runnable wake) {
        HashingJob job = waiting.poll();
        if (job == null) {
            resting.add(wake);
            return Optional.empty();
        }
        waitingExpansions -= job.expansions();
        running++;
        return Optional.of(job);
    }

    /** Notes how a job that was taken ended, and how long it took. */
    synchronized void ended(HashingJob job, HashingJob.End end, long nanos) {
        running--;
        switch (end) {
            case DONE -> {
                done++;
                waitedNanos += job.ageNanos() - nanos;
                servedNanos += nanos;
                double latest = (double) nanos / job.expansions();
                nanosPerExpansion += WEIGHT_OF_THE_LATEST * (latest - nanosPerExpansion);
            }
            case LATE -> late++;
            case ABANDONED -> abandoned++;
            case FAILED -> failed++;
        }
    }

    /** Refuses what waits and whatever is offered from now on; what runs is finished. */
    void close() {
        emptied().forEach(job -> job.refuse(stopping()));
    }

    synchronized HashingCounts counts() {
        return new HashingCounts(
                waiting.size(),
                waitingExpansions,
                (long) mostExpansions(),
                workers,
                running,
                done,
                shed,
                late,
                abandoned,
                stopped,
                failed,
                waitedNanos,
                servedNanos);
    }

    /** The reason why it is not taken in; empty if it is. */
    private synchronized Optional<Fault> admit(HashingJob job) {
        if (closed) {
            stopped++;
            return Optional.of(stopping());
        }
        if (!waiting.isEmpty() && waitingExpansions + job.expansions() > mostExpansions()) {
            shed++;
            return Optional.of(tooMuchWaits());
        }
        waiting.add(job);
        waitingExpansions += job.expansions();
        return Optional.empty();
    }

    private double mostExpansions() {
        return workerNanos / nanosPerExpansion;
    }

    private void wakeOne() {
        longestRested().ifPresent(Runnable::run);
    }

    private synchronized Optional<Runnable> longestRested() {
        return Optional.ofNullable(resting.poll());
    }

    private synchronized List<HashingJob> emptied() {
        closed = true;
        List<HashingJob> left = List.copyOf(waiting);
        stopped += left.size();
        waiting.clear();
        waitingExpansions = 0;
        return left;
    }
}
