package io.portcullis.cli;

/** Starts the server that a command asks for. */
@FunctionalInterface
public interface ServerLauncher {

    /**
     * Starts a development server and returns when it is ready: its {@code GET /v1/sys/health} answers 200. Blocks.
     *
     * @throws Exception if it cannot start, with a message for the user; nothing of it is left then
     */
    RunningServer start(DevOptions options) throws Exception;
}
