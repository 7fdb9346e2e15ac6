package io.portcullis.cli;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A server that answers requests, until it is closed. */
public interface RunningServer extends AutoCloseable {

    /** Where it listens; the port is the real one, also if 0 was asked for. */
    InetSocketAddress listenAddress();

    /** Its root token; empty if it joined a store in use and was not told the token of that store. */
    Optional<String> rootToken();

    /** How long {@link #close} goes on serving, so that load balancers look elsewhere first. */
    default Duration drainDelay() {
        return Duration.ZERO;
    }

    /** Finishes the requests that run, ends whatever was started for this server, and returns when all is gone. */
    @Override
    void close();
}
