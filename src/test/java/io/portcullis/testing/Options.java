package io.portcullis.testing;

import io.portcullis.address.Cidr;
import io.portcullis.address.HostPort;
import io.portcullis.app.ServerOptions;
import io.portcullis.app.ServerOptions.Listener;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.password.HashingSettings;
import io.portcullis.seal.SealKey;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Options of a node that differ from the usual ones. */
public final class Options {

    private Options() {}

    /** Another listener. */
    public static ServerOptions withListener(ServerOptions usual, Listener listener) {
        return with(usual, Map.of("listener", listener));
    }

    /** A store that is another's to initialise, or one of development with this root token. */
    public static ServerOptions withStore(ServerOptions usual, boolean development, Optional<String> rootToken) {
        return withStore(usual, usual.sealKey(), development, rootToken);
    }

    /** As {@link #withStore(ServerOptions, boolean, Optional)}, with another seal key. */
    public static ServerOptions withStore(
            ServerOptions usual, Optional<SealKey> sealKey, boolean development, Optional<String> rootToken) {
        return with(usual, Map.of("sealKey", sealKey, "development", development, "rootTokenId", rootToken));
    }

    /** Other addresses from which a store may be initialised. */
    public static ServerOptions withInitAllowed(ServerOptions usual, List<Cidr> networks) {
        return with(usual, Map.of("initAllowedCidrs", networks));
    }

    /** With an ops listener, at any port that is free. */
    public static ServerOptions withOps(ServerOptions usual) {
        return withOps(usual, Duration.ZERO);
    }

    /** With an ops listener, which says that the node ends before it does. */
    public static ServerOptions withOps(ServerOptions usual, Duration drainDelay) {
        return with(usual, Map.of("opsAddress", Optional.of(new HostPort("127.0.0.1", 0)), "drainDelay", drainDelay));
    }

    /** Other lease times. */
    public static ServerOptions withLeases(ServerOptions usual, LeaseTtls leases) {
        return with(usual, Map.of("leases", leases));
    }

    /** With an address and a name that are told. */
    public static ServerOptions withNames(ServerOptions usual, String apiAddress, String clusterName) {
        return with(usual, Map.of("apiAddress", apiAddress, "clusterName", clusterName));
    }

    /** User lockout that is set otherwise. */
    public static ServerOptions withLockout(ServerOptions usual, LockoutRules lockout) {
        return with(usual, Map.of("lockout", lockout));
    }

    /** Another way to hash passwords. */
    public static ServerOptions withHashing(ServerOptions usual, HashingSettings hashing) {
        return with(usual, Map.of("hashing", hashing));
    }

    /** The same but for these components of the record. */
    private static ServerOptions with(ServerOptions usual, Map<String, Object> changes) {
        try {
            RecordComponent[] components = ServerOptions.class.getRecordComponents();
            Class<?>[] types =
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Object old = components[i].getAccessor().invoke(usual);
                values[i] = changes.getOrDefault(components[i].getName(), old);
            }
            return ServerOptions.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
