package io.portcullis.password;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.fair.Origin;
import io.portcullis.password.HashingJob.End;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueStressTest {

    private static final int SUBMITTERS = 6;
    private static final int WORKERS = 3;
    private static final int EACH = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final ExecutorService threads = Executors.newFixedThreadPool(SUBMITTERS + WORKERS);
    private final HashingQueue queue =
            new HashingQueue(1, Duration.ofMillis(100), new Tarpit(Duration.ZERO), HashingMeter.NONE, System::nanoTime);
    private final long seed = new Random().nextLong();
    private final CountDownLatch answered = new CountDownLatch(SUBMITTERS * EACH);
    private final LongAdder answers = new LongAdder();
    private final LongAdder digests = new LongAdder();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void stop() {
        over.set(true);
        threads.shutdownNow();
        vertx.close();
    }

    @Test
    void everyRequestIsAnsweredOnceWhoeverSubmitsAndWorks() throws Exception {
        List<Future<?>> submitters = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            var random = new Random(seed - i);
            threads.submit(() -> work(random));
        }
        for (int i = 0; i < SUBMITTERS; i++) {
            var random = new Random(seed + i);
            submitters.add(threads.submit(() -> submit(random)));
        }
        for (Future<?> submitter : submitters) {
            submitter.get(60, SECONDS);
        }

        assertThat(answered.await(60, SECONDS))
                .as("seed %d: %s", seed, queue.counts())
                .isTrue();
        HashingCounts counts = settled();
        assertThat(answers.sum()).as("seed %d", seed).isEqualTo(SUBMITTERS * EACH);
        assertThat(counts.waiting()).isZero();
        assertThat(counts.waitingExpansions()).isZero();
        assertThat(counts.done()).as("seed %d: %s", seed, counts).isEqualTo(digests.sum());
        assertThat(counts.done()
                        + counts.reasonToRefused().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .as("seed %d: %s", seed, counts)
                .isEqualTo(SUBMITTERS * EACH);
        for (Refusal reason : List.of(Refusal.SHED, Refusal.PUSHED_OUT, Refusal.ABANDONED, Refusal.FAILED)) {
            assertThat(counts.refused(reason)).as("seed %d: %s", seed, counts).isPositive();
        }
    }

    /** Answers come a little before their jobs are counted. */
    private HashingCounts settled() {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (queue.counts().running() > 0) {
            assertThat(System.nanoTime()).as("seed %d: deadline", seed).isLessThan(deadline);
            Thread.yield();
        }
        return queue.counts();
    }

    private void submit(Random random) {
        for (int i = 0; i < EACH; i++) {
            long gone = System.nanoTime() + random.nextInt((int) MILLISECONDS.toNanos(200));
            boolean stays = random.nextBoolean();
            HashingRequest request = Passwords.right()
                    .from(new Origin("n" + (int) Math.abs(4 * random.nextGaussian()), "m", random.nextInt(4)))
                    .workingAtLeast(4 + random.nextInt(3))
                    .unless(() -> !stays && System.nanoTime() - gone > 0);
            var job = new HashingJob(request, context);
            job.future().onComplete(answer -> {
                answers.increment();
                answered.countDown();
            });
            queue.offer(job);
        }
    }

    /** Has up to four jobs at hand, as a worker with lanes; rests when it has none. */
    private void work(Random random) {
        var woken = new Semaphore(0);
        List<HashingJob> atHand = new ArrayList<>();
        while (!over.get()) {
            Optional<HashingJob> next = atHand.isEmpty() ? queue.take(woken::release) : queue.poll();
            next.ifPresent(atHand::add);
            if (atHand.isEmpty()) {
                woken.acquireUninterruptibly();
            } else if (next.isEmpty() || atHand.size() == 4) {
                end(atHand.remove(random.nextInt(atHand.size())), random);
            }
        }
    }

    private void end(HashingJob job, Random random) {
        boolean broken = random.nextInt(20) == 0;
        End end = job.run(request -> {
            if (broken) {
                throw new IllegalStateException("broken on purpose");
            }
            return new Digest(request.ticket(), request.salt(), request.cost(), new byte[Digest.LENGTH]);
        });
        if (end == End.DONE) {
            digests.increment();
        }
        queue.ended(job, end, 1_000);
    }
}
