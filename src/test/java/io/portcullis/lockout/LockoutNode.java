package io.portcullis.lockout;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.LockoutConfig;
import io.portcullis.mount.MountConfig;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountPlant;
import io.portcullis.mount.MountTable;
import io.portcullis.mount.Username;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a node has of user lockout, on an event loop of its own, without HTTP: any number of them serve one store. */
final class LockoutNode implements AutoCloseable {

    final EventLoop loop = new EventLoop();
    final RedisKeys keys;

    /** The mount: one of its own for each store, so that lines of others are not taken for its own. */
    final String accessor;

    final RedisGateway redis;
    final ControlReader control;
    final ControlWriter writer;
    final FailureStore failures;
    final LockEvents events;
    final LockoutSweep sweep;
    private final ControlPlane plane = new ControlPlane(
            List.of(NamespaceTree.KIND, MountTable.KIND, DeadMounts.KIND), SealKey.development(), 1_000);

    LockoutNode(RedisSettings settings, LockoutMeter meter) {
        this.keys = settings.keys();
        this.accessor = "auth_userpass_" + keys.prefix().substring(1, 9);
        this.redis = loop.gateway(settings);
        this.control = new ControlReader(plane, redis);
        this.writer = new ControlWriter(loop.vertx(), plane, loop.gateway(settings));
        this.failures = new FailureStore(LockoutRules.USUAL, redis);
        this.events = new LockEvents(plane, LockoutRules.USUAL, redis, meter);
        this.sweep = new LockoutSweep(control, LockoutRules.USUAL, redis, events, meter);
    }

    /** The first node of a store, with one mount in it. */
    static LockoutNode first(RedisSettings settings, LockoutMeter meter) throws Throwable {
        LockoutNode node = new LockoutNode(settings, meter);
        node.loop.run(() -> node.writer.initialise(empty -> Future.succeededFuture(Change.withoutResult())));
        node.tune(null);
        return node;
    }

    /** Tunes the mount, or makes it. */
    void tune(@Nullable LockoutConfig lockout) throws Throwable {
        MountConfig config = new MountConfig(
                Duration.ZERO,
                Duration.ZERO,
                "default-service",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                lockout);
        loop.run(() -> writer.commit(view -> {
            Change<Void> change = Change.withoutResult();
            MountPlant.userpass("root", "people/", accessor, config, change);
            return change;
        }));
    }

    /** Ends the mount with its namespace. */
    void endWithNamespace() throws Throwable {
        MountEntry mount = mount();
        loop.run(() -> writer.commit(view -> {
            Change<Void> change = Change.withoutResult();
            MountPlant.end(mount, view.time(), change);
            return change;
        }));
    }

    static LockoutConfig lockout(long threshold, Duration duration, Duration reset) {
        return new LockoutConfig(threshold, duration, reset, false, List.of());
    }

    View view() throws Throwable {
        return loop.run(control::now);
    }

    MountEntry mount() throws Throwable {
        return view().snapshot().part(MountTable.KIND).withAccessor(accessor).orElseThrow();
    }

    int bucket(String name) {
        return new Username(name).bucket(MountEntry.DEFAULT_BUCKETS);
    }

    /** Makes accounts, as far as counters ask for them. */
    void accounts(List<String> names) throws Throwable {
        forEach(names, name -> redis.command("HSET", keys.users(accessor, bucket(name)), name, "record"));
    }

    /** No more at once than a connection takes. */
    private void forEach(List<String> names, Function<String, Future<?>> step) throws Throwable {
        for (int from = 0; from < names.size(); from += 500) {
            List<String> part = names.subList(from, Math.min(names.size(), from + 500));
            loop.run(() -> Future.all(part.stream().map(step).toList()));
        }
    }

    /** Counts wrong passwords for each of some names. */
    void fail(List<String> names, int times) throws Throwable {
        MountEntry mount = mount();
        View view = view();
        LockoutSettings rules = LockoutRules.USUAL.of(mount).orElseThrow();
        for (int i = 0; i < times; i++) {
            forEach(
                    names,
                    name -> failures.finish(
                            view.snapshot().seal(), mount, new Username(name), Side.INSIDE, rules, false));
        }
    }

    void pass() throws Throwable {
        loop.run(sweep::pass);
    }

    Object command(String... words) throws Exception {
        return TestRedis.shared().command(words);
    }

    /** The score of an account in the index that the sweep reads. */
    double score(String name) throws Exception {
        return Double.parseDouble(String.valueOf(command("ZSCORE", keys.failing(accessor, bucket(name)), name)));
    }

    @Override
    public void close() {
        loop.close();
    }
}
