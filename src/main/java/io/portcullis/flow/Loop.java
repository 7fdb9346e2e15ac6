package io.portcullis.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
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

    /**
     * Takes a step for each of some things, one after the other, whatever became of those before: futures that hang on one another
     * would pass a failure on through all of them on one stack.
     *
     * @return succeeds after the last; fails then with the first failure, if there was one
     */
    public static <T> Future<Void> forEach(Iterable<T> things, Function<T, Future<Void>> step) {
        Iterator<T> rest = things.iterator();
        List<Throwable> failures = new ArrayList<>(1);
        return whileTrue(() -> rest.hasNext()
                        ? Future.succeededFuture(rest.next())
                                .compose(step)
                                .onFailure(failure -> keepFirst(failures, failure))
                                .otherwiseEmpty()
                                .map(true)
                        : Future.succeededFuture(false))
                .compose(done -> failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.get(0)));
    }

    private static void keepFirst(List<Throwable> failures, Throwable failure) {
        if (failures.isEmpty()) {
            failures.add(failure);
        }
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
