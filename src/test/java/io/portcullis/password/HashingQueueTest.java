package io.portcullis.password;

import static io.portcullis.password.Passwords.HORSE;
import static io.portcullis.password.Passwords.secret;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.fair.Origin;
import io.portcullis.fault.Fault;
import io.portcullis.password.HashingJob.End;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueTest {

    /** Expansions of a cost-4 hash. */
    private static final int CHEAP = 32;

    private static final Origin GUESSERS = new Origin("guessed", "m", 1);
    private static final Origin HONEST = new Origin("honest", "m", 1);

    private final Vertx vertx = Vertx.vertx();
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> services = new ArrayList<>();
    private final HashingQueue queue = queue(2, Duration.ofSeconds(2));

    private long now = System.nanoTime();

    @AfterEach
    void stop() {
        vertx.close();
    }

    private final class Meter implements HashingMeter {

        @Override
        public void waited(long nanos) {
            waits.add(nanos);
        }

        @Override
        public void served(long nanos) {
            services.add(nanos);
        }
    }

    @Test
    void boundIsTheTargetAtTheSpeedOfAllWorkers() {
        // 2 s, 2 workers, 60 ms for the 2,048 expansions of a cost-10 hash
        assertThat(queue.counts().mostExpansions()).isCloseTo(136_533, within(1L));
    }

    @Test
    void boundFollowsTheSpeedMeasuredWhileSomethingWaits() {
        queue.offer(job(HONEST));

        // 32 expansions every 16 ms: 2,000 a second, however long each took in its lane
        for (int i = 0; i < 3_000; i++) {
            work(End.DONE, 16, 64);
        }

        assertThat(queue.counts().mostExpansions()).isCloseTo(4_000, within(2L));
    }

    @Test
    void workersThatWaitForWorkTellNothingOfTheSpeed() {
        long before = queue.counts().mostExpansions();

        for (int i = 0; i < 100; i++) {
            work(End.DONE, 400, 10);
        }

        assertThat(queue.counts().mostExpansions()).isEqualTo(before);
    }

    @Test
    void oneMayWaitHoweverSlowTheMachine() {
        HashingQueue slow = queue(1, Duration.ofNanos(1));

        slow.offer(job(HONEST));
        slow.offer(job(HONEST));

        assertThat(slow.counts().waiting()).isEqualTo(1);
        assertThat(slow.counts().refused(Refusal.SHED)).isEqualTo(1);
    }

    @Test
    void oneRestingWorkerIsWokenForEachJob() {
        int[] woken = new int[1];
        queue.take(() -> woken[0]++);
        queue.take(() -> woken[0]++);

        queue.offer(job(HONEST));
        assertThat(woken[0]).isEqualTo(1);
        queue.offer(job(HONEST));
        queue.offer(job(HONEST));
        assertThat(woken[0]).isEqualTo(2);
    }

    @Test
    void workerThatPollsIsNotWoken() {
        assertThat(queue.poll()).isEmpty();

        HashingJob job = job(HONEST);
        queue.offer(job);

        assertThat(queue.poll()).containsSame(job);
        assertThat(queue.counts().running()).isEqualTo(1);
        assertThat(queue.counts().waitingExpansions()).isZero();
    }

    @Test
    void honestRequestPushesOutTheLastThatCameOfTheGuessers() {
        HashingQueue full = holding(4);
        List<HashingJob> guesses = offered(full, 4, GUESSERS);
        HashingJob login = job(HONEST);

        full.offer(login);

        assertOverloaded(guesses.get(3), 1);
        assertThat(full.counts().refused(Refusal.PUSHED_OUT)).isEqualTo(1);
        assertThat(full.counts().refused(Refusal.SHED)).isZero();
        assertThat(full.counts().waitingExpansions()).isEqualTo(4 * CHEAP);
        assertThat(taken(full)).contains(login).doesNotContain(guesses.get(3)).hasSize(4);
    }

    @Test
    void guesserIsShedWhenHisNamespaceHoldsMost() {
        HashingQueue full = holding(4);
        offered(full, 1, HONEST);
        offered(full, 3, GUESSERS);
        HashingJob guess = job(GUESSERS);

        full.offer(guess);

        assertOverloaded(guess, 1);
        assertThat(full.counts().refused(Refusal.SHED)).isEqualTo(1);
        assertThat(full.counts().waiting()).isEqualTo(4);
    }

    @Test
    void pauseIsWhatTheBacklogTakesInWholeSeconds() {
        // 3.5 s of work may wait, and does
        HashingQueue full = queue(1, Duration.ofMillis(3_500));
        offered(full, 3_733, GUESSERS);
        HashingJob guess = job(GUESSERS);

        full.offer(guess);

        assertOverloaded(guess, 4);
    }

    @Test
    void pauseIsThirtySecondsAtMost() {
        HashingQueue slow = queue(1, Duration.ofMinutes(10));
        for (int i = 0; i < 40; i++) {
            slow.offer(job(GUESSERS, right().workingAtLeast(14)));
        }
        HashingJob gone = job(HONEST, right().unless(() -> true));

        slow.offer(gone);

        assertOverloaded(gone, 30);
    }

    @Test
    void requestThatNobodyWaitsForIsDroppedWhenItIsMetAndTheNextIsGiven() {
        var gone = new AtomicBoolean();
        HashingJob abandoned = job(HONEST, right().unless(gone::get));
        HashingJob live = job(HONEST);
        queue.offer(abandoned);
        queue.offer(live);

        gone.set(true);

        assertThat(queue.poll()).containsSame(live);
        assertOverloaded(abandoned, 1);
        assertThat(queue.counts().refused(Refusal.ABANDONED)).isEqualTo(1);
        assertThat(queue.counts().running()).isEqualTo(1);
        assertThat(waits).hasSize(1);
    }

    @Test
    void requestWhoseDeadlinePassedIsDroppedWhenItIsMetAndTheWorkerRests() {
        queue.offer(job(HONEST));
        boolean[] woken = new boolean[1];

        now += 2 * Passwords.PATIENCE.toNanos();

        assertThat(queue.take(() -> woken[0] = true)).isEmpty();
        assertThat(queue.counts().refused(Refusal.LATE)).isEqualTo(1);
        assertThat(queue.counts().waitingExpansions()).isZero();
        queue.offer(job(HONEST, HashingRequest.check(Password.typed(secret("x")), HORSE, Duration.ofDays(1))));
        assertThat(woken[0]).isTrue();
    }

    @Test
    void requestThatIsOverAlreadyIsNotTakenIn() {
        HashingQueue full = holding(2);
        offered(full, 2, GUESSERS);

        full.offer(job(HONEST, right().unless(() -> true)));
        full.offer(job(HONEST, HashingRequest.check(Password.typed(secret("x")), HORSE, Duration.ofDays(-1))));

        assertThat(full.counts().refused(Refusal.ABANDONED)).isEqualTo(1);
        assertThat(full.counts().refused(Refusal.LATE)).isEqualTo(1);
        assertThat(full.counts().refused(Refusal.PUSHED_OUT)).isZero();
    }

    @Test
    void whatIsOverMakesRoomWhenThereIsNone() {
        HashingQueue full = holding(10);
        var gone = new AtomicBoolean();
        full.offer(job(GUESSERS));
        for (int i = 0; i < 8; i++) {
            full.offer(job(GUESSERS, right().unless(gone::get)));
        }
        full.offer(job(GUESSERS));
        gone.set(true);
        HashingJob guess = job(GUESSERS);

        full.offer(guess);

        assertThat(full.counts().refused(Refusal.ABANDONED)).isEqualTo(8);
        assertThat(full.counts().refused(Refusal.SHED)).isZero();
        assertThat(full.counts().refused(Refusal.PUSHED_OUT)).isZero();
        assertThat(full.counts().waitingExpansions()).isEqualTo(3 * CHEAP);
        assertThat(taken(full)).hasSize(3).contains(guess);
    }

    @Test
    void longLinesAreSweptOnceForManyThatFindNoRoom() {
        HashingQueue full = holding(160);
        int[] asked = new int[1];
        for (int i = 0; i < 160; i++) {
            full.offer(job(GUESSERS, right().unless(() -> asked[0]++ < 0)));
        }
        asked[0] = 0;

        offered(full, 20, GUESSERS);

        assertThat(full.counts().refused(Refusal.SHED)).isEqualTo(20);
        assertThat(asked[0]).isEqualTo(2 * 160);
    }

    @Test
    void supplierThatThrowsFailsItsOwnRequestOnly() {
        boolean[] broken = new boolean[1];
        BooleanSupplier breaking = () -> {
            if (broken[0]) {
                throw new IllegalStateException("broken on purpose");
            }
            return false;
        };
        HashingJob odd = job(HONEST, right().unless(breaking));
        HashingJob live = job(HONEST);
        queue.offer(odd);
        queue.offer(live);

        broken[0] = true;

        assertThat(queue.poll()).containsSame(live);
        assertThat(queue.counts().refused(Refusal.FAILED)).isEqualTo(1);
        assertThat(cause(odd)).hasMessage("password check failed");
    }

    @Test
    void whatCanWaitForAnotherTimeIsTakenOnlyWhereALaneIsLeftFree() {
        HashingQueue lanes = queue(1, Duration.ofHours(1));
        lanes.equip(0, HashingKernel.LANES, 3);
        List<HashingJob> spare = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            spare.add(job(HONEST, right().whenLanesAreFree()));
            lanes.offer(spare.get(i));
            lanes.poll();
        }

        assertThat(lanes.counts().running()).isEqualTo(2);
        assertThat(lanes.counts().refused(Refusal.BUSY)).isEqualTo(2);
        assertOverloaded(spare.get(2), 1);
        lanes.offer(job(HONEST));
        assertThat(lanes.poll()).isPresent();
    }

    @Test
    void aNewHashWeighsWhatItsCheckCostsToo() {
        HashingRequest make = HashingRequest.make(Password.chosen(secret("x")), 4, Duration.ofHours(2));

        assertThat(make.expansions()).isEqualTo(4 * CHEAP);
    }

    @Test
    void meterHearsHowLongRequestsWaitedAndTook() {
        queue.offer(job(HONEST));
        now += MILLISECONDS.toNanos(70);
        HashingJob job = queue.poll().orElseThrow();
        queue.ended(job, End.DONE, 50);
        queue.offer(job(HONEST));
        queue.ended(queue.poll().orElseThrow(), End.FAILED, 40);

        assertThat(waits).containsExactly(MILLISECONDS.toNanos(70), 0L);
        assertThat(services).containsExactly(50L);
        assertThat(queue.counts().doneExpansions()).isEqualTo(job.expansions());
        assertThat(queue.counts().done()).isEqualTo(1);
        assertThat(queue.counts().refused(Refusal.FAILED)).isEqualTo(1);
        assertThat(queue.counts().running()).isZero();
    }

    @Test
    void closedQueueRefusesWhatWaitsAndWhatComes() {
        List<HashingJob> waiting = offered(queue, 3, GUESSERS);
        HashingJob running = queue.poll().orElseThrow();

        queue.close();
        HashingJob late = job(HONEST);
        queue.offer(late);

        assertThat(cause(waiting.get(1))).hasMessage("the server is stopping");
        assertThat(cause(waiting.get(2))).hasMessage("the server is stopping");
        assertThat(cause(late)).hasMessage("the server is stopping");
        assertThat(running.future().isComplete()).isFalse();
        assertThat(queue.poll()).isEmpty();
        assertThat(queue.counts().refused(Refusal.STOPPING)).isEqualTo(3);
        assertThat(queue.counts().waitingExpansions()).isZero();
    }

    /** A queue for so many cheap hashes at the presumed speed. */
    private HashingQueue holding(int jobs) {
        return queue(1, Duration.ofNanos((long) ((jobs + 0.5) * CHEAP * 60e6 / 2048)));
    }

    private HashingQueue queue(int workers, Duration target) {
        return new HashingQueue(workers, target, new Tarpit(Duration.ZERO), new Meter(), () -> now);
    }

    private void work(End end, long gapMillis, long serviceMillis) {
        queue.offer(job(HONEST));
        HashingJob job = queue.poll().orElseThrow();
        now += MILLISECONDS.toNanos(gapMillis);
        queue.ended(job, end, MILLISECONDS.toNanos(serviceMillis));
    }

    private List<HashingJob> offered(HashingQueue to, int count, Origin origin) {
        List<HashingJob> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(job(origin));
            to.offer(jobs.get(i));
        }
        return jobs;
    }

    private static List<HashingJob> taken(HashingQueue from) {
        List<HashingJob> taken = new ArrayList<>();
        for (Optional<HashingJob> job = from.poll(); job.isPresent(); job = from.poll()) {
            taken.add(job.get());
        }
        return taken;
    }

    private static HashingRequest right() {
        return HashingRequest.check(Password.typed(secret("x")), HORSE, Duration.ofHours(2));
    }

    private HashingJob job(Origin origin) {
        return job(origin, Passwords.right());
    }

    private HashingJob job(Origin origin, HashingRequest request) {
        return new HashingJob(request.from(origin), vertx.getOrCreateContext());
    }

    private static void assertOverloaded(HashingJob job, int seconds) {
        assertThat(cause(job)).isInstanceOf(Fault.class).hasMessage("too many logins are waiting for a password check");
        assertThat(((Fault) cause(job)).status()).isEqualTo(503);
        assertThat(((Fault) cause(job)).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    private static Throwable cause(HashingJob job) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (!job.future().isComplete()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.yield();
        }
        return job.future().cause();
    }
}
