package io.portcullis.redis;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where Redis is and how long we wait for it.
 *
 * @param topology how the addresses belong together
 * @param addresses {@code redis://} or {@code rediss://} URLs, credentials included: never printed
 * @param keys the key names, prefix included
 * @param deadline how long one command may take; after that its connection is given up
 */
public record RedisSettings(Topology topology, List<String> addresses, RedisKeys keys, Duration deadline) {

    /** One command, at most; long enough for a failover of the network, short enough for a login's client. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(2);

    /** How the servers behind the addresses work together. */
    public enum Topology {
        STANDALONE,
        CLUSTER
    }

    public RedisSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no Redis address");
        }
        addresses.forEach(RedisSettings::check);
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline for Redis must be positive");
        }
    }

    /** One server, the default prefix and deadline. */
    public static RedisSettings standalone(String address) {
        return new RedisSettings(
                Topology.STANDALONE, List.of(address), new RedisKeys(RedisKeys.DEFAULT_PREFIX), DEFAULT_DEADLINE);
    }

    /** The same Redis, waited for longer or shorter. */
    public RedisSettings within(Duration otherDeadline) {
        return new RedisSettings(topology, addresses, keys, otherDeadline);
    }

    /** Whether the connection is encrypted. */
    public boolean encrypted() {
        return addresses.get(0).startsWith("rediss://");
    }

    private static void check(String address) {
        URI uri = parse(address);
        boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("a Redis address is redis://HOST:PORT or rediss://HOST:PORT");
        }
    }

    private static URI parse(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException malformed) {
            // The original names the address, and with it the password.
            throw new IllegalArgumentException("the Redis address is not a URL");
        }
    }

    @Override
    public String toString() {
        return "RedisSettings[" + topology + ", " + addresses.size() + " addresses, " + keys.prefix() + "]";
    }
}
