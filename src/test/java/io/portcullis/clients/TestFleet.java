package io.portcullis.clients;

import io.portcullis.address.ForwardedFor;
import io.portcullis.app.Node;
import io.portcullis.app.ServerOptions;
import io.portcullis.control.ControlPlane;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisSettings;
import io.portcullis.redis.RedisSettings.Topology;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.TestRedis;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nodes that share one store, and a root token that all of them know.
 *
 * @param addresses the base address of each node, such as {@code http://127.0.0.1:8200}
 * @param rootToken a root token
 * @param nodes those that end with the fleet
 */
record TestFleet(List<String> addresses, String rootToken, List<Node> nodes) implements AutoCloseable {

    private static final String ROOT_TOKEN = "root";
    private static final long SECONDS = 30;

    /** Starts this many nodes on a store of their own, or takes those of the environment variable {@code PORTCULLIS_FLEET}. */
    static TestFleet start(int nodes) {
        String running = System.getenv("PORTCULLIS_FLEET");
        if (running != null) {
            List<String> addresses = List.of(running.split(","));
            String token = Objects.requireNonNullElse(System.getenv("PORTCULLIS_FLEET_TOKEN"), ROOT_TOKEN);
            return new TestFleet(addresses.subList(0, Math.min(nodes, addresses.size())), token, List.of());
        }
        String prefix = TestRedis.freshPrefix();
        TestFleet fleet = new TestFleet(new ArrayList<>(), ROOT_TOKEN, new ArrayList<>());
        try {
            for (int i = 0; i < nodes; i++) {
                fleet.add(await(Node.start(Node.vertx(1), options(prefix))));
            }
            return fleet;
        } catch (RuntimeException failure) {
            fleet.close();
            throw failure;
        }
    }

    private void add(Node node) {
        nodes.add(node);
        addresses.add("http://127.0.0.1:" + node.port());
    }

    private static ServerOptions options(String prefix) {
        return new ServerOptions(
                "127.0.0.1",
                0,
                new RedisSettings(
                        TestRedis.isCluster() ? Topology.CLUSTER : Topology.STANDALONE,
                        TestRedis.shared().addresses(),
                        new RedisKeys(prefix),
                        RedisSettings.DEFAULT_DEADLINE),
                SealKey.development(),
                true,
                Optional.of(ROOT_TOKEN),
                TokenService.DEFAULT_PREFIX,
                ForwardedFor.ignored(),
                1,
                1,
                Duration.ofSeconds(10),
                ControlPlane.DEFAULT_LOG_LENGTH);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Gives the addresses in turn, so that no two requests in a row go to the same of several nodes. */
    Turn turn() {
        return new Turn(this, new AtomicInteger());
    }

    @Override
    public void close() {
        nodes.forEach(node -> await(node.stop()));
    }

    /** Whose turn it is. */
    record Turn(TestFleet fleet, AtomicInteger count) {

        /** A session of the root token at the next node. */
        Session root() {
            return as(fleet.rootToken());
        }

        /** A session of this token at the next node. */
        Session as(String token) {
            return new Session(next(), token);
        }

        /** The next address. */
        String next() {
            return fleet.addresses()
                    .get(count.getAndIncrement() % fleet.addresses().size());
        }
    }
}
