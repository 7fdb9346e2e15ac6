package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.DeadNamespaces;
import io.portcullis.namespace.DeadNamespaces.DeadNamespace;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tokens of deleted namespaces leave behind goes, whatever their number. */
class NamespaceSweepTest {

    private static final String DEAD = "dead1";

    /** So many that Redis gives empty pages of the list when it is half empty. */
    private static final int LONG = 5_000;

    /** So many that futures that hang on each other overflow the stack. */
    private static final int MANY = 2_500;

    private final EventLoop loop = new EventLoop();
    private final RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
    private final RedisKeys keys = settings.keys();
    private final ControlPlane plane = new ControlPlane(List.of(DeadNamespaces.KIND), SealKey.development(), 100);
    private final RedisGateway redis = loop.gateway(settings);
    private final ControlReader reader = new ControlReader(plane, redis);
    private final ControlWriter writer = new ControlWriter(loop.vertx(), plane, redis);

    @BeforeEach
    void initialise() throws Throwable {
        loop.run(() -> writer.initialise(empty -> Future.succeededFuture(Change.withoutResult())));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void bury(List<String> ids, Instant deletedAt) throws Throwable {
        for (int from = 0; from < ids.size(); from += 500) {
            buryAtOnce(ids.subList(from, Math.min(ids.size(), from + 500)), deletedAt);
        }
    }

    private void buryAtOnce(List<String> ids, Instant deletedAt) throws Throwable {
        loop.run(() -> writer.commit(view -> {
            Change<Void> change = Change.withoutResult();
            ids.forEach(id -> change.put(
                    DeadNamespaces.KIND, id, DeadNamespaces.encode(new DeadNamespace(id, deletedAt, false))));
            return change;
        }));
    }

    private void list(String namespaceId, int bucket, int accessors) throws Exception {
        TestRedis.shared()
                .command(
                        "EVAL",
                        "for i = 1, ARGV[1] do redis.call('ZADD', KEYS[1], '+inf', 'accessor' .. i) end",
                        "1",
                        keys.accessorsOf(namespaceId, bucket),
                        String.valueOf(accessors));
    }

    private Object left(String namespaceId, int bucket) throws Exception {
        return TestRedis.shared().command("ZCARD", keys.accessorsOf(namespaceId, bucket));
    }

    private void pass() throws Throwable {
        loop.run(() -> new NamespaceSweep(reader, writer, redis).pass());
    }

    private List<DeadNamespace> unswept() throws Throwable {
        return loop.run(reader::now).snapshot().part(DeadNamespaces.KIND).unswept();
    }

    @Test
    void aLongListIsEmptiedToItsEnd() throws Throwable {
        bury(List.of(DEAD), Instant.EPOCH);
        list(DEAD, 3, LONG);
        list("alive", 3, 1);

        pass();

        assertThat(left(DEAD, 3)).isEqualTo(0L);
        assertThat(left("alive", 3)).isEqualTo(1L);
        assertThat(unswept()).as("this pass still found something").hasSize(1);

        pass();

        assertThat(unswept()).isEmpty();
    }

    @Test
    void aRequestThatWasAdmittedBeforeMayStillWrite() throws Throwable {
        bury(List.of(DEAD), Instant.now());

        pass();

        assertThat(unswept()).hasSize(1);
    }

    @Test
    void thoseThatCannotBeSweptKeepNoOthersAndThePassTellsOfThem() throws Throwable {
        List<String> broken =
                IntStream.range(0, MANY).mapToObj(i -> "broken" + i).toList();
        bury(broken, Instant.EPOCH);
        bury(List.of(DEAD), Instant.EPOCH);
        for (String id : broken) {
            TestRedis.shared().command("SET", keys.accessorsOf(id, 0), "no list");
        }
        list(DEAD, 0, 1);

        assertThatThrownBy(this::pass).isInstanceOf(Fault.class);

        assertThat(left(DEAD, 0)).isEqualTo(0L);
        assertThat(unswept()).hasSize(MANY + 1);
    }
}
