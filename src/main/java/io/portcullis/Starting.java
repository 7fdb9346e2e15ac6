package io.portcullis;

import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until a server has started. */
final class Starting {

    private static final long SECONDS = 60;

    private Starting() {}

    /** What it became; throws what kept it from starting, in the words that the user is told. */
    static <T> T await(Future<T> start) throws Exception {
        try {
            return start.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw told(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException("it did not start within " + SECONDS + " s");
        }
    }

    /** Of a store that cannot be used the reason, which no client of the server ever sees. */
    private static Exception told(Throwable failure) {
        if (failure instanceof Error bug) {
            throw bug;
        }
        if (failure instanceof Fault && failure.getCause() != null) {
            String reason = String.valueOf(failure.getCause().getMessage());
            return new IllegalStateException(reason.matches("(?s)(Redis|the store) .*") ? reason : "Redis: " + reason);
        }
        return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
    }
}
