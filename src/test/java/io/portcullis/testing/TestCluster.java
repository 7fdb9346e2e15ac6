package io.portcullis.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Redis Cluster of three primaries on loopback, each with a third of the slots, all with one password. */
public final class TestCluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final int SLOTS = 16384;
    private static final int SLOTS_PER_COMMAND = 1024;
    private static final int ATTEMPTS = 20;
    private static final int BUS_OFFSET = 10_000;
    private static final Duration FORMATION = Duration.ofSeconds(30);

    private final List<OwnRedis> nodes;

    private TestCluster(List<OwnRedis> nodes) {
        this.nodes = nodes;
    }

    /** Starts the nodes, joins them, and returns when every one of them says that the cluster is whole. */
    public static TestCluster start() throws Exception {
        TestCluster cluster = new TestCluster(new ArrayList<>());
        try {
            String password = UUID.randomUUID().toString();
            for (int i = 0; i < NODES; i++) {
                cluster.nodes.add(node(password));
            }
            cluster.join();
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /** A node on a port that, with its bus port, lies below the range that systems give to outgoing connections. */
    private static OwnRedis node(String password) throws IOException {
        List<String> settings = List.of(
                "cluster-enabled yes",
                "cluster-config-file nodes.conf",
                "cluster-node-timeout 2000",
                "cluster-announce-ip 127.0.0.1");
        for (int attempt = 1; ; attempt++) {
            try {
                return OwnRedis.start(BUS_OFFSET + ThreadLocalRandom.current().nextInt(BUS_OFFSET), password, settings);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void join() throws Exception {
        for (int i = 0; i < NODES; i++) {
            assignSlots(nodes.get(i), SLOTS * i / NODES, SLOTS * (i + 1) / NODES);
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (OwnRedis other : nodes.subList(1, NODES)) {
            nodes.get(0).command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()));
        }
        Poll.until(FORMATION, this::isWhole);
    }

    private static void assignSlots(OwnRedis node, int from, int to) throws IOException {
        for (int start = from; start < to; start += SLOTS_PER_COMMAND) {
            Stream<String> slots = IntStream.range(start, Math.min(to, start + SLOTS_PER_COMMAND))
                    .mapToObj(Integer::toString);
            node.command(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new));
        }
    }

    private boolean isWhole() throws IOException {
        for (OwnRedis node : nodes) {
            String state = String.valueOf(node.command("CLUSTER", "INFO"));
            if (!state.contains("cluster_state:ok") || !state.contains("cluster_known_nodes:" + NODES)) {
                return false;
            }
        }
        return true;
    }

    /** The nodes, to be paused, killed and started again. */
    public List<OwnRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** The addresses of all nodes, with the rights of an administrator. */
    public List<String> addresses() {
        return nodes.stream().map(OwnRedis::address).toList();
    }

    /** The addresses of all nodes for the product: as the user of {@code conf/redis.acl}. */
    public List<String> productAddresses() {
        return nodes.stream().map(OwnRedis::productAddress).toList();
    }

    /** Sends one command to the node that has its key. */
    public @Nullable Object command(String... words) throws IOException {
        return TestRedis.command(addresses(), words);
    }

    @Override
    public void close() {
        nodes.forEach(OwnRedis::close);
    }
}
