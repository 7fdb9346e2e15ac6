package io.portcullis.password;

import static io.portcullis.password.Passwords.PATIENCE;
import static io.portcullis.password.Passwords.secret;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.bcrypt.FaultyLanes;
import io.portcullis.bcrypt.FaultyLanes.Fault;
import io.portcullis.bcrypt.Lanes;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong with the lanes, no answer is: they are withdrawn, and what they were at is done again (threats H1, H2). */
class LaneWorkerTest {

    private static Vertx vertx;

    private final HashingQueue queue =
            new HashingQueue(1, Duration.ofHours(1), new Tarpit(Duration.ZERO), HashingMeter.NONE, System::nanoTime);
    private final FaultyLanes faulty = new FaultyLanes();
    private final List<Check> checks = new ArrayList<>();
    private long now;

    /** A check, and whether its password is right. */
    private record Check(PasswordHash hash, HashingRequest request, HashingJob job, boolean right) {}

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(20, SECONDS);
    }

    /** Hashes that take longer than a slice, of salts of their own; every other password is right. */
    private void ask(int count) {
        for (int i = 0; i < count; i++) {
            boolean right = i % 2 == 0;
            PasswordHash hash = hash("password" + i, 6 + i % 2);
            Password typed = Password.typed(secret(right ? "password" + i : "another"));
            HashingRequest request = HashingRequest.check(typed, hash, PATIENCE).workingAtLeast(6 + i % 3);
            Check check = new Check(hash, request, job(request), right);
            checks.add(check);
            queue.offer(check.job());
        }
    }

    private static PasswordHash hash(String password, int cost) {
        HashingRequest request = HashingRequest.make(Password.chosen(secret(password)), cost, PATIENCE);
        return PasswordHash.made(request, new BouncyCastleEngine().digest(request));
    }

    private static HashingJob job(HashingRequest request) {
        return new HashingJob(request, vertx.getOrCreateContext());
    }

    private LaneWorker worker(Lanes lanes, int width) {
        return new LaneWorker(queue, new BouncyCastleEngine(), new LaneTrial.Fit(lanes, width), () -> now);
    }

    private static void run(LaneWorker worker) {
        while (worker.work(() -> {})) {
            // There is more.
        }
    }

    /** The jobs that were withdrawn with the lanes are done; those that still waited are for whoever comes after. */
    private void finishByTheLibrary() {
        queue.poll().ifPresent(job -> {
            queue.ended(job, job.run(new BouncyCastleEngine()), 0);
            finishByTheLibrary();
        });
    }

    private void assertEveryVerdictIsRight() throws Exception {
        for (Check check : checks) {
            Digest digest = check.job().future().await(20, SECONDS);
            assertThat(check.hash().verifies(check.request(), digest)).isEqualTo(check.right());
        }
        assertThat(queue.counts().done()).isEqualTo(checks.size());
        assertThat(queue.counts().running()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void jobsAreDoneSeveralAtOnce(int width) throws Exception {
        ask(20);
        LaneWorker worker = worker(faulty.lanes(), width);

        run(worker);

        assertEveryVerdictIsRight();
        assertThat(worker.isWithdrawn()).isFalse();
        assertThat(faulty.areWiped()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "WRONG_WITH_SOME_DATA"})
    void aFaultWithdrawsTheLanesBeforeItReachesAnAnswer(Fault fault) throws Exception {
        ask(30);
        LaneWorker worker = worker(faulty.lanes(), 3);
        for (int slice = 0; slice < 30; slice++) {
            assertThat(worker.work(() -> {})).isTrue();
        }
        assertThat(queue.counts().done()).isPositive();

        faulty.plant(fault);
        run(worker);
        finishByTheLibrary();

        assertThat(worker.isWithdrawn()).isTrue();
        assertThat(faulty.areWiped()).isTrue();
        assertEveryVerdictIsRight();
    }

    @Test
    void aFaultThatTheTrialStatesDoNotShowIsSeenByTheNextCanary() throws Exception {
        LaneWorker worker = worker(faulty.lanes(), 3);
        faulty.plant(Fault.WRONG_WITH_SOME_DATA);
        now += SECONDS.toNanos(10);

        ask(6);
        run(worker);
        finishByTheLibrary();

        assertThat(worker.isWithdrawn()).isTrue();
        assertEveryVerdictIsRight();
    }

    @Test
    void aWorkerOfOneLaneHasCanariesToo() throws Exception {
        LaneWorker worker = worker(faulty.lanes(), 1);
        faulty.plant(Fault.WRONG_WITH_SOME_DATA);
        now += SECONDS.toNanos(10);

        ask(1);
        run(worker);

        assertThat(worker.isWithdrawn()).isTrue();
        assertEveryVerdictIsRight();
    }

    @Test
    void noHashIsStoredThatTheLibraryWouldNotAccept() throws Exception {
        LaneWorker worker = worker(faulty.lanes(), 3);
        HashingRequest make = HashingRequest.make(Password.chosen(secret("new")), 5, PATIENCE);
        HashingJob job = job(make);
        queue.offer(job);
        faulty.plant(Fault.WRONG_WITH_SOME_DATA);

        run(worker);

        PasswordHash made = PasswordHash.made(make, job.future().await(20, SECONDS));
        HashingRequest check = HashingRequest.check(Password.typed(secret("new")), made, PATIENCE);
        assertThat(made.verifies(check, new BouncyCastleEngine().digest(check))).isTrue();
        assertThat(worker.isWithdrawn()).isTrue();
    }
}
