package io.portcullis.password;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refusals are held back, but never without a bound. */
class TarpitTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(20, SECONDS);
    }

    @Test
    void aRefusalComesLaterOnTheContextOfTheCaller() throws Exception {
        Context context = vertx.getOrCreateContext();
        var told = new CompletableFuture<Context>();
        long begun = System.nanoTime();

        new Tarpit(Duration.ofMillis(200)).hold(context, () -> told.complete(Vertx.currentContext()));

        assertThat(told.get(20, SECONDS)).isSameAs(context);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(200));
    }

    @Test
    void whatIsTooMuchToBeHeldIsToldAtOnce() {
        Context context = vertx.getOrCreateContext();
        Tarpit tarpit = new Tarpit(Duration.ofHours(1));
        var told = new AtomicInteger();

        for (int i = 0; i < 8_192 + 100; i++) {
            tarpit.hold(context, told::incrementAndGet);
        }

        assertThat(told).hasValue(100);
    }
}
