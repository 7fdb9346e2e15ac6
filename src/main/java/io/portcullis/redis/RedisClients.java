package io.portcullis.redis;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.Optional;

/** Makes clients of the library, for one connection each. */
record RedisClients(Vertx vertx, RedisSettings settings) {

    private static final int MAX_IN_FLIGHT = 16_384;

    /** A client of one server. */
    Redis server(String address) {
        return client(
                RedisClientType.STANDALONE, List.of(address), settings.access().login());
    }

    /** A client of one sentinel. */
    Redis sentinel(String address) {
        return client(
                RedisClientType.STANDALONE, List.of(address), settings.access().sentinelLogin());
    }

    /** A client of the cluster. */
    Redis cluster() {
        return client(
                RedisClientType.CLUSTER, settings.addresses(), settings.access().login());
    }

    /**
     * RESP2 only: with push messages of RESP3 the client hands replies to the wrong requests. The greeting carries the login;
     * without it the client would authenticate only where the default user may do nothing.
     */
    private Redis client(RedisClientType type, List<String> addresses, Optional<RedisLogin> login) {
        RedisOptions options = new RedisOptions()
                .setType(type)
                .setEndpoints(addresses)
                .setProtocolNegotiation(true)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(8)
                .setMaxPoolWaiting(64)
                .setPoolRecycleTimeout(-1)
                .setMaxWaitingHandlers(MAX_IN_FLIGHT)
                .setNetClientOptions(network());
        login.ifPresent(user -> options.setUser(user.user()).setPassword(user.password()));
        return Redis.createClient(vertx, options);
    }

    private NetClientOptions network() {
        NetClientOptions network = new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.deadline().toMillis()))
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setSsl(settings.encrypted())
                .setHostnameVerificationAlgorithm("HTTPS");
        if (settings.encrypted()) {
            RedisAccess.Tls tls = settings.access().tls();
            tls.caFile().ifPresent(ca -> network.setTrustOptions(new PemTrustOptions().addCertPath(ca)));
            tls.certificateFile()
                    .ifPresent(certificate -> network.setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(certificate)
                            .setKeyPath(tls.keyFile().orElseThrow())));
        }
        return network;
    }
}
