package io.portcullis.testing;

import io.portcullis.address.Cidr;
import io.portcullis.address.HostPort;
import io.portcullis.app.ServerOptions;
import io.portcullis.app.ServerOptions.Listener;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.seal.SealKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Options of a node that differ in one thing from others. */
public final class Options {

    private Options() {}

    /** Another listener. */
    public static ServerOptions withListener(ServerOptions usual, Listener listener) {
        return with(
                usual, listener, usual.sealKey(), usual.development(), usual.rootTokenId(), usual.initAllowedCidrs());
    }

    /** Another way to come by the root token, and to begin. */
    public static ServerOptions withStore(ServerOptions usual, boolean development, Optional<String> rootToken) {
        return withStore(usual, usual.sealKey(), development, rootToken);
    }

    /** Another seal key, too. */
    public static ServerOptions withStore(
            ServerOptions usual, Optional<SealKey> sealKey, boolean development, Optional<String> rootToken) {
        return with(usual, usual.listener(), sealKey, development, rootToken, usual.initAllowedCidrs());
    }

    /** Other addresses from which a store may be initialised. */
    public static ServerOptions withInitAllowed(ServerOptions usual, List<Cidr> networks) {
        return with(usual, usual.listener(), usual.sealKey(), usual.development(), usual.rootTokenId(), networks);
    }

    /** With an ops listener, at any port that is free. */
    public static ServerOptions withOps(ServerOptions usual) {
        return withOps(usual, Duration.ZERO);
    }

    /** With an ops listener, which says that the node ends before it does. */
    public static ServerOptions withOps(ServerOptions usual, Duration drainDelay) {
        return new ServerOptions(
                usual.listener(),
                Optional.of(new HostPort("127.0.0.1", 0)),
                drainDelay,
                usual.redis(),
                usual.sealKey(),
                usual.previousSealKey(),
                usual.development(),
                usual.rootTokenId(),
                usual.tokenPrefix(),
                usual.initAllowedCidrs(),
                usual.lockout(),
                usual.leases(),
                usual.apiAddress(),
                usual.clusterName(),
                usual.eventLoops(),
                usual.hashingWorkers(),
                usual.logLength());
    }

    /** Other lease times. */
    public static ServerOptions withLeases(ServerOptions usual, LeaseTtls leases) {
        return new ServerOptions(
                usual.listener(),
                usual.opsAddress(),
                usual.drainDelay(),
                usual.redis(),
                usual.sealKey(),
                usual.previousSealKey(),
                usual.development(),
                usual.rootTokenId(),
                usual.tokenPrefix(),
                usual.initAllowedCidrs(),
                usual.lockout(),
                leases,
                usual.apiAddress(),
                usual.clusterName(),
                usual.eventLoops(),
                usual.hashingWorkers(),
                usual.logLength());
    }

    /** With an address and a name that are told. */
    public static ServerOptions withNames(ServerOptions usual, String apiAddress, String clusterName) {
        return new ServerOptions(
                usual.listener(),
                usual.opsAddress(),
                usual.drainDelay(),
                usual.redis(),
                usual.sealKey(),
                usual.previousSealKey(),
                usual.development(),
                usual.rootTokenId(),
                usual.tokenPrefix(),
                usual.initAllowedCidrs(),
                usual.lockout(),
                usual.leases(),
                apiAddress,
                clusterName,
                usual.eventLoops(),
                usual.hashingWorkers(),
                usual.logLength());
    }

    private static ServerOptions with(
            ServerOptions usual,
            Listener listener,
            Optional<SealKey> sealKey,
            boolean development,
            Optional<String> rootToken,
            List<Cidr> initAllowed) {
        return new ServerOptions(
                listener,
                usual.opsAddress(),
                usual.drainDelay(),
                usual.redis(),
                sealKey,
                usual.previousSealKey(),
                development,
                rootToken,
                usual.tokenPrefix(),
                initAllowed,
                usual.lockout(),
                usual.leases(),
                usual.apiAddress(),
                usual.clusterName(),
                usual.eventLoops(),
                usual.hashingWorkers(),
                usual.logLength());
    }
}
