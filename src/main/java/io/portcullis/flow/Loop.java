package io.portcullis.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Repeats an asynchronous step. A step that composes itself anew nests one future in another, and some thousand of those overflow
 * the stack when the last completes; here any number of steps has one promise.
 */
public final class Loop {

    private Loop() {}

    /**
     * Runs a step again and again, one after the other, as long as it says true.
     *
     * @return succeeds after the first step that says false; fails with the first that fails
     */
    public static Future<Void> whileTrue(Supplier<Future<Boolean>> step) {
        Promise<Void> end = Promise.promise();
        go(step, end);
        return end.future();
    }

    /** Steps that are complete at once are taken in a loop, so that they do not nest either. */
    private static void go(Supplier<Future<Boolean>> step, Promise<Void> end) {
        while (true) {
            Future<Boolean> taken = Future.succeededFuture().compose(begun -> step.get());
            if (!taken.isComplete()) {
                taken.onComplete(done -> {
                    if (!isLast(taken, end)) {
                        go(step, end);
                    }
                });
                return;
            }
            if (isLast(taken, end)) {
                return;
            }
        }
    }

    private static boolean isLast(Future<Boolean> taken, Promise<Void> end) {
        if (taken.failed()) {
            end.fail(taken.cause());
            return true;
        }
        if (!taken.result()) {
            end.complete();
            return true;
        }
        return false;
    }
}
