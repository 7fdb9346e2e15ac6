package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.LoginHistory.Attempt;
import io.portcullis.app.LoginHistory.Kind;
import io.portcullis.mount.Username;
import io.portcullis.password.HashingSettings;
import io.portcullis.password.PasswordHash;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guesses at one name, side by side on three nodes: what their clients saw must be what one exact counter could have answered
 * (invariants L1, L2, L4).
 */
class LockoutStormTest {

    private static final int THRESHOLD = 5;
    private static final int NODES = 3;
    private static final int BUCKETS = 16;
    private static final int GUESSES = 200;
    private static final int ROUNDS = 8;
    private static final int DEAR_GUESSES = 60;
    private static final int SLOW_COST = 13;

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** What the slow node's check of a password takes at least, however fast the machine. */
    private static final Duration HASH = Duration.ofMillis(150);

    private static Fleet cheap;
    private static Fleet slow;
    private static Fleet dear;
    private static Logins logins;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @BeforeAll
    static void start() {
        cheap = Fleet.start(NODES, EventLoop.shared(TestRedis.freshPrefix()), Logins::cheap);
        dear = Fleet.start(NODES, cheap.redis(), usual -> hashing(usual, PasswordHash.DEFAULT_COST));
        slow = Fleet.start(1, cheap.redis(), usual -> hashing(usual, SLOW_COST));
        logins = Logins.mount(cheap, "storm", "'lockout_threshold':" + THRESHOLD);
        logins.create("ada");
    }

    @AfterAll
    static void stop() {
        slow.close();
        dear.close();
        cheap.close();
    }

    /** Hashes with so much work, and refuses nothing. */
    private static ServerOptions hashing(ServerOptions usual, int cost) {
        return Options.withHashing(usual, new HashingSettings(2, 1, Duration.ofSeconds(60), cost, false));
    }

    /** So many wrong passwords, and some right ones at random places. */
    private List<Boolean> guesses(int wrong, int right) {
        List<Boolean> guesses = new ArrayList<>(Collections.nCopies(wrong, false));
        guesses.addAll(Collections.nCopies(right, true));
        Collections.shuffle(guesses, random);
        return guesses;
    }

    private static List<Attempt> storm(Logins at, String name, List<Boolean> guesses) {
        List<CompletableFuture<Attempt>> sent = guesses.stream()
                .map(right -> send(at.anyone(), at, name, right))
                .toList();
        return sent.stream()
                .map(each -> each.orTimeout(60, TimeUnit.SECONDS).join())
                .toList();
    }

    private static CompletableFuture<Attempt> send(ApiClient node, Logins at, String name, boolean right) {
        String body = "{'password':'" + (right ? Logins.RIGHT : "wrong") + "'}";
        long begun = System.nanoTime();
        return node.sendAsync("POST", at.path("login/" + name), body)
                .handle((reply, broken) -> Attempt.answered(right, reply, begun, System.nanoTime()));
    }

    /** Goes on with wrong passwords till the lock, and then tries the right one on every node. */
    private LoginHistory afterwards(Fleet fleet, Logins at, String name, List<Attempt> storm) {
        List<Attempt> all = new ArrayList<>(storm);
        for (int i = 0; i <= THRESHOLD; i++) {
            all.add(send(at.anyone(), at, name, false).join());
        }
        assertThat(all.get(all.size() - 1).kind()).as("seed " + seed).isEqualTo(Kind.LOCKED);
        for (ApiClient node : fleet.all()) {
            all.add(send(node.anonymous(), at, name, true).join());
            assertThat(all.get(all.size() - 1).kind())
                    .as("seed " + seed + ", right, on " + node.address())
                    .isEqualTo(Kind.LOCKED);
        }
        return new LoginHistory(all);
    }

    private void judge(LoginHistory history, int attempts) {
        String what = "seed " + seed + history;
        assertThat(history.attempts()).hasSize(attempts);
        assertThat(history.count(Kind.PERHAPS_WRONG) + history.count(Kind.PERHAPS_TOKEN))
                .as("503: " + what)
                .isZero();
        assertThat(history.count(Kind.WRONG)).as(what).isLessThanOrEqualTo(THRESHOLD * (1 + history.count(Kind.TOKEN)));
        if (history.count(Kind.TOKEN) == 0) {
            assertThat(history.count(Kind.WRONG)).as(what).isEqualTo(THRESHOLD);
        }
        assertThat(history.isPossible(THRESHOLD)).as(what).isTrue();
    }

    @Test
    void theRightPasswordAmongManyGuessesHelpsNobodyBehindTheLock() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "guessed" + round;
            logins.create(name);

            List<Attempt> storm = storm(logins, name, guesses(GUESSES - 1, 1));

            judge(afterwards(cheap, logins, name, storm), GUESSES + THRESHOLD + 1 + NODES);
        }
    }

    @Test
    void whatIsBeingHashedWhenTheLockIsSetIsRefusedWhetherRightOrWrong() {
        Logins at = Logins.mount(dear, "slow-storm", "'lockout_threshold':" + THRESHOLD);
        for (int round = 0; round < 2; round++) {
            String name = "guessed" + round;
            at.create(name);

            List<Attempt> storm = storm(at, name, guesses(DEAR_GUESSES - 8, 8));

            judge(afterwards(dear, at, name, storm), DEAR_GUESSES + THRESHOLD + 1 + NODES);
        }
    }

    /**
     * The right password is being hashed on a slow node when others have set the lock on a fast one: whatever its answer would have been, it
     * is the lock's.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'token_ttl':60",
                "'token_policies':'root'",
                "'token_policies':'response-wrapping'",
                "'token_type':'batch'",
                "'token_bound_cidrs':'10.0.0.0/8'"
            })
    void aRightPasswordThatIsBeingHashedWhenTheLockIsSetIsRefused(String fields) {
        Logins slowly = logins.at(slow);
        for (int round = 0; ; round++) {
            String name = "late" + NAMES.incrementAndGet();
            logins.create(name, fields);

            CompletableFuture<Timed> late = timed(slowly, name);
            assertThat(logins.play(name, "wwwwww")).isEqualTo("400 400 400 400 400 403");
            boolean wasStillHashed = !late.isDone();

            Timed refused = late.orTimeout(60, TimeUnit.SECONDS).join();
            if (wasStillHashed && refused.took().compareTo(HASH) > 0) {
                assertThat(refused.reply().toString()).isEqualTo(Logins.LOCKED);
                return;
            }
            assertThat(round).as("rounds in which it was not hashed meanwhile").isLessThan(8);
        }
    }

    private record Timed(ApiClient.Reply reply, Duration took) {}

    private static CompletableFuture<Timed> timed(Logins at, String name) {
        long begun = System.nanoTime();
        return at.anyone()
                .sendAsync("POST", at.path("login/" + name), "{'password':'" + Logins.RIGHT + "'}")
                .thenApply(reply -> new Timed(reply, Duration.ofNanos(System.nanoTime() - begun)));
    }

    @Test
    void halfOfThemRightIsStillWhatOneCounterAnswers() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "half" + round;
            logins.create(name);

            List<Attempt> storm = storm(logins, name, guesses(50, 50));

            judge(afterwards(cheap, logins, name, storm), 100 + THRESHOLD + 1 + NODES);
        }
    }

    @Test
    void namesThatDoNotExistGetAsManyWrongAnswersAndNoMore() {
        List<String> unknown = IntStream.range(0, 10_000)
                .mapToObj(i -> "nobody" + i)
                .filter(LockoutStormTest::isBesideAda)
                .limit(3)
                .toList();
        for (String name : unknown) {
            List<Attempt> storm = storm(logins, name, guesses(GUESSES - 1, 1));

            LoginHistory history = afterwards(cheap, logins, name, storm);
            judge(history, GUESSES + THRESHOLD + 1 + NODES);
            assertThat(history.count(Kind.TOKEN)).isZero();
        }
    }

    /** In the bucket of an account with a cheap hash, after which unknown names are checked as cheaply. */
    private static boolean isBesideAda(String name) {
        return Username.of(name).bucket(BUCKETS) == Username.of("ada").bucket(BUCKETS);
    }

    @Test
    void aThresholdOfOneGivesOneWrongAnswer() {
        Logins at = Logins.mount(cheap, "storm-of-one", "'lockout_threshold':1");
        at.create("ada");

        LoginHistory history = new LoginHistory(storm(at, "ada", guesses(99, 1)));

        assertThat(history.count(Kind.WRONG)).isEqualTo(1);
        assertThat(history.isPossible(1)).as("seed " + seed + history).isTrue();
    }

    @Test
    void aStormThroughANodeThatEndsIsCountedExactly() {
        for (int round = 0; round < 2; round++) {
            String name = "ended" + round;
            logins.create(name);
            try (Fleet doomed = Logins.cheapFleet(1, cheap)) {
                List<CompletableFuture<Attempt>> sent = new ArrayList<>();
                int end = random.nextInt(GUESSES);
                List<Boolean> guesses = guesses(GUESSES - 1, 1);
                CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
                for (int i = 0; i < GUESSES; i++) {
                    if (i == end) {
                        ended = CompletableFuture.runAsync(() -> doomed.stopNode(0));
                    }
                    ApiClient node = i % 3 == 0 ? doomed.node(0).anonymous() : logins.anyone();
                    sent.add(send(node, logins, name, guesses.get(i)));
                }
                List<Attempt> storm = sent.stream().map(CompletableFuture::join).toList();
                ended.join();

                LoginHistory history = afterwards(cheap, logins, name, storm);
                assertThat(history.isPossible(THRESHOLD))
                        .as("seed " + seed + history)
                        .isTrue();
            }
        }
    }
}
