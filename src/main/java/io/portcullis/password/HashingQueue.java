package io.portcullis.password;

import io.portcullis.fair.Backlog;
import io.portcullis.fair.Origin;
import io.portcullis.fault.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Requests that wait for a worker, served fairly by {@link Origin}, and workers that wait for a request.
 *
 * <p>Bounded in expansions, so that dear hashes weigh what they cost: as many as the workers do in the target time at the speed measured
 * lately. Beyond the bound somebody is refused: {@link Backlog#admit} says who, by namespace, mount, source and work, and by nothing else
 * (threats A8). What is over (late, or nobody waits for it) is refused when it is met and never costs a worker its time.
 *
 * <p>All methods take a lock for about a microsecond, so event loops may call; whoever is refused, woken or told hears of it outside.
 */
final class HashingQueue {

    private static final double PRESUMED_EXPANSIONS_PER_NANO = (1 << 11) / 60e6;
    private static final int LOOKS_PER_OFFER = 16;
    private static final int LEAST_PAUSE_SECONDS = 1;
    private static final int MOST_PAUSE_SECONDS = 30;

    private final Backlog<Waiting> backlog = new Backlog<>();
    private final Deque<Runnable> resting = new ArrayDeque<>();
    private final Map<Refusal, Long> reasonToRefused = new EnumMap<>(Refusal.class);
    private final Map<Integer, Equipment> workerToEquipment = new HashMap<>();
    private final Duration target;
    private final Tarpit tarpit;
    private final HashingMeter meter;
    private final LongSupplier clock;
    private final WorkRate rate;

    private boolean closed;
    private int looks;
    private int running;
    private long done;
    private long doneExpansions;

    /** By what a worker hashes, and how many at once. */
    private record Equipment(HashingKernel kernel, int lanes) {}

    /** A job, and when it came. */
    private record Waiting(HashingJob job, long since) implements Backlog.Work {

        @Override
        public Origin origin() {
            return job.origin();
        }

        @Override
        public long expansions() {
            return job.expansions();
        }
    }

    /** Whose turn it was, and why it is refused, if it is. */
    private record Met(Waiting waiting, long waitedNanos, Optional<Runnable> refusal) {}

    /**
     * @param workers number of threads that hash
     * @param target the longest that a request should wait
     * @param tarpit for refusals of clients that ask too much
     * @param clock nanoseconds, as {@link System#nanoTime} gives them
     */
    HashingQueue(int workers, Duration target, Tarpit tarpit, HashingMeter meter, LongSupplier clock) {
        for (int worker = 0; worker < workers; worker++) {
            equip(worker, HashingKernel.PLAIN, 1);
        }
        this.target = target;
        this.tarpit = tarpit;
        this.meter = meter;
        this.clock = clock;
        this.rate = new WorkRate(workers * PRESUMED_EXPANSIONS_PER_NANO);
    }

    /** Notes by what a worker hashes from now on, and how many at once. */
    synchronized void equip(int worker, HashingKernel kernel, int lanes) {
        workerToEquipment.put(worker, new Equipment(kernel, lanes));
    }

    /** Takes the job in and wakes a worker, or refuses it; may refuse others for it. */
    void offer(HashingJob job) {
        List<Runnable> news = new ArrayList<>(1);
        admit(new Waiting(job, clock.getAsLong()), news);
        news.forEach(Runnable::run);
    }

    /** Refuses what waits about something that is refused by now. */
    void drop(Object subject) {
        List<Runnable> news = new ArrayList<>();
        dropAbout(subject, news);
        news.forEach(Runnable::run);
    }

    /** The next job. There is none: the worker rests until it is woken. */
    Optional<HashingJob> take(Runnable wake) {
        return next(() -> resting.add(wake));
    }

    /** The next job, for a worker that has others at hand and does not rest. */
    Optional<HashingJob> poll() {
        return next(() -> {});
    }

    /** Notes how a job that was taken ended, and how long it took. */
    void ended(HashingJob job, HashingJob.End end, long nanos) {
        note(job, end);
        if (end == HashingJob.End.DONE) {
            meter.served(nanos);
        }
    }

    /** Refuses what waits and whatever is offered from now on; what runs is finished. */
    void close() {
        List<Runnable> news = new ArrayList<>();
        empty(news);
        news.forEach(Runnable::run);
    }

    synchronized HashingCounts counts() {
        return new HashingCounts(
                backlog.size(),
                backlog.expansions(),
                mostExpansions(),
                kernelToWorkers(),
                lanes(),
                running,
                done,
                doneExpansions,
                reasonToRefused);
    }

    private Map<HashingKernel, Integer> kernelToWorkers() {
        Map<HashingKernel, Integer> kernelToWorkers = new EnumMap<>(HashingKernel.class);
        workerToEquipment.values().forEach(each -> kernelToWorkers.merge(each.kernel(), 1, Integer::sum));
        return kernelToWorkers;
    }

    private int lanes() {
        return workerToEquipment.values().stream().mapToInt(Equipment::lanes).sum();
    }

    private synchronized void admit(Waiting newcomer, List<Runnable> news) {
        Optional<Refusal> over = whyNot(newcomer);
        if (over.isPresent()) {
            news.add(refusal(newcomer, over.get()));
            return;
        }
        if (isFullFor(newcomer)) {
            sweep(newcomer.since(), news);
        }
        backlog.admit(newcomer, mostExpansions())
                .ifPresentOrElse(
                        putOut -> {
                            putOut.forEach(each -> news.add(pushedOut(each, newcomer.since())));
                            Optional.ofNullable(resting.poll()).ifPresent(news::add);
                        },
                        () -> news.add(refusal(newcomer, Refusal.SHED)));
    }

    private Optional<Refusal> whyNot(Waiting newcomer) {
        if (closed) {
            return Optional.of(Refusal.STOPPING);
        }
        return newcomer.job().isSpare() && !hasLanesToSpare()
                ? Optional.of(Refusal.BUSY)
                : newcomer.job().over(newcomer.since());
    }

    private boolean hasLanesToSpare() {
        return backlog.isEmpty() && (running == 0 || running + 1 < lanes());
    }

    private Runnable pushedOut(Waiting waiting, long now) {
        return refusal(waiting, waiting.job().over(now).orElse(Refusal.PUSHED_OUT));
    }

    private boolean isFullFor(Waiting newcomer) {
        return backlog.expansions() + newcomer.expansions() > mostExpansions();
    }

    /** Clears out what is over where most waits; as seldom as makes it {@value #LOOKS_PER_OFFER} looks for each that finds no room. */
    private void sweep(long now, List<Runnable> news) {
        looks += LOOKS_PER_OFFER;
        if (looks < backlog.sizeOfHeaviest()) {
            return;
        }
        looks = 0;
        backlog.dropOfHeaviest(each -> {
            Optional<Refusal> over = each.job().over(now);
            over.ifPresent(reason -> news.add(refusal(each, reason)));
            return over.isPresent();
        });
        relieveIfEmpty(now);
    }

    private Optional<HashingJob> next(Runnable none) {
        Optional<Met> met = meet(none);
        while (met.flatMap(Met::refusal).isPresent()) {
            met.flatMap(Met::refusal).ifPresent(Runnable::run);
            met = meet(none);
        }
        met.ifPresent(each -> meter.waited(each.waitedNanos()));
        return met.map(each -> each.waiting().job());
    }

    private synchronized Optional<Met> meet(Runnable none) {
        long now = clock.getAsLong();
        Optional<Waiting> first = backlog.first();
        if (first.isEmpty()) {
            none.run();
        }
        Optional<Met> met = first.map(waiting -> met(waiting, now));
        relieveIfEmpty(now);
        return met;
    }

    private Met met(Waiting waiting, long now) {
        long waited = now - waiting.since();
        Optional<Refusal> over = waiting.job().over(now);
        if (over.isPresent()) {
            backlog.dropFirst();
            return new Met(waiting, waited, over.map(reason -> refusal(waiting, reason)));
        }
        backlog.serveFirst();
        running++;
        return new Met(waiting, waited, Optional.empty());
    }

    private synchronized void note(HashingJob job, HashingJob.End end) {
        running--;
        switch (end) {
            case DONE -> {
                done++;
                doneExpansions += job.expansions();
                if (!backlog.isEmpty()) {
                    rate.finished(job.expansions(), clock.getAsLong());
                }
            }
            case FAILED -> count(Refusal.FAILED);
        }
    }

    private synchronized void dropAbout(Object subject, List<Runnable> news) {
        backlog.drop(each -> {
            boolean moot = each.job().isAbout(subject);
            if (moot) {
                news.add(refusal(each, Refusal.MOOT));
            }
            return moot;
        });
        relieveIfEmpty(clock.getAsLong());
    }

    private synchronized void empty(List<Runnable> news) {
        closed = true;
        while (!backlog.isEmpty()) {
            news.add(refusal(backlog.dropFirst(), Refusal.STOPPING));
        }
    }

    private void relieveIfEmpty(long now) {
        if (backlog.isEmpty()) {
            rate.relieved(now);
        }
    }

    private long mostExpansions() {
        return (long) (target.toNanos() * rate.perNano());
    }

    private void count(Refusal reason) {
        reasonToRefused.merge(reason, 1L, Long::sum);
    }

    /** Counts it; what is left to do is to tell. */
    private Runnable refusal(Waiting waiting, Refusal reason) {
        count(reason);
        Fault fault = reason.fault(pause());
        return reason.isForTooMuch()
                ? () -> waiting.job().refuse(fault, tarpit)
                : () -> waiting.job().refuse(fault);
    }

    /** Until what waits is done, in whole seconds. */
    private Duration pause() {
        double seconds = backlog.expansions() / rate.perNano() / TimeUnit.SECONDS.toNanos(1);
        return Duration.ofSeconds(
                (long) Math.ceil(Math.min(Math.max(seconds, LEAST_PAUSE_SECONDS), MOST_PAUSE_SECONDS)));
    }
}
