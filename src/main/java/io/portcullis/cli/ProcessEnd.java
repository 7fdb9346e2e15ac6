package io.portcullis.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** How a process that runs a server ends: SIGTERM and Ctrl-C close the server, and then it is a success. */
final class ProcessEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ProcessEnd() {}

    /** From now on the end of this process closes the server. */
    static void close(RunningServer server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndHalt(server), "shutdown"));
    }

    /** Waits for the end. */
    static void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    // Without the halt the status would be the number of the signal.
    private static void closeAndHalt(RunningServer server) {
        Thread closing = new Thread(() -> closeOrFail(server), "close");
        closing.start();
        try {
            closing.join(PATIENCE.plus(server.drainDelay()).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Portcullis.FAILED);
    }

    private static void closeOrFail(RunningServer server) {
        try {
            server.close();
            Runtime.getRuntime().halt(Portcullis.OK);
        } catch (RuntimeException e) {
            System.err.println("Error: could not stop in good order: " + e);
        }
    }
}
