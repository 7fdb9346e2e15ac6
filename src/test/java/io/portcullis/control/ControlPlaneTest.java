package io.portcullis.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.Place;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The control plane on a real Redis, as several nodes see it: invariants N2 and D1, threats R2 and R4. */
class ControlPlaneTest {

    private static final int SHORT_LOG = 10;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** One node: a process's share of the control plane, with one event loop. */
    private final class Node {
        private final EventLoop loop = new EventLoop();
        private final RedisGateway redis;
        private final ControlReader reader;
        private final ControlWriter writer;

        Node(RedisSettings settings) {
            this(settings, SHORT_LOG);
        }

        Node(RedisSettings settings, int logLength) {
            open.add(loop);
            ControlPlane plane = new ControlPlane(List.of(Words.KIND), SealKey.development(), logLength);
            this.redis = loop.gateway(settings);
            this.reader = new ControlReader(plane, redis);
            this.writer = new ControlWriter(loop.vertx(), plane, loop.gateway(settings));
        }

        boolean initialise() throws Throwable {
            return loop.run(
                    () -> writer.initialise(seal -> io.vertx.core.Future.succeededFuture(Change.resultingIn(null))));
        }

        void write(String word, String meaning) throws Throwable {
            loop.run(() -> writer.commit(view -> Change.resultingIn(null).put(Words.KIND, word, bytes(meaning))));
        }

        Map<String, String> words() throws Throwable {
            return loop.run(reader::now).snapshot().part(Words.KIND);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private OwnRedis ownRedis() throws Exception {
        OwnRedis redis = TestRedis.own();
        open.add(redis);
        return redis;
    }

    private static RedisSettings settings(OwnRedis redis) {
        return EventLoop.settings(List.of(redis.productAddress()), false, "pc:");
    }

    @Test
    void everyChangeBindsTheNextRequestOnAnotherNode() throws Throwable {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        Node a = new Node(settings);
        Node b = new Node(settings);
        assertThat(a.initialise()).isTrue();

        for (int i = 0; i < 500; i++) {
            a.write("w" + i % 7, "m" + i);

            assertThat(b.words()).containsEntry("w" + i % 7, "m" + i);
        }
    }

    @Test
    void aRecordOfAVersionThatANodeLacksIsOpenedAfterCatchingUpOnce() throws Throwable {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        Node a = new Node(settings);
        Node b = new Node(settings);
        a.initialise();
        Seal before = b.loop.run(b.reader::now).snapshot().seal();
        Place place = Place.of(RecordKind.TOKEN, "t");
        byte[] old = before.seal(place, bytes("old"));

        a.loop.run(() -> a.writer.rotate(view -> Change.resultingIn(1)));
        Seal rotated = a.loop.run(a.reader::now).snapshot().seal();
        byte[] sealed = rotated.seal(place, bytes("new"));

        assertThat(rotated.versions()).isEqualTo(2);
        assertThat(before.lacksKeyOf(sealed)).isTrue();
        assertThat(b.loop.run(() -> b.reader.open(before, place, sealed))).isEqualTo(bytes("new"));
        assertThat(before.versions()).as("the seal has grown").isEqualTo(2);
        assertThat(b.loop.run(b.reader::now).snapshot().seal()).isSameAs(before);
        assertThat(rotated.open(place, old)).isEqualTo(bytes("old"));
        assertThat(rotated.id(Purpose.TOKEN, "x")).isEqualTo(before.id(Purpose.TOKEN, "x"));

        byte[] unknown = sealed.clone();
        unknown[1] ^= 0x55;
        assertThatThrownBy(() -> b.loop.run(() -> b.reader.open(before, place, unknown)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503));
    }

    @Test
    @Tag("single-redis")
    void aVersionSealsNothingBeforeItIsKnownToBeCommitted() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis).within(Duration.ofSeconds(1)));
        a.initialise();
        Seal seal = a.loop.run(a.reader::now).snapshot().seal();

        assertThatThrownBy(() -> a.loop.run(() -> a.writer.rotate(view -> {
                    stop(redis);
                    return Change.resultingIn(1);
                })))
                .isInstanceOf(Fault.class);

        assertThat(seal.versions()).isEqualTo(1);
        redis.resume();
        a.loop.run(() -> a.writer.rotate(view -> Change.resultingIn(1)));
        assertThat(seal.versions()).isGreaterThan(1);
        assertThat(new Node(settings(redis)).words()).isEmpty();
    }

    private static void stop(OwnRedis redis) {
        try {
            redis.pause();
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aKeyringThatIsWrappedByTheKeyOfNowIsNotWrappedAgain() throws Throwable {
        Node a = new Node(EventLoop.shared(TestRedis.freshPrefix()));
        a.initialise();
        long before = a.loop.run(a.reader::now).snapshot().epoch().number();

        assertThat(a.loop.run(a.writer::rewrap)).isFalse();

        assertThat(a.loop.run(a.reader::now).snapshot().epoch().number()).isEqualTo(before);
    }

    @Test
    void aNodeThatFellBehindATrimmedLogLoadsEverything() throws Throwable {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        Node a = new Node(settings);
        Node b = new Node(settings);
        a.initialise();
        a.write("first", "1");
        assertThat(b.words()).containsOnlyKeys("first");

        for (int i = 0; i < 400; i++) {
            a.write("w" + i, "m" + i);
        }

        assertThat(b.words()).hasSize(401).containsEntry("w399", "m399");
        assertThat(new Node(settings).words()).hasSize(401);
    }

    @Test
    void onlyOneOfManyInitialisesTheStore() throws Throwable {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        List<Node> nodes = List.of(new Node(settings), new Node(settings), new Node(settings));

        List<Boolean> did = together(nodes.stream()
                .<Callable<Boolean>>map(node -> () -> unchecked(node::initialise))
                .toList());

        assertThat(did).containsOnlyOnce(true);
        nodes.get(0).write("a", "b");
        assertThat(nodes.get(2).words()).containsEntry("a", "b");
    }

    @Test
    void concurrentWritersLoseNoChange() throws Throwable {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        List<Node> nodes = List.of(new Node(settings), new Node(settings), new Node(settings));
        nodes.get(0).initialise();
        nodes.get(0).write("n", "0");

        List<Callable<Boolean>> adders = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            Node node = nodes.get(i % 3);
            adders.add(() -> unchecked(() -> {
                node.loop.run(() -> node.writer.commit(view -> {
                    int n = Integer.parseInt(view.snapshot().part(Words.KIND).get("n"));
                    return Change.resultingIn(null).put(Words.KIND, "n", bytes(String.valueOf(n + 1)));
                }));
                return true;
            }));
        }
        together(adders);

        assertThat(nodes.get(1).words()).containsEntry("n", "90");
    }

    @Test
    void aBrokenConnectionIsReplacedAndTheAnswerIsStillTheStateNow() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis));
        Node b = new Node(settings(redis));
        a.initialise();
        for (int i = 0; i < 20; i++) {
            a.write("w", "m" + i);
            assertThat(b.words()).containsEntry("w", "m" + i);

            redis.command("CLIENT", "KILL", "TYPE", "normal");
        }
    }

    @Test
    void anAlteredOrRemovedEntryIsRefused() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis));
        a.initialise();
        a.write("w", "old");
        a.write("w", "new");
        a.write("v", "x");
        assertThat(a.words()).hasSize(2);

        redis.command("HDEL", "pc:{cp}:words", "v");

        Node fresh = new Node(settings(redis));
        assertThatThrownBy(fresh::words)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503));
    }

    @Test
    void anOldEntryPutBackIsRefused() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis));
        a.initialise();
        a.write("w", "old");
        String oldValue = dump(redis, "pc:{cp}:words");
        a.write("w", "new");

        redis.command(
                "EVAL",
                "redis.call('DEL', KEYS[1]) return redis.call('RESTORE', KEYS[1], 0, redis.call('GET', 'kept'))",
                "1",
                "pc:{cp}:words");

        assertThat(oldValue).isEqualTo("OK");
        assertThatThrownBy(new Node(settings(redis))::words).isInstanceOf(Fault.class);
    }

    private static String dump(OwnRedis redis, String key) throws Exception {
        return String.valueOf(
                redis.command("EVAL", "return redis.call('SET', 'kept', redis.call('DUMP', KEYS[1]))", "1", key));
    }

    @Test
    void anEpochOfOurOwnMakingIsRefused() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis));
        a.initialise();
        a.write("w", "m");

        redis.command("SET", "pc:{cp}:epoch", "3-00000000000000000000000000000000");

        assertThatThrownBy(a::words).isInstanceOf(Fault.class);
    }

    @Test
    void anEmptyStoreIsNeverReadAsAnEmptyControlPlane() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis));
        a.initialise();
        a.write("w", "m");

        redis.command("FLUSHALL");

        assertThatThrownBy(a::words).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> a.write("w", "n")).isInstanceOf(Fault.class);
    }

    @Test
    void anotherHistoryWithTheSameNumberIsNoticed() throws Throwable {
        OwnRedis redis = ownRedis();
        Node a = new Node(settings(redis));
        Node b = new Node(settings(redis));
        a.initialise();
        a.write("w", "kept");
        for (String key : List.of("epoch", "log", "words", "keyring")) {
            redis.command("COPY", "pc:{cp}:" + key, "saved:" + key);
        }
        a.write("w", "lost");
        assertThat(b.words()).containsEntry("w", "lost");

        for (String key : List.of("epoch", "log", "words", "keyring")) {
            redis.command("COPY", "saved:" + key, "pc:{cp}:" + key, "REPLACE");
        }
        assertThat(b.words()).containsEntry("w", "kept");
        a.write("v", "other branch");

        assertThat(b.words()).containsEntry("w", "kept").containsEntry("v", "other branch");
    }

    private interface Work<T> {
        T run() throws Throwable;
    }

    private static <T> T unchecked(Work<T> work) throws Exception {
        try {
            return work.run();
        } catch (Throwable thrown) {
            throw new Exception(thrown);
        }
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
