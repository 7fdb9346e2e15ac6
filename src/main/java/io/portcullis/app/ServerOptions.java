package io.portcullis.app;

import io.portcullis.address.Cidr;
import io.portcullis.address.ForwardedFor;
import io.portcullis.address.HostPort;
import io.portcullis.control.ControlPlane;
import io.portcullis.http.BodyCollector;
import io.portcullis.http.HttpServerSettings;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.password.HashingSettings;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node needs to know.
 *
 * @param listener where it serves the API
 * @param opsAddress where it serves liveness, readiness and metrics; empty: nowhere
 * @param drainDelay how long it goes on serving after it said that it is not ready any more
 * @param redis where the state is
 * @param sealKey opens the keyring; empty when there is none that could be used: the node is sealed
 * @param previousSealKey the key before it, for a keyring that is still wrapped by that one
 * @param development whether to initialise an empty store, and give it a root token
 * @param rootTokenId the root token of a development store; empty for a random one
 * @param tokenPrefix what new service tokens begin with
 * @param initAllowedCidrs from where, beside loopback, a store may be initialised
 * @param lockout where user lockout is on, and how it is set
 * @param leases how long tokens live where neither they nor their mount say otherwise
 * @param apiAddress the URL by which clients reach this node; may be empty
 * @param clusterName what the cluster is called; empty: by its id
 * @param eventLoops number of event loops
 * @param hashing how passwords are hashed
 * @param logLength how many commits the log of the control plane keeps
 */
public record ServerOptions(
        Listener listener,
        Optional<HostPort> opsAddress,
        Duration drainDelay,
        RedisSettings redis,
        Optional<SealKey> sealKey,
        Optional<SealKey> previousSealKey,
        boolean development,
        Optional<String> rootTokenId,
        String tokenPrefix,
        List<Cidr> initAllowedCidrs,
        LockoutRules lockout,
        LeaseTtls leases,
        String apiAddress,
        String clusterName,
        int eventLoops,
        HashingSettings hashing,
        int logLength) {

    public ServerOptions {
        initAllowedCidrs = List.copyOf(initAllowedCidrs);
        if (!tokenPrefix.matches("[A-Za-z0-9]{1,16}\\.")) {
            throw new IllegalArgumentException("a token prefix is letters and digits and a final dot");
        }
        if (eventLoops < 1) {
            throw new IllegalArgumentException("a node needs at least one event loop");
        }
    }

    /** The options of a development server, all others at their defaults. */
    public static ServerOptions development(
            Listener listener,
            Optional<HostPort> opsAddress,
            RedisSettings redis,
            SealKey sealKey,
            Optional<String> rootTokenId,
            String tokenPrefix,
            LockoutRules lockout,
            int cores) {
        return new ServerOptions(
                listener,
                opsAddress,
                Duration.ZERO,
                redis,
                Optional.of(sealKey),
                Optional.empty(),
                true,
                rootTokenId,
                tokenPrefix,
                List.of(),
                lockout,
                LeaseTtls.USUAL,
                "",
                "",
                cores,
                HashingSettings.usual(cores),
                ControlPlane.DEFAULT_LOG_LENGTH);
    }

    /**
     * Where the API is served.
     *
     * @param host address to listen on, an IP address; where it is one of loopback, requests must be addressed to loopback too
     * @param port TCP port; 0 for any that is free
     * @param tls certificate and key; empty: without TLS
     * @param forwardedFor which proxies are believed about the client's address
     * @param http limits of the network stack
     * @param bodyDeadline how long the body of a request may take
     * @param bodyLimit most bytes of the body of a request that carries a token
     */
    public record Listener(
            String host,
            int port,
            Optional<Tls> tls,
            ForwardedFor forwardedFor,
            HttpServerSettings http,
            Duration bodyDeadline,
            int bodyLimit) {

        /** Without TLS and proxies, with the usual limits. */
        public static Listener plain(String host, int port) {
            return new Listener(
                    host,
                    port,
                    Optional.empty(),
                    ForwardedFor.ignored(),
                    HttpServerSettings.defaults(),
                    Duration.ofSeconds(10),
                    BodyCollector.TOKEN_LIMIT);
        }

        public Listener {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is 0 to 65535");
            }
        }

        /** The same, with other proxies believed. */
        public Listener behind(ForwardedFor proxies) {
            return new Listener(host, port, tls, proxies, http, bodyDeadline, bodyLimit);
        }
    }

    /**
     * TLS of the listener.
     *
     * @param certificateFile PEM: the certificate, then those above it
     * @param keyFile PEM: its private key, not encrypted
     * @param protocols what is spoken, such as {@code TLSv1.3}
     * @param clientCaFile PEM: who signs certificates of clients; empty: clients are not asked for one
     * @param clientCertificateRequired whether a client without one is refused
     */
    public record Tls(
            String certificateFile,
            String keyFile,
            List<String> protocols,
            Optional<String> clientCaFile,
            boolean clientCertificateRequired) {

        public Tls {
            protocols = List.copyOf(protocols);
        }
    }
}
