package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Standing;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.seal.SealKeys;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Keys;
import io.portcullis.testing.Options;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that nobody asks anything: it sees by itself what becomes of its store. */
@Tag("single-redis")
class StoreWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private OwnRedis redis;
    private RedisSettings settings;
    private EventLoop loop;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.own();
        settings = EventLoop.settings(List.of(redis.address()), false, "pc:").within(Duration.ofSeconds(2));
        loop = new EventLoop();
    }

    @AfterEach
    void stop() {
        loop.close();
        redis.close();
    }

    private ControlPlane watched(Optional<SealKey> key, Optional<SealKey> other, boolean checked) throws Throwable {
        ServerOptions options = Options.withStore(Fleet.options(settings), key, false, Optional.empty());
        ControlPlane plane = new ControlPlane(Node.KINDS, SealKeys.of(key, other, false), 1_000);
        if (!checked) {
            plane.hold(StoreOpening.NO_ANSWER);
        }
        loop.run(() -> loop.vertx().deployVerticle(new StoreWatch(options, plane, checked)));
        return plane;
    }

    private void initialise(SealKey key) throws Throwable {
        ControlPlane plane = new ControlPlane(Node.KINDS, key, 1_000);
        ControlWriter writer = new ControlWriter(loop.vertx(), plane, loop.gateway(settings));
        assertThat(loop.run(() -> writer.initialise(seal -> Future.succeededFuture(Change.withoutResult()))))
                .isTrue();
    }

    private static void awaitState(ControlPlane plane, Standing.State state) throws Exception {
        Poll.until(PATIENCE, () -> plane.standing().state() == state);
    }

    @Test
    void anInitialisedStoreAnEmptiedOneAndTheSameOneAgainAreNoticed() throws Throwable {
        ControlPlane plane = watched(Optional.of(Keys.own()), Optional.empty(), true);
        awaitState(plane, Standing.State.UNINITIALISED);
        assertThat(plane.hasSeenStore()).isFalse();

        initialise(Keys.own());
        awaitState(plane, Standing.State.OPEN);

        redis.command("RENAME", "pc:{cp}:epoch", "elsewhere");
        awaitState(plane, Standing.State.SEALED);
        assertThat(plane.isLost()).as("the keyring is still there").isFalse();
        redis.command("RENAME", "pc:{cp}:keyring", "keyring elsewhere");
        Poll.until(PATIENCE, plane::isLost);

        redis.command("RENAME", "keyring elsewhere", "pc:{cp}:keyring");
        redis.command("RENAME", "elsewhere", "pc:{cp}:epoch");
        awaitState(plane, Standing.State.OPEN);
    }

    @Test
    void aStoreThatNoKeyOpensIsSealedAndSaysWhy() throws Throwable {
        ControlPlane without = watched(Optional.empty(), Optional.empty(), true);
        ControlPlane wrong = watched(Optional.of(Keys.of(2)), Optional.empty(), true);
        ControlPlane published = watched(Optional.of(SealKey.development()), Optional.empty(), true);

        initialise(Keys.own());

        for (ControlPlane each : List.of(without, wrong, published)) {
            awaitState(each, Standing.State.SEALED);
            assertThat(each.hasSeenStore()).isTrue();
        }
        assertThat(without.standing().reason()).isEqualTo("there is no seal key");
        assertThat(wrong.standing().reason()).isEqualTo("the seal key does not open this keyring");
        assertThat(published.standing().reason()).isEqualTo("there is no seal key");
    }

    @Test
    void aDevelopmentStoreIsSealedToARealNodeWhateverItsKey() throws Throwable {
        initialise(SealKey.development());

        for (Optional<SealKey> key : List.of(Optional.of(Keys.own()), Optional.of(SealKey.development()))) {
            ControlPlane plane = watched(key, Optional.empty(), true);
            awaitState(plane, Standing.State.SEALED);
            assertThat(plane.standing().reason()).isEqualTo("this is the store of a development server");
        }
    }

    @Test
    void theKeyringIsWrappedByTheKeyOfNowOnceForAllNodes() throws Throwable {
        initialise(Keys.of(1));
        ControlPlane oldOnly = watched(Optional.of(Keys.of(1)), Optional.empty(), true);
        ControlPlane prepared = watched(Optional.of(Keys.of(1)), Optional.of(Keys.of(2)), true);
        awaitState(oldOnly, Standing.State.OPEN);
        awaitState(prepared, Standing.State.OPEN);
        Object before = redis.command("HGET", "pc:{cp}:keyring", "keyring");

        ControlPlane next = watched(Optional.of(Keys.of(2)), Optional.of(Keys.of(1)), true);

        awaitState(oldOnly, Standing.State.SEALED);
        awaitState(next, Standing.State.OPEN);
        awaitState(prepared, Standing.State.OPEN);
        Object after = redis.command("HGET", "pc:{cp}:keyring", "keyring");
        assertThat(after).isNotEqualTo(before);
        ControlPlane third = watched(Optional.of(Keys.of(2)), Optional.empty(), true);
        awaitState(third, Standing.State.OPEN);
        assertThat(redis.command("HGET", "pc:{cp}:keyring", "keyring"))
                .as("nothing is done twice")
                .isEqualTo(after);
    }

    @Test
    void aRedisThatCouldNotBeCheckedIsNotServedBeforeItIsFit() throws Throwable {
        initialise(Keys.own());
        redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        ControlPlane plane = watched(Optional.of(Keys.own()), Optional.empty(), false);
        ControlReader reader = new ControlReader(plane, loop.gateway(settings));
        assertThat(plane.isOpen()).isFalse();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> loop.run(reader::now)))
                .hasRootCauseMessage("Redis must have maxmemory-policy noeviction, not allkeys-lru: evicting would drop"
                        + " locks and revocations");

        redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");

        awaitState(plane, Standing.State.OPEN);
    }
}
