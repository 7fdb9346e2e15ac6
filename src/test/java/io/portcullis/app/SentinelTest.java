package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestSentinel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on a primary that sentinels know, and its end. */
@Tag("single-redis")
class SentinelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private TestSentinel redis;
    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        redis = TestSentinel.start(folder);
        fleet = Fleet.start(2, redis.settings());
        assertThat(fleet.node(0).post("sys/auth/people", "{'type':'userpass'}").status())
                .isEqualTo(204);
        fleet.node(0).post("auth/people/users/ada", "{'password':'pw'}");
    }

    @AfterEach
    void stop() {
        fleet.close();
        redis.close();
    }

    private static int lookUp(ApiClient node) {
        return node.get("auth/token/lookup-self").status();
    }

    private void untilBoth(int status) throws Exception {
        for (ApiClient node : fleet.all()) {
            Poll.until(PATIENCE, () -> lookUp(node) == status);
        }
    }

    @Test
    void nodesGoOnWithTheReplicaThatWasPromotedWhenThePrimaryDies() throws Exception {
        String token = fleet.node(0).login("people", "ada", "pw").token();
        redis.primary().command("WAIT", "1", "5000");

        redis.primary().kill();
        redis.replica().command("CONFIG", "SET", "min-replicas-to-write", "0");
        untilBoth(200);

        assertThat(fleet.node(1).with(token).get("auth/token/lookup-self").status())
                .isEqualTo(200);
        assertThat(fleet.node(1).login("people", "ada", "pw").status()).isEqualTo(200);
        assertThat(fleet.node(0)
                        .post("auth/people/users/bob", "{'password':'pw'}")
                        .status())
                .isEqualTo(204);
        assertThat(fleet.node(1).login("people", "bob", "pw").status()).isEqualTo(200);
    }

    @Test
    void aPrimaryThatIsCutOffFromItsReplicaIsNotObeyedAndNotEvenRead() throws Exception {
        redis.replica().pause();
        untilBoth(503);

        redis.replica().resume();
        untilBoth(200);
    }

    @Test
    void aReplicaIsNoRedisToBeginWith() throws Throwable {
        try (EventLoop loop = new EventLoop()) {
            RedisSettings settings = RedisSettings.standalone(redis.replica().productAddress());
            assertThatThrownBy(() -> loop.run(() -> loop.gateway(settings).command("INFO")))
                    .hasRootCauseMessage("this Redis is a replica, not a primary");
        }
    }
}
