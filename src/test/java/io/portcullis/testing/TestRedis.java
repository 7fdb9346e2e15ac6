package io.portcullis.testing;

import io.portcullis.dev.DevRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Redis of the suite: started once, shared by all tests, each of which keeps to a key prefix of its own.
 *
 * <p>It is the one of the environment variable {@code PORTCULLIS_TEST_REDIS}, else a container where a Docker daemon answers,
 * else a process: {@code redis-server} of the PATH or the delivered one. With {@code -Dportcullis.test.redis=cluster} it is a
 * {@link TestCluster}; a test that makes no sense there has the tag {@code single-redis}.
 */
public final class TestRedis {

    private final List<String> addresses;
    private final List<String> productAddresses;

    private TestRedis(List<String> addresses, List<String> productAddresses) {
        this.addresses = List.copyOf(addresses);
        this.productAddresses = List.copyOf(productAddresses);
    }

    /** The Redis that all tests of this process share. */
    public static TestRedis shared() {
        return Shared.REDIS;
    }

    /** A Redis of the caller's own, always a single process of this machine; to be closed. */
    public static OwnRedis own() throws IOException {
        return OwnRedis.start(0, UUID.randomUUID().toString(), List.of());
    }

    /** Whether the shared Redis is a cluster. */
    public static boolean isCluster() {
        return "cluster".equals(System.getProperty("portcullis.test.redis"));
    }

    /** A key prefix that nobody else has, such as {@code t1f0c9a82:}. */
    public static String freshPrefix() {
        return "t" + UUID.randomUUID().toString().substring(0, 8) + ":";
    }

    /**
     * The address, as {@code redis://[[user]:password@]host:port}; of a cluster, that of its first node. With the rights of an
     * administrator.
     */
    public String address() {
        return addresses.get(0);
    }

    /** The addresses of all nodes; one, if it is not a cluster. With the rights of an administrator. */
    public List<String> addresses() {
        return addresses;
    }

    /** The addresses for the product: as the user of {@code conf/redis.acl}. */
    public List<String> productAddresses() {
        return productAddresses;
    }

    /** Sends one command on a connection of its own, in a cluster to the node that has its key; replies as {@link RespClient}. */
    public @Nullable Object command(String... words) throws IOException {
        return command(addresses, words);
    }

    static @Nullable Object command(List<String> addresses, String... words) throws IOException {
        try (RespClient client = RespClient.connect(addresses.get(0))) {
            return client.command(words);
        } catch (RespClient.ErrorReply e) {
            if (!e.getMessage().startsWith("MOVED ")) {
                throw e;
            }
            String target = e.getMessage().substring(e.getMessage().lastIndexOf(' ') + 1);
            String address = addresses.stream()
                    .filter(candidate -> candidate.endsWith(target))
                    .findFirst()
                    .orElseThrow(() -> e);
            try (RespClient client = RespClient.connect(address)) {
                return client.command(words);
            }
        }
    }

    /** Starts at first use; whatever it starts ends with this process. */
    private static final class Shared {

        private static final TestRedis REDIS = start();

        private static TestRedis start() {
            try {
                if (isCluster()) {
                    TestCluster cluster = TestCluster.start();
                    return new TestRedis(cluster.addresses(), cluster.productAddresses());
                }
                String single = single();
                return new TestRedis(
                        List.of(single),
                        List.of(AccessList.grant(single, UUID.randomUUID().toString())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static String single() throws IOException {
            String given = System.getenv("PORTCULLIS_TEST_REDIS");
            if (given != null && !given.isBlank()) {
                return given;
            }
            return RedisContainer.start().orElseGet(Shared::process);
        }

        private static String process() {
            try {
                return DevRedis.start().connectionString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
