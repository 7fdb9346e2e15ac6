package io.portcullis.password;

import static io.portcullis.password.Passwords.HORSE;
import static io.portcullis.password.Passwords.PATIENCE;
import static io.portcullis.password.Passwords.secret;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.secret.SecretBytes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HashingPoolTest {

    /** Expansions of a cost-4 hash. */
    private static final int CHEAP = 32;

    private final Gate gate = new Gate();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        gate.permits.release(1000);
        vertx.close().await(20, SECONDS);
    }

    /** An engine whose jobs, once it is closed, wait for a permit each; what it gives can be altered. */
    private static final class Gate implements HashingEngine {

        private final HashingEngine engine = new BouncyCastleEngine();
        private final Semaphore permits = new Semaphore(0);
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile UnaryOperator<Digest> fate = UnaryOperator.identity();

        @Override
        public Digest digest(HashingRequest request) {
            if (closed.get()) {
                threads.add(Thread.currentThread());
                permits.acquireUninterruptibly();
            }
            return fate.apply(engine.digest(request));
        }
    }

    private static HashingSettings settings(int workers, Duration queueTarget) {
        return new HashingSettings(workers, 1, queueTarget, PasswordHash.DEFAULT_COST, false);
    }

    private HashingPool gated(int workers, Duration queueTarget) throws Exception {
        HashingPool pool = HashingPool.deploy(
                        vertx, settings(workers, queueTarget), HashingMeter.NONE, () -> gate, LaneTrial::run)
                .await(20, SECONDS);
        gate.closed.set(true);
        return pool;
    }

    @Test
    void rightPasswordVerifiesAndWrongOneDoesNot() throws Exception {
        HashingPool pool = HashingPool.deploy(vertx, settings(2, HashingSettings.QUEUE_TARGET), HashingMeter.NONE)
                .await(20, SECONDS);

        assertThat(verdict(pool, Passwords.right())).isTrue();
        assertThat(verdict(pool, Passwords.horse("Correct horse battery staple")))
                .isFalse();
        until(() -> pool.counts().done() == 2);
    }

    @Test
    void lanesTakeOverOnceTheyAreFitAndNoRequestWaitsForThat() throws Exception {
        HashingPool pool = HashingPool.deploy(
                        vertx, new HashingSettings(2, 2, PATIENCE, PasswordHash.DEFAULT_COST, false), HashingMeter.NONE)
                .await(20, SECONDS);
        assertThat(pool.counts().workers(HashingKernel.PLAIN)).isPositive();
        long begun = System.nanoTime();
        while (pool.counts().workers(HashingKernel.LANES) < 2) {
            assertThat(System.nanoTime() - begun).isLessThan(SECONDS.toNanos(60));
            assertThat(verdict(pool, Passwords.right())).isTrue();
        }

        assertThat(pool.counts().lanes()).isEqualTo(4);
        List<HashingRequest> requests =
                Stream.generate(Passwords::right).limit(40).toList();
        List<Future<Digest>> digests = requests.stream().map(pool::digest).toList();
        for (int i = 0; i < requests.size(); i++) {
            assertThat(HORSE.verifies(requests.get(i), digests.get(i).await(20, SECONDS)))
                    .isTrue();
        }
        assertThat(verdict(pool, Passwords.horse("wrong"))).isFalse();
        pool.undeploy().await(20, SECONDS);
    }

    @Test
    void lanesThatAreNotFitAreDoneWithout() throws Exception {
        HashingPool pool = HashingPool.deploy(
                        vertx,
                        new HashingSettings(2, 0, PATIENCE, PasswordHash.DEFAULT_COST, false),
                        HashingMeter.NONE,
                        BouncyCastleEngine::new,
                        width -> Optional.empty())
                .await(20, SECONDS);

        until(() -> pool.counts().workers(HashingKernel.WITHDRAWN) == 2);

        assertThat(pool.counts().lanes()).isEqualTo(2);
        assertThat(verdict(pool, Passwords.right())).isTrue();
        assertThat(verdict(pool, Passwords.horse("wrong"))).isFalse();
    }

    @Test
    void everyWorkerHashesOnAThreadOfTheNamedPool() throws Exception {
        HashingPool pool = gated(2, HashingSettings.QUEUE_TARGET);

        Future<Digest> first = pool.digest(Passwords.right());
        Future<Digest> second = pool.digest(Passwords.right());
        until(() -> gate.threads.size() == 2);

        assertThat(pool.counts().running()).isEqualTo(2);
        assertThat(gate.threads)
                .allSatisfy(thread -> assertThat(thread.getName()).startsWith("password-hashing"));
        gate.permits.release(2);
        Future.all(first, second).await(20, SECONDS);
    }

    @Test
    void moreThanTheQueueHoldsIsShedBeforeHashing() throws Exception {
        // Given a queue of 10 cheap hashes at the presumed speed
        HashingPool pool = gated(1, Duration.ofNanos((long) (10.5 * CHEAP * 60e6 / 2048)));
        Future<Digest> running = pool.digest(Passwords.right());
        until(() -> pool.counts().running() == 1);

        // When 20 submitters at once offer 5 each
        List<SecretBytes> secrets = Stream.generate(() -> secret("correct horse battery staple"))
                .limit(100)
                .toList();
        List<Future<Digest>> answers = submit(pool, 20, secrets);

        // Then
        assertThat(pool.counts().waiting()).isEqualTo(10);
        assertThat(pool.counts().waitingExpansions()).isEqualTo(10 * CHEAP);
        assertThat(pool.counts().refused(Refusal.SHED)).isEqualTo(90);
        until(() -> answers.stream().filter(Future::failed).count() == 90);
        answers.stream().filter(Future::failed).forEach(answer -> assertOverloaded(answer.cause()));
        assertThat(secrets).filteredOn(HashingPoolTest::isWiped).hasSize(90);

        gate.permits.release(11);
        running.await(20, SECONDS);
        until(() -> answers.stream().allMatch(Future::isComplete));
        assertThat(answers.stream().filter(Future::succeeded)).hasSize(10);
        assertThat(secrets).allMatch(HashingPoolTest::isWiped);
        assertThat(pool.counts().waitingExpansions()).isZero();
    }

    @Test
    void dearHashWeighsWhatItCosts() throws Exception {
        HashingPool pool = gated(1, Duration.ofNanos((long) (10.5 * CHEAP * 60e6 / 2048)));
        pool.digest(Passwords.right());
        until(() -> pool.counts().running() == 1);

        pool.digest(Passwords.right().workingAtLeast(7));
        pool.digest(Passwords.right().workingAtLeast(6));
        pool.digest(Passwords.right());
        pool.digest(Passwords.right().workingAtLeast(5));

        assertThat(pool.counts().refused(Refusal.SHED)).isEqualTo(2);
        assertThat(pool.counts().waitingExpansions()).isEqualTo(8 * CHEAP + CHEAP);
        gate.permits.release(3);
    }

    @Test
    void requestThatIsTooLateIsDroppedAndWiped() throws Exception {
        HashingPool pool = gated(1, HashingSettings.QUEUE_TARGET);
        SecretBytes secret = secret("correct horse battery staple");

        Future<Digest> late = pool.digest(HashingRequest.check(Password.typed(secret), HORSE, Duration.ZERO));

        assertOverloaded(failure(late));
        assertThat(isWiped(secret)).isTrue();
        assertThat(gate.threads).isEmpty();
        until(() -> pool.counts().refused(Refusal.LATE) == 1);
    }

    @Test
    void requestThatNobodyWaitsForIsDroppedWhileItWaitsButFinishedWhileItRuns() throws Exception {
        HashingPool pool = gated(1, HashingSettings.QUEUE_TARGET);
        var gone = new AtomicBoolean();
        Future<Digest> running = pool.digest(Passwords.right().unless(gone::get));
        until(() -> !gate.threads.isEmpty());
        Future<Digest> waiting = pool.digest(Passwords.right().unless(gone::get));

        gone.set(true);
        gate.permits.release(1);

        assertThat(running.await(20, SECONDS)).isNotNull();
        assertOverloaded(failure(waiting));
        until(() ->
                pool.counts().refused(Refusal.ABANDONED) == 1 && pool.counts().done() == 1);
        assertThat(pool.counts().doneExpansions()).isEqualTo(CHEAP);
    }

    @Test
    void supplierThatThrowsFailsItsOwnRequestOnly() throws Exception {
        HashingPool pool = HashingPool.deploy(vertx, settings(1, HashingSettings.QUEUE_TARGET), HashingMeter.NONE)
                .await(20, SECONDS);

        Future<Digest> broken = pool.digest(Passwords.right().unless(() -> {
            throw new IllegalStateException("broken on purpose");
        }));

        assertFailed(failure(broken));
        assertThat(verdict(pool, Passwords.right())).isTrue();
    }

    @Test
    void answerComesOnTheContextOfTheCaller() throws Exception {
        HashingPool pool = HashingPool.deploy(vertx, settings(1, HashingSettings.QUEUE_TARGET), HashingMeter.NONE)
                .await(20, SECONDS);
        Context context = vertx.getOrCreateContext();
        var seen = new CompletableFuture<Boolean>();

        context.runOnContext(ignored -> pool.digest(Passwords.right())
                .onComplete(digest -> seen.complete(
                        Vertx.currentContext() == context && Context.isOnEventLoopThread() && digest.succeeded())));

        assertThat(seen.get(20, SECONDS)).isTrue();
    }

    @Test
    void continuationThatThrowsDoesNotReachTheWorker() throws Exception {
        HashingPool pool = HashingPool.deploy(vertx, settings(1, HashingSettings.QUEUE_TARGET), HashingMeter.NONE)
                .await(20, SECONDS);
        Context context = vertx.getOrCreateContext();
        var caught = new CompletableFuture<String>();
        context.exceptionHandler(failure -> caught.complete(failure.getMessage()));

        context.runOnContext(ignored -> pool.digest(Passwords.right()).onComplete(digest -> {
            throw new IllegalStateException("thrown by the caller");
        }));

        assertThat(caught.get(20, SECONDS)).isEqualTo("thrown by the caller");
        assertThat(verdict(pool, Passwords.right())).isTrue();
        assertThat(pool.counts().refused(Refusal.FAILED)).isZero();
    }

    @Test
    void passwordIsWipedWhenTheDigestIsThere() throws Exception {
        HashingPool pool = HashingPool.deploy(vertx, settings(1, HashingSettings.QUEUE_TARGET), HashingMeter.NONE)
                .await(20, SECONDS);
        SecretBytes secret = secret("correct horse battery staple");

        pool.digest(request(secret)).await(20, SECONDS);

        assertThat(isWiped(secret)).isTrue();
    }

    @Test
    void engineThatThrowsIsAFailureAndThePasswordIsWiped() throws Exception {
        HashingPool pool = gated(1, HashingSettings.QUEUE_TARGET);
        SecretBytes secret = secret("correct horse battery staple");
        gate.fate = digest -> {
            throw new StackOverflowError("broken on purpose");
        };
        gate.permits.release(1);

        assertFailed(failure(pool.digest(request(secret))));
        assertThat(isWiped(secret)).isTrue();
        until(() -> pool.counts().refused(Refusal.FAILED) == 1);

        gate.fate = UnaryOperator.identity();
        gate.permits.release(1);
        assertThat(verdict(pool, Passwords.right())).isTrue();
    }

    @Test
    void swappedResultsAreAFailureNeverAVerdict() throws Exception {
        HashingPool pool = gated(1, HashingSettings.QUEUE_TARGET);
        Digest right = new BouncyCastleEngine().digest(Passwords.right());
        gate.fate = ignored -> right;
        gate.permits.release(2);
        HashingRequest check = Passwords.horse("wrong");
        HashingRequest make = HashingRequest.make(Password.chosen(secret("new")), 4, PATIENCE);

        assertFailed(failure(pool.digest(check).map(digest -> HORSE.verifies(check, digest))));
        assertFailed(failure(pool.digest(make).map(digest -> PasswordHash.made(make, digest))));
    }

    @Test
    void resultWithAnotherSaltOrCostOrForAnotherHashIsAFailure() {
        HashingRequest request = Passwords.right();
        Digest digest = new BouncyCastleEngine().digest(request);
        Salt otherSalt = Salt.of(new byte[Salt.LENGTH]);
        PasswordHash otherHash = PasswordHash.of(otherSalt, HORSE.cost(), digest.bytes());

        assertThat(HORSE.verifies(request, digest)).isTrue();
        for (Digest foreign : List.of(
                new Digest(request.ticket() + 1, HORSE.salt(), 4, digest.bytes()),
                new Digest(request.ticket(), otherSalt, 4, digest.bytes()),
                new Digest(request.ticket(), HORSE.salt(), 5, digest.bytes()))) {
            assertThatThrownBy(() -> HORSE.verifies(request, foreign)).satisfies(HashingPoolTest::assertFailed);
        }
        assertThatThrownBy(() -> otherHash.verifies(request, digest)).satisfies(HashingPoolTest::assertFailed);
    }

    @Test
    void undeployFinishesWhatRunsAndRefusesWhatWaits() throws Exception {
        HashingPool pool = gated(1, HashingSettings.QUEUE_TARGET);
        Future<Digest> running = pool.digest(Passwords.right());
        until(() -> pool.counts().running() == 1);
        SecretBytes secret = secret("correct horse battery staple");
        Future<Digest> waiting = pool.digest(request(secret));

        Future<Void> undeployed = pool.undeploy();

        assertStopping(failure(waiting));
        assertThat(isWiped(secret)).isTrue();
        assertStopping(failure(pool.digest(Passwords.right())));
        assertThat(undeployed.isComplete()).isFalse();
        gate.permits.release(1);
        assertThat(running.await(20, SECONDS)).isNotNull();
        undeployed.await(20, SECONDS);
        assertThat(pool.counts().refused(Refusal.STOPPING)).isEqualTo(2);
    }

    @Test
    void closingVertxRefusesWhatWaits() throws Exception {
        HashingPool pool = gated(1, HashingSettings.QUEUE_TARGET);
        Future<Digest> running = pool.digest(Passwords.right());
        until(() -> pool.counts().running() == 1);
        Future<Digest> waiting = pool.digest(Passwords.right());

        Future<Void> closed = vertx.close();
        gate.permits.release(1);

        assertThat(running.await(20, SECONDS)).isNotNull();
        assertStopping(failure(waiting));
        closed.await(20, SECONDS);
    }

    @Test
    void engineWithWrongAnswersIsNotDeployed() {
        gate.fate = digest -> {
            byte[] bytes = digest.bytes();
            bytes[22] ^= 1;
            return new Digest(0, HORSE.salt(), 4, bytes);
        };

        assertThatThrownBy(() -> HashingPool.deploy(
                                vertx, settings(1, PATIENCE), HashingMeter.NONE, () -> gate, LaneTrial::run)
                        .await(20, SECONDS))
                .isNotNull();
        assertThat(vertx.deploymentIDs()).isEmpty();
    }

    private static HashingRequest request(SecretBytes secret) {
        return HashingRequest.check(Password.typed(secret), HORSE, PATIENCE);
    }

    private static List<Future<Digest>> submit(HashingPool pool, int submitters, List<SecretBytes> secrets)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(submitters);
        Queue<Future<Digest>> answers = new ConcurrentLinkedQueue<>();
        secrets.forEach(secret -> threads.execute(() -> answers.add(pool.digest(request(secret)))));
        threads.shutdown();
        assertThat(threads.awaitTermination(20, SECONDS)).isTrue();
        return List.copyOf(answers);
    }

    private static boolean verdict(HashingPool pool, HashingRequest request) throws Exception {
        return HORSE.verifies(request, pool.digest(request).await(20, SECONDS));
    }

    private static Throwable failure(Future<?> future) {
        until(future::isComplete);
        return future.cause();
    }

    private static void assertOverloaded(Throwable failure) {
        assertFault(failure, "too many logins are waiting for a password check");
        assertThat(((Fault) failure).retryAfter()).contains(Duration.ofSeconds(1));
    }

    private static void assertStopping(Throwable failure) {
        assertFault(failure, "the server is stopping");
        assertThat(((Fault) failure).retryAfter()).contains(Duration.ofSeconds(1));
    }

    private static void assertFailed(Throwable failure) {
        assertFault(failure, "password check failed");
        assertThat(((Fault) failure).retryAfter()).isEmpty();
    }

    private static void assertFault(Throwable failure, String text) {
        assertThat(failure).isInstanceOf(Fault.class).hasMessage(text);
        assertThat(((Fault) failure).status()).isEqualTo(503);
    }

    private static boolean isWiped(SecretBytes secret) {
        try {
            secret.read(byte[]::clone);
            return false;
        } catch (IllegalStateException wiped) {
            return true;
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.yield();
        }
    }
}
