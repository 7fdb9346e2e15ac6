package io.portcullis.cli;

/**
 * Starts the server that a command asks for.
 *
 * @param <O> what it is asked to be: {@link DevOptions}, or a {@link io.portcullis.config.Configuration}
 */
@FunctionalInterface
public interface ServerLauncher<O> {

    /**
     * Starts a server and returns when it answers requests; one for development is then ready for use, any other may say that it is
     * sealed. Blocks.
     *
     * @throws Exception if it cannot start, with a message for the user; nothing of it is left then
     */
    RunningServer start(O options) throws Exception;
}
