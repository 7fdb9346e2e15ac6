package io.portcullis.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/**
 * Where Redis is and how long we wait for it.
 *
 * @param topology how the servers work together
 * @param addresses {@code redis://} or {@code rediss://} URLs of the server, of the sentinels, or of nodes of the cluster; without
 *     credentials
 * @param access how to connect
 * @param keys the key names, prefix included
 * @param deadline how long one command may take; after that its connection is given up
 */
public record RedisSettings(
        Topology topology, List<String> addresses, RedisAccess access, RedisKeys keys, Duration deadline) {

    /** One command, at most; long enough for a failover of the network, short enough for a login's client. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(2);

    /** How the servers behind the addresses work together. */
    public enum Topology {
        /** One server. */
        STANDALONE,
        /** One primary, which the sentinels at the addresses know. */
        SENTINEL,
        /** A Redis Cluster. */
        CLUSTER
    }

    public RedisSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no Redis address");
        }
        if (addresses.stream().map(RedisSettings::checked).anyMatch(address -> address.getRawUserInfo() != null)) {
            throw new IllegalArgumentException("credentials have no place in a Redis address");
        }
        if (addresses.stream().map(address -> scheme(address)).distinct().count() > 1) {
            throw new IllegalArgumentException("some Redis addresses are encrypted, others are not");
        }
        if (topology == Topology.STANDALONE && addresses.size() > 1) {
            throw new IllegalArgumentException("a single Redis has one address");
        }
        if (topology == Topology.SENTINEL && access.sentinelMaster().isEmpty()) {
            throw new IllegalArgumentException("sentinels are asked for a primary by its name");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline for Redis must be positive");
        }
    }

    /** One server at {@code redis://[[user]:password@]host[:port]}, the default prefix and deadline. */
    public static RedisSettings standalone(String address) {
        return of(Topology.STANDALONE, List.of(address), new RedisKeys(RedisKeys.DEFAULT_PREFIX), DEFAULT_DEADLINE);
    }

    /** Servers at addresses with credentials; those of the first one count for all. */
    public static RedisSettings of(Topology topology, List<String> addresses, RedisKeys keys, Duration deadline) {
        RedisAccess access = RedisAccess.of(RedisLogin.in(checked(addresses.get(0))));
        return new RedisSettings(
                topology, addresses.stream().map(RedisSettings::withoutLogin).toList(), access, keys, deadline);
    }

    /** The same Redis, waited for longer or shorter. */
    public RedisSettings within(Duration otherDeadline) {
        return new RedisSettings(topology, addresses, access, keys, otherDeadline);
    }

    /** Whether the connections are encrypted. */
    public boolean encrypted() {
        return scheme(addresses.get(0)).equals("rediss");
    }

    private static String scheme(String address) {
        return address.substring(0, address.indexOf(':'));
    }

    private static String withoutLogin(String address) {
        URI uri = checked(address);
        String login = uri.getRawUserInfo();
        return login == null ? address : address.replaceFirst("//[^@]*@", "//");
    }

    private static URI checked(String address) {
        URI uri = parse(address);
        boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("a Redis address is redis://HOST:PORT or rediss://HOST:PORT");
        }
        return uri;
    }

    private static URI parse(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException malformed) {
            // The original names the address, and that may hold a password.
            throw new IllegalArgumentException("the Redis address is not a URL");
        }
    }

    @Override
    public String toString() {
        return "RedisSettings[" + topology + ", " + addresses.size() + " addresses, " + keys.prefix() + "]";
    }
}
