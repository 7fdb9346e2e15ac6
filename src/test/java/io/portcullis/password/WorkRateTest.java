package io.portcullis.password;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class WorkRateTest {

    private final WorkRate rate = new WorkRate(30_000e-9);
    private long now = Long.MAX_VALUE - 1;

    @Test
    void speedIsThePresumedOneUntilThereIsAMeasure() {
        assertRate(30_000);
        finish(2_048, 10);
        assertRate(30_000);
    }

    @Test
    void speedIsThatOfAllWhoWorkSideBySide() {
        // 8 lanes that end together every 80 ms
        for (int i = 0; i < 2_400; i++) {
            finish(2_048, i % 8 == 0 ? 80 : 0);
        }

        assertRate(8 * 2_048 / 0.080);
    }

    @Test
    void dearJobsCountWhatTheyCost() {
        for (int i = 0; i < 40; i++) {
            finish(32_768, 800);
        }

        assertRate(32_768 / 0.8);
    }

    @Test
    void shortTimesInWhichSomethingWaitsTellNothing() {
        // Given a queue that is empty again after 199 ms, in which any number ended
        for (int i = 0; i < 100; i++) {
            finish(2_048, 50);
            finish(2_048, 100);
            finish(2_048, 0);
            pass(99);
            rate.relieved(now);
        }

        assertRate(30_000);
    }

    @Test
    void timeInWhichNothingWaitsDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            finish(2_048, 100);
            finish(2_048, 100);
            finish(2_048, 100);
            finish(2_048, 100);
            rate.relieved(now);
            pass(HOURS.toMillis(1));
        }

        assertRate(20_480);
    }

    @Test
    void timeUntilTheQueueIsEmptyCounts() {
        for (int i = 0; i < 100; i++) {
            finish(1, 0);
            finish(4_096, 150);
            pass(150);
            rate.relieved(now);
        }

        assertRate(4_096 / 0.3);
    }

    @Test
    void newSpeedIsKnownAfterAsLongAsItIsRemembered() {
        for (int i = 0; i < 100; i++) {
            finish(6_000, 100);
        }
        for (int i = 0; i < 40; i++) {
            finish(1_000, 100);
        }

        // within 4 s a measure fades to 1/e
        assertRate(10_000 + 50_000 / Math.E, 5);
    }

    @Test
    void processThatWasStoppedForAnHourRecovers() {
        for (int i = 0; i < 100; i++) {
            finish(6_000, 100);
        }
        finish(6_000, HOURS.toMillis(1));
        for (int i = 0; i < 200; i++) {
            finish(6_000, 100);
        }

        assertRate(60_000);
    }

    private void finish(long expansions, long afterMillis) {
        pass(afterMillis);
        rate.finished(expansions, now);
    }

    private void pass(long millis) {
        now += MILLISECONDS.toNanos(millis);
    }

    private void assertRate(double perSecond) {
        assertRate(perSecond, 2);
    }

    private void assertRate(double perSecond, double percentage) {
        assertThat(rate.perNano() * SECONDS.toNanos(1)).isCloseTo(perSecond, withinPercentage(percentage));
    }
}
