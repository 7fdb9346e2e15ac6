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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What disabled mounts leave behind is taken away by whichever node comes first, and only that. */
class MountSweepTest {

    private static final String DEAD = "auth_userpass_dead0001";
    private static final String ALIVE = "auth_userpass_a11ve001";

    private static final Duration LOCK = Duration.ofMinutes(20);

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
        bury(disabledAt, false);
    }

    private void bury(Instant disabledAt, boolean withNamespace) throws Throwable {
        DeadMounts.DeadMount dead = new DeadMounts.DeadMount("root", DEAD, 16, disabledAt, false, withNamespace, null);
        loop.run(() -> writer.commit(
                view -> Change.<Void>resultingIn(null).put(DeadMounts.KIND, DEAD, DeadMounts.encode(dead))));
    }

    private void pass() throws Throwable {
        loop.run(() -> new MountSweep(reader, writer, redis, dead -> LOCK).pass());
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

    private List<String> counters() {
        return List.of(keys.counted(DEAD, 5), keys.failing(DEAD, 5), keys.phantoms(DEAD, 5), keys.lockEvents(DEAD, 5));
    }

    private void count() throws Exception {
        TestRedis.shared().command("ZADD", keys.counted(DEAD, 5), "0", "ada 5 1 0 0");
        TestRedis.shared().command("ZADD", keys.failing(DEAD, 5), "1", "ada");
        TestRedis.shared().command("ZADD", keys.phantoms(DEAD, 5), "1", "hash");
        TestRedis.shared().command("XADD", keys.lockEvents(DEAD, 5), "*", "kind", "locked");
    }

    private long left(List<String> some) throws Exception {
        long left = 0;
        for (String key : some) {
            left += (Long) TestRedis.shared().command("EXISTS", key);
        }
        return left;
    }

    @Test
    void theCountersOfADisabledMountGoWithIt() throws Throwable {
        count();
        bury(Instant.now());

        pass();

        assertThat(left(counters())).isZero();
    }

    @Test
    void theCountersOfADeletedNamespaceStayUntilNoLockCanBeInForce() throws Throwable {
        count();
        bury(Instant.now().minus(LOCK), true);

        pass();
        releaseClaim();
        pass();

        assertThat(left(counters())).isEqualTo(4);
        assertThat(left(List.of(keys.users(DEAD, 5), keys.names(DEAD, 5)))).isZero();
        assertThat(unswept()).as("although the grace for latecomers is over").hasSize(1);

        releaseClaim();
        bury(Instant.now().minus(LOCK).minus(Duration.ofMinutes(2)), true);
        pass();

        assertThat(left(counters())).isZero();
    }

    @Test
    void whatNobodyIsLockedByIsNotWaitedFor() throws Throwable {
        count();
        TestRedis.shared().command("DEL", keys.counted(DEAD, 5));
        bury(Instant.now(), true);

        pass();

        assertThat(left(counters())).isZero();
    }

    @Test
    void oneNodeAtATimeSweeps() throws Throwable {
        bury(Instant.EPOCH);
        TestRedis.shared().command("SET", keys.claim("mount-sweep"), "1");

        pass();

        assertThat(TestRedis.shared().command("EXISTS", keys.users(DEAD, 0))).isEqualTo(1L);
    }
}
