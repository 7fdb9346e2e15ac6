package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What disabled mounts leave behind is taken away by whichever node comes first, and only that. */
class MountSweepTest {

    private static final String DEAD = "auth_userpass_dead0001";
    private static final String ALIVE = "auth_userpass_a11ve001";

    private final EventLoop loop = new EventLoop();
    private final RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
    private final RedisKeys keys = settings.keys();
    private final ControlPlane plane =
            new ControlPlane(List.of(MountTable.KIND, DeadMounts.KIND), SealKey.development(), 100);
    private final RedisGateway redis = loop.gateway(settings);
    private final ControlReader reader = new ControlReader(plane, redis);
    private final ControlWriter writer = new ControlWriter(loop.vertx(), plane, redis);

    @BeforeEach
    void initialise() throws Throwable {
        loop.run(() -> writer.initialise(seal -> Future.succeededFuture(Change.resultingIn(null))));
        for (int bucket = 0; bucket < 16; bucket++) {
            TestRedis.shared().command("HSET", keys.users(DEAD, bucket), "name", "record");
            TestRedis.shared().command("ZADD", keys.names(DEAD, bucket), "0", "name");
            TestRedis.shared().command("HSET", keys.costs(DEAD, bucket), "10", "1");
            TestRedis.shared().command("HSET", keys.users(ALIVE, bucket), "name", "record");
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void bury(Instant disabledAt) throws Throwable {
        DeadMounts.DeadMount dead = new DeadMounts.DeadMount("root", DEAD, 16, disabledAt, false);
        loop.run(() -> writer.commit(
                view -> Change.<Void>resultingIn(null).put(DeadMounts.KIND, DEAD, DeadMounts.encode(dead))));
    }

    private void pass() throws Throwable {
        loop.run(() -> new MountSweep(reader, writer, redis).pass());
    }

    private List<DeadMounts.DeadMount> unswept() throws Throwable {
        return loop.run(reader::now).snapshot().part(DeadMounts.KIND).unswept();
    }

    private void releaseClaim() throws Exception {
        TestRedis.shared().command("DEL", keys.claim("mount-sweep"));
    }

    @Test
    void theRemainsGoAndLivingMountsKeepTheirs() throws Throwable {
        bury(Instant.now());

        pass();

        for (int bucket = 0; bucket < 16; bucket++) {
            assertThat(TestRedis.shared().command("EXISTS", keys.users(DEAD, bucket)))
                    .isEqualTo(0L);
            assertThat(TestRedis.shared().command("EXISTS", keys.names(DEAD, bucket)))
                    .isEqualTo(0L);
            assertThat(TestRedis.shared().command("EXISTS", keys.costs(DEAD, bucket)))
                    .isEqualTo(0L);
            assertThat(TestRedis.shared().command("EXISTS", keys.users(ALIVE, bucket)))
                    .isEqualTo(1L);
        }
        assertThat(unswept()).as("a request admitted before may still write").hasSize(1);
    }

    @Test
    void aMountIsSweptForGoodWhenLongAfterItsEndNothingIsLeft() throws Throwable {
        bury(Instant.EPOCH);

        pass();
        assertThat(unswept()).as("this pass still found something").hasSize(1);
        releaseClaim();
        pass();

        assertThat(unswept()).isEmpty();
        assertThat(loop.run(reader::now).snapshot().part(DeadMounts.KIND).contains(DEAD))
                .as("its accessor stays taken")
                .isTrue();
    }

    @Test
    void oneNodeAtATimeSweeps() throws Throwable {
        bury(Instant.EPOCH);
        TestRedis.shared().command("SET", keys.claim("mount-sweep"), "1");

        pass();

        assertThat(TestRedis.shared().command("EXISTS", keys.users(DEAD, 0))).isEqualTo(1L);
    }
}
