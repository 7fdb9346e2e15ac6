package io.portcullis.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.password.HashingJob.End;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingQueueTest {

    private final Vertx vertx = Vertx.vertx();
    private final HashingQueue queue = new HashingQueue(2, Duration.ofSeconds(2));

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void boundIsTheTargetAtTheSpeedOfEachWorker() {
        // 2 s, 2 workers, 60 ms for the 2,048 expansions of a cost-10 hash
        assertThat(queue.counts().mostExpansions()).isCloseTo(136_533, within(1L));
    }

    @Test
    void boundFollowsTheMeasuredSpeed() {
        for (int i = 0; i < 200; i++) {
            work(End.DONE, Duration.ofMillis(32));
        }

        // 32 expansions in 32 ms: 2 workers do 2,000 a second
        assertThat(queue.counts().mostExpansions()).isCloseTo(4_000, within(2L));
    }

    @Test
    void whatWasNotHashedTellsNothingOfTheSpeed() {
        long before = queue.counts().mostExpansions();

        work(End.LATE, Duration.ofNanos(1));
        work(End.FAILED, Duration.ofSeconds(9));

        assertThat(queue.counts().mostExpansions()).isEqualTo(before);
    }

    @Test
    void oneMayWaitHoweverSlowTheMachine() {
        var slow = new HashingQueue(1, Duration.ofNanos(1));

        slow.offer(job());
        slow.offer(job());

        assertThat(slow.counts().waiting()).isEqualTo(1);
        assertThat(slow.counts().shed()).isEqualTo(1);
    }

    @Test
    void oneRestingWorkerIsWokenForEachJob() {
        int[] woken = new int[1];
        queue.take(() -> woken[0]++);
        queue.take(() -> woken[0]++);

        queue.offer(job());
        assertThat(woken[0]).isEqualTo(1);
        queue.offer(job());
        queue.offer(job());
        assertThat(woken[0]).isEqualTo(2);
    }

    private void work(End end, Duration time) {
        queue.offer(job());
        queue.ended(queue.take(() -> {}).orElseThrow(), end, time.toNanos());
    }

    private HashingJob job() {
        return new HashingJob(Passwords.right(), vertx.getOrCreateContext());
    }
}
