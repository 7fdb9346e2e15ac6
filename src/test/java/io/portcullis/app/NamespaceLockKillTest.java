package io.portcullis.app;

import static io.portcullis.app.Tenants.LOCK;
import static io.portcullis.app.Tenants.UNLOCK;
import static io.portcullis.app.Tenants.closed;
import static io.portcullis.app.Tenants.create;
import static io.portcullis.app.Tenants.done;
import static io.portcullis.app.Tenants.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Locks that were answered hold when a node is killed, and when Redis stops, in the middle of others (invariants D1, C1). */
@Tag("single-redis")
@ResourceLock("processes")
class NamespaceLockKillTest {

    private static final int TENANTS = 8;

    /** What was answered last of each tenant: the key of its lock; empty: it was unlocked. While a call is under way, nothing is known. */
    private final Map<String, String> tenantToKey = new ConcurrentHashMap<>();

    private static ApiClient withTenants(ApiClient root) {
        for (int i = 0; i < TENANTS; i++) {
            create(root, "t" + i);
        }
        return root;
    }

    /** Locks and unlocks until nobody answers any more. */
    private void lockUntilItDies(ApiClient node) {
        try {
            for (int i = 0; ; i++) {
                String tenant = "t" + i % TENANTS;
                String key = tenantToKey.remove(tenant);
                Reply reply = key == null || key.isEmpty()
                        ? node.send("PUT", LOCK + "/" + tenant)
                        : node.send("PUT", UNLOCK + "/" + tenant, key(key));
                if (reply.status() == 503) {
                    return;
                }
                assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
                tenantToKey.put(tenant, reply.data().path("unlock_key").asText());
            }
        } catch (RuntimeException dead) {
            return;
        }
    }

    private void judge(ApiClient node) {
        assertThat(tenantToKey.size()).isGreaterThanOrEqualTo(TENANTS - 1);
        tenantToKey.forEach((tenant, key) -> {
            Reply reply = node.in(tenant).get("sys/auth");
            if (key.isEmpty()) {
                assertThat(reply.status()).as(tenant + reply).isEqualTo(200);
            } else {
                closed(reply, tenant);
                done(node.send("PUT", UNLOCK + "/" + tenant, key(key)));
            }
        });
        for (int i = 0; i < TENANTS; i++) {
            String tenant = "t" + i;
            assertThat(node.send("PUT", UNLOCK + "/" + tenant).status()).isIn(200, 400);
            assertThat(node.in(tenant).get("sys/auth").status()).isEqualTo(200);
        }
    }

    /** Begins to lock and unlock through a node; returns when it is well under way. */
    private CompletableFuture<Void> locking(ApiClient node) throws Exception {
        tenantToKey.clear();
        CompletableFuture<Void> locking = CompletableFuture.runAsync(() -> lockUntilItDies(node));
        Poll.until(Duration.ofSeconds(30), () -> tenantToKey.size() >= TENANTS - 1);
        return locking;
    }

    @Test
    void whatWasAnsweredHoldsWhenRedisStopsAndWhenTheNodeIsKilled() throws Exception {
        try (OwnRedis redis = TestRedis.own();
                ServerProcess doomed = ServerProcess.start(redis);
                ServerProcess other = ServerProcess.start(redis)) {
            ApiClient a = withTenants(doomed.ready());
            ApiClient b = other.ready();

            CompletableFuture<Void> withoutRedis = locking(a);
            redis.pause();
            assertThat(b.in("t0").get("sys/auth").status()).as("Redis is away").isEqualTo(503);
            withoutRedis.get(60, TimeUnit.SECONDS);
            redis.resume();
            for (ApiClient node : List.of(a, b)) {
                Poll.until(Duration.ofSeconds(30), () -> node.get("sys/auth").status() == 200);
            }
            judge(b);

            CompletableFuture<Void> untilKilled = locking(a);
            doomed.process().destroyForcibly();
            untilKilled.get(30, TimeUnit.SECONDS);
            judge(b);
        }
    }
}
