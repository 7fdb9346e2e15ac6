package io.portcullis.system;

import io.vertx.core.net.SocketAddress;

/**
 * A request that is not answered yet.
 *
 * @param method as sent
 * @param path what follows {@code /v1/}, decoded
 * @param peer the other end of its connection
 * @param startNanos when it came, by {@link System#nanoTime}
 */
public record RunningRequest(String method, String path, SocketAddress peer, long startNanos) {

    /** The path is the client's. */
    @Override
    public String toString() {
        return "RunningRequest(" + method + ")";
    }
}
