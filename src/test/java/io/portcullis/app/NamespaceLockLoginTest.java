package io.portcullis.app;

import static io.portcullis.app.Tenants.LOCK;
import static io.portcullis.app.Tenants.UNLOCK;
import static io.portcullis.app.Tenants.closed;
import static io.portcullis.app.Tenants.create;
import static io.portcullis.app.Tenants.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.password.HashingSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Invariant N1 for a login whose password is being checked when the lock is set: seen to be under way, and let finish after the lock's answer. */
class NamespaceLockLoginTest {

    /** Some half a second a password, and more on a busy machine: the lock takes some milliseconds. */
    private static final int SLOW_COST = 13;

    @Test
    void aLoginUnderWayComesOutWithTheAnswerOfTheLockAndWithoutAToken() throws Exception {
        HashingSettings slow = new HashingSettings(1, 1, Duration.ofSeconds(60), SLOW_COST, false);
        try (Fleet fleet = Fleet.start(
                1,
                EventLoop.shared(TestRedis.freshPrefix()),
                usual -> Options.withOps(Options.withHashing(usual, slow)))) {
            ApiClient root = fleet.node(0);
            create(root, "t/in");
            people(root, "t/in", "");
            for (String locked : new String[] {"t/in", "t"}) {
                CompletableFuture<Reply> login =
                        root.anonymous().in("t/in").sendAsync("POST", "auth/people/login/ada", "{'password':'pw'}");
                Poll.until(Duration.ofSeconds(30), () -> fleet.measured(0, "portcullis_hashing_running") > 0);

                assertThat(root.send("PUT", LOCK + "/" + locked).status()).isEqualTo(200);
                assertThat(login).as("the lock is answered first").isNotDone();

                closed(login.get(60, TimeUnit.SECONDS), locked);
                assertThat(root.send("PUT", UNLOCK + "/" + locked).status()).isEqualTo(200);
                assertThat(root.in("t/in").send("LIST", "auth/token/accessors").status())
                        .as("tokens that are left")
                        .isEqualTo(404);
            }
        }
    }
}
