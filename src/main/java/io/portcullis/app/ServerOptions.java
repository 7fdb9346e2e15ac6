package io.portcullis.app;

import io.portcullis.address.ForwardedFor;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node needs to know.
 *
 * @param host address to listen on, an IP address; where it is one of loopback, requests must be addressed to loopback too
 * @param port TCP port; 0 for any that is free
 * @param redis where the state is
 * @param sealKey opens the keyring
 * @param development whether to initialise an empty store, and give it a root token
 * @param rootTokenId the root token of a development store; empty for a random one
 * @param tokenPrefix what new service tokens begin with
 * @param forwardedFor which proxies are believed about the client's address
 * @param eventLoops number of event loops
 * @param hashingWorkers number of threads that hash passwords
 * @param bodyDeadline how long the body of a request may take
 * @param logLength how many commits the log of the control plane keeps
 */
public record ServerOptions(
        String host,
        int port,
        RedisSettings redis,
        SealKey sealKey,
        boolean development,
        Optional<String> rootTokenId,
        String tokenPrefix,
        ForwardedFor forwardedFor,
        int eventLoops,
        int hashingWorkers,
        Duration bodyDeadline,
        int logLength) {

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (!tokenPrefix.matches("[A-Za-z0-9]{1,16}\\.")) {
            throw new IllegalArgumentException("a token prefix is letters and digits and a final dot");
        }
        if (eventLoops < 1 || hashingWorkers < 1) {
            throw new IllegalArgumentException("a node needs at least one event loop and one hashing worker");
        }
    }
}
