package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.View;
import io.portcullis.control.Views;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Everybody is judged by one instant, here ten seconds ago. */
class JudgementTest {

    private static final LockoutSettings SETTINGS = LockoutSettings.DEFAULT;
    private static final Instant THEN = Views.NOW;

    private final Judgement judgement = new Judgement(new View(
            Views.empty().snapshot(),
            THEN,
            System.nanoTime() - Duration.ofSeconds(10).toNanos()));

    private boolean isLocked(Duration later) {
        long last = THEN.plus(later).toEpochMilli();
        return judgement.isLocked(Counted.parse("ada 5 " + last + " 0 0"), SETTINGS);
    }

    @Test
    void whoWasLockedThenIs() {
        assertThat(isLocked(Duration.ZERO)).isTrue();
        assertThat(isLocked(Duration.ofMinutes(-15).plusMillis(1))).isTrue();
        assertThat(isLocked(Duration.ofMinutes(-15))).isFalse();
    }

    @Test
    void aLockThatWasSetLaterIsLeftOut() {
        assertThat(isLocked(Duration.ofMillis(1))).isFalse();
        assertThat(isLocked(Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void aLockThatAClockThatWasAheadSetIsNotOverlooked() {
        assertThat(isLocked(Duration.ofHours(1))).isTrue();
    }
}
