package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Invariant D1 with real processes: what a node acknowledged before it was killed is there, and the others go on. */
@Tag("single-redis")
@ResourceLock("processes")
class KilledProcessTest {

    private static final int ENOUGH = 15;

    @Test
    void nothingAcknowledgedIsLostWhenANodeIsKilledAndTheOtherGoesOn() throws Exception {
        try (OwnRedis redis = TestRedis.own();
                ServerProcess doomed = ServerProcess.start(redis);
                ServerProcess other = ServerProcess.start(redis)) {
            ApiClient a = doomed.ready();
            ApiClient b = other.ready();
            a.post("sys/auth/people", "{'type':'userpass'}");
            AtomicInteger acknowledged = new AtomicInteger();
            CompletableFuture<Set<String>> changes =
                    CompletableFuture.supplyAsync(() -> changeUntilItDies(a, acknowledged));
            Poll.until(Duration.ofSeconds(30), () -> acknowledged.get() >= ENOUGH);

            doomed.process().destroyForcibly();

            Set<String> made = changes.get(30, TimeUnit.SECONDS);
            assertThat(made).hasSizeGreaterThanOrEqualTo(ENOUGH);
            for (String name : made) {
                assertThat(b.get("sys/auth/" + name).status()).as(name).isEqualTo(200);
                assertThat(b.login("people", name, "pw").status()).as(name).isEqualTo(200);
            }
            assertThat(b.post("sys/auth/afterwards", "{'type':'userpass'}").status())
                    .isEqualTo(204);
        }
    }

    /** Adds mounts and accounts, and tells the names of those that were acknowledged. */
    private static Set<String> changeUntilItDies(ApiClient node, AtomicInteger acknowledged) {
        Set<String> made = new HashSet<>();
        try {
            for (int i = 0; ; i++) {
                String name = "n" + i;
                boolean account = node.post("auth/people/users/" + name, "{'password_hash':'" + Hashes.of("pw") + "'}")
                                .status()
                        == 204;
                boolean mount =
                        node.post("sys/auth/" + name, "{'type':'userpass'}").status() == 204;
                if (account && mount) {
                    made.add(name);
                    acknowledged.incrementAndGet();
                }
            }
        } catch (RuntimeException dead) {
            return made;
        }
    }
}
