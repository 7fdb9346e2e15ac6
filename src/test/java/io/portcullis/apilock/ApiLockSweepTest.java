package io.portcullis.apilock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.address.IpAddress;
import io.portcullis.app.Node;
import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.namespace.NamespaceLock;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.EventLines;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks that have run out, as many at once as may be. */
class ApiLockSweepTest {

    private static final int MANY = 1_200;
    private static final NamespaceLock.Actor ACTOR = new NamespaceLock.Actor("accessor", "name", "address");

    private final RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
    private final EventLines lines = new EventLines();
    private EventLoop loop;
    private ControlReader reader;
    private ControlWriter writer;
    private ApiLockSweep sweep;
    private RedisGateway redis;
    private final Knocks knocks = new Knocks(ApiLockMeter.NONE);

    /** The fleet that makes the store has gone: its sweeps would do the work. */
    @BeforeEach
    void start() {
        Fleet.start(1, settings).close();
        loop = new EventLoop();
        redis = loop.gateway(settings);
        ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 1_000);
        reader = new ControlReader(plane, redis);
        writer = new ControlWriter(loop.vertx(), plane, redis);
        sweep = sweep(Duration.ofHours(1));
    }

    private ApiLockSweep sweep(Duration knocksPause) {
        return new ApiLockSweep(reader, writer, redis, ApiLockMeter.NONE, knocks, knocksPause);
    }

    @AfterEach
    void stop() {
        loop.close();
        lines.close();
    }

    private static Change<Void> locks(int number, Instant until) {
        Change<Void> change = Change.withoutResult();
        for (int i = 0; i < number; i++) {
            NamespaceLock lock =
                    new NamespaceLock("sweep-" + i, "sweep" + i + "/", "hash", Instant.EPOCH, until, "", ACTOR);
            change.put(NamespaceLocks.KIND, "n" + i, NamespaceLocks.encode(lock));
        }
        return change;
    }

    private int left() throws Throwable {
        return loop.run(reader::now).snapshot().part(NamespaceLocks.KIND).size();
    }

    @Test
    void manyThatRanOutAtOnceAreTakenAwayBitByBitAndToldOnce() throws Throwable {
        loop.run(() -> writer.commit(view -> locks(MANY, view.time().minusSeconds(1))));

        loop.run(sweep::pass);
        assertThat(left()).as("after one pass").isBetween(1, MANY - 1);
        while (left() > 0) {
            loop.run(sweep::pass);
        }
        loop.run(sweep::pass);

        assertThat(lines.with("kind=namespace_lock_expired", "id=sweep-")).hasSize(MANY);
        assertThat(lines.with("kind=namespace_lock_expired", "id=sweep-7 ")).hasSize(1);
    }

    @Test
    void whoKnockedIsToldWhenItIsTime() throws Throwable {
        NamespaceLock lock = new NamespaceLock("knocked", "sweep/", "hash", Instant.EPOCH, null, "", ACTOR);
        for (int i = 0; i < 3; i++) {
            knocks.refused(lock, IpAddress.parse("10.0.0.1").orElseThrow());
        }

        loop.run(sweep::pass);
        assertThat(lines.with("kind=namespace_refused", "id=knocked ")).isEmpty();
        ApiLockSweep due = sweep(Duration.ZERO);
        loop.run(due::pass);
        loop.run(due::pass);

        assertThat(lines.with("kind=namespace_refused", "id=knocked "))
                .singleElement()
                .asString()
                .endsWith("namespace=\"sweep/\" requests=3 sources=1 most=10.0.0.1=3");
    }

    @Test
    void thoseThatHoldStay() throws Throwable {
        loop.run(() -> writer.commit(view -> locks(3, view.time().plusSeconds(600))));
        loop.run(sweep::pass);
        assertThat(left()).isEqualTo(3);
    }

    @Test
    void whatIsTooMuchForTheScriptIsRefusedBeforeItIsSent() throws Throwable {
        assertThatThrownBy(() -> loop.run(() -> writer.commit(view -> locks(5_000, view.time()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a change of 5000 operations");
        assertThat(left()).isZero();
    }
}
