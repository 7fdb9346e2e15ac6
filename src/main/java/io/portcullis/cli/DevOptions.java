package io.portcullis.cli;

import io.portcullis.address.HostPort;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/**
 * What a development server is asked to be.
 *
 * @param listenHost a loopback address or a name of one
 * @param listenPort 0 to 65535; 0 lets the system choose
 * @param rootTokenId the root token to create, or that a store in use must have; empty: a random one
 * @param redisUrl {@code redis://} or {@code rediss://}; empty: a private Redis that ends with the server
 * @param redisRemote whether that Redis may be on another machine
 * @param opsAddress where liveness, readiness and metrics are served, on loopback; empty: nowhere
 * @param logLevel {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}
 */
public record DevOptions(
        String listenHost,
        int listenPort,
        Optional<String> rootTokenId,
        Optional<String> redisUrl,
        boolean redisRemote,
        Optional<HostPort> opsAddress,
        String logLevel) {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");

    /** Refuses, with a sentence for the user, what a development server must not do. */
    public DevOptions {
        if (listenPort < 0 || listenPort > 65535) {
            throw new IllegalArgumentException("-dev-listen-address: no such port: " + listenPort);
        }
        if (!isLoopback(listenHost)) {
            throw new IllegalArgumentException(
                    "-dev-listen-address: a development server listens on loopback only, not on " + listenHost);
        }
        redisUrl.ifPresent(url -> checkRedis(url, redisRemote));
        if (opsAddress.filter(ops -> !isLoopback(ops.host())).isPresent()) {
            throw new IllegalArgumentException("-dev-ops-address: not on loopback");
        }
    }

    private static void checkRedis(String url, boolean remote) {
        URI uri = uri(url);
        boolean portFits = uri.getPort() != 0 && uri.getPort() <= 65535;
        if (uri.getHost() == null || !SCHEMES.contains(uri.getScheme()) || !portFits) {
            throw new IllegalArgumentException("-dev-redis: not of the form redis://HOST:PORT or rediss://HOST:PORT");
        }
        if (!remote && !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException("-dev-redis: " + uri.getHost()
                    + " is not this machine, and the seal key of development is public;"
                    + " -dev-redis-remote allows it nevertheless");
        }
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            // The cause would print the address, and that can hold a password.
            throw new IllegalArgumentException("-dev-redis: not an address");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown host: " + host);
        }
    }

    /** Tells neither the root token nor the address of Redis, which can hold a password. */
    @Override
    public String toString() {
        return "DevOptions(" + listenHost + ":" + listenPort + ", log level " + logLevel + ")";
    }
}
