package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.LoginHistory.Attempt;
import io.portcullis.app.LoginHistory.Kind;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A node that is killed while passwords are guessed loses no failure that it answered, and leaves no token behind the lock (L1, L2, D1). */
@Tag("single-redis")
@ResourceLock("processes")
class LockoutKillTest {

    private static final int THRESHOLD = 5;
    private static final int GUESSES = 60;

    @Test
    void guessesThroughANodeThatIsKilledAreCountedExactly() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (OwnRedis redis = TestRedis.own();
                ServerProcess doomed = ServerProcess.start(redis);
                ServerProcess other = ServerProcess.start(redis)) {
            ApiClient a = doomed.ready();
            ApiClient b = other.ready();
            b.post("sys/auth/people", "{'type':'userpass'}");
            for (String name : List.of("slowly", "at-once")) {
                assertThat(b.post("auth/people/users/" + name, "{'password_hash':'" + Hashes.of("right") + "'}")
                                .status())
                        .isEqualTo(204);
            }
            for (int i = 0; i < THRESHOLD - 1; i++) {
                assertThat(a.login("people", "slowly", "wrong").status()).isEqualTo(400);
            }

            int right = random.nextInt(GUESSES);
            int kill = random.nextInt(GUESSES);
            List<CompletableFuture<Attempt>> sent = new ArrayList<>();
            for (int i = 0; i < GUESSES; i++) {
                if (i == kill) {
                    doomed.process().destroyForcibly();
                }
                sent.add(guess(random.nextBoolean() ? a : b, i == right));
            }
            List<Attempt> all = new ArrayList<>();
            for (CompletableFuture<Attempt> each : sent) {
                all.add(each.get(60, TimeUnit.SECONDS));
            }
            for (int i = 0; i <= THRESHOLD || all.get(all.size() - 1).kind() == Kind.PERHAPS_WRONG; i++) {
                all.add(guess(b, false).get(60, TimeUnit.SECONDS));
            }
            all.add(guess(b, true).get(60, TimeUnit.SECONDS));

            LoginHistory history = new LoginHistory(all);
            assertThat(all.get(all.size() - 1).kind())
                    .as("seed " + seed + history)
                    .isEqualTo(Kind.LOCKED);
            assertThat(history.isPossible(THRESHOLD))
                    .as("seed " + seed + history)
                    .isTrue();
            assertThat(b.login("people", "slowly", "wrong").status()).isEqualTo(400);
            assertThat(b.login("people", "slowly", "right").status()).isEqualTo(403);
        }
    }

    private static CompletableFuture<Attempt> guess(ApiClient node, boolean right) {
        long begun = System.nanoTime();
        return node.anonymous()
                .sendAsync("POST", "auth/people/login/at-once", "{'password':'" + (right ? "right" : "wrong") + "'}")
                .handle((reply, broken) -> Attempt.answered(right, reply, begun, System.nanoTime()));
    }
}
