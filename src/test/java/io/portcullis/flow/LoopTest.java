package io.portcullis.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.testing.EventLoop;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number of steps, one after the other: composed, some 2,000 of them end in a stack overflow and a future that never completes. */
class LoopTest {

    private static final int MANY = 100_000;
    private static final EventLoop LOOP = new EventLoop();

    private final AtomicInteger taken = new AtomicInteger();

    @AfterAll
    static void close() {
        LOOP.close();
    }

    /** A step that says true until many were taken; complete at once, or a turn of the event loop later. */
    private Future<Boolean> step(boolean later) {
        int now = taken.incrementAndGet();
        boolean more = now < MANY;
        return later
                ? Future.future(promise -> LOOP.vertx().runOnContext(turn -> promise.complete(more)))
                : Future.succeededFuture(more);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyNumberOfStepsComesToItsEnd(boolean later) throws Throwable {
        LOOP.run(() -> Loop.whileTrue(() -> step(later)));

        assertThat(taken).hasValue(MANY);
    }

    @Test
    void stepsOfBothKindsMayFollowEachOther() throws Throwable {
        LOOP.run(() -> Loop.whileTrue(() -> step(taken.get() % 3 == 0)));

        assertThat(taken).hasValue(MANY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstStepThatFailsIsTheLast(boolean thrown) {
        assertThatThrownBy(() -> LOOP.run(() -> Loop.whileTrue(() -> {
                    if (taken.incrementAndGet() < 5) {
                        return Future.succeededFuture(true);
                    }
                    if (thrown) {
                        throw new IllegalStateException("enough");
                    }
                    return Future.failedFuture(new IllegalStateException("enough"));
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(taken).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachHasItsStepAlsoAfterOneThatFailed(boolean thrown) {
        List<Integer> things = IntStream.range(0, MANY).boxed().toList();

        assertThatThrownBy(() -> LOOP.run(() -> Loop.forEach(things, thing -> {
                    taken.incrementAndGet();
                    if (thing > 0 && thrown) {
                        throw new IllegalStateException("thing " + thing);
                    }
                    return thing == 0
                            ? step(true).mapEmpty()
                            : Future.failedFuture(new IllegalStateException("thing " + thing));
                })))
                .as("the first failure")
                .hasMessage("thing 1");
        assertThat(taken).hasValue(MANY + 1);
    }

    @Test
    void nothingToDoIsDone() throws Throwable {
        LOOP.run(() -> Loop.forEach(List.of(), thing -> Future.failedFuture("a step for nothing")));
    }

    @Test
    void noStepBeginsBeforeTheOneBeforeHasEnded() throws Throwable {
        AtomicInteger running = new AtomicInteger();

        LOOP.run(() -> Loop.whileTrue(() -> {
            assertThat(running.incrementAndGet()).isEqualTo(1);
            return LOOP.vertx().timer(1).map(ended -> {
                running.decrementAndGet();
                return taken.incrementAndGet() < 20;
            });
        }));

        assertThat(taken).hasValue(20);
    }
}
