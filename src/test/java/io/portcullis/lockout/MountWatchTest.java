package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountWatchTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final MountWatch watch = new MountWatch(2);

    @Test
    void everythingIsLookedAtOnceForEachSettings() {
        watch.judgeBy(Optional.of(LockoutSettings.DEFAULT));
        assertThat(watch.accountCursor(1)).contains("0");

        watch.accountsFrom(1, "17");
        watch.judgeBy(Optional.of(LockoutSettings.DEFAULT));
        assertThat(watch.accountCursor(1)).contains("17");

        watch.accountsFrom(1, "0");
        assertThat(watch.accountCursor(1)).isEmpty();
        assertThat(watch.accountCursor(0)).contains("0");
        assertThat(watch.phantomCursor(1)).contains("0");

        watch.judgeBy(Optional.empty());
        assertThat(watch.accountCursor(1)).contains("0");
    }

    @Test
    void mountIsQuietWhenNothingWasThereForTwoMinutes() {
        assertThat(watch.isQuiet(true, NOW)).isFalse();
        assertThat(watch.isQuiet(true, NOW.plusSeconds(119))).isFalse();
        assertThat(watch.isQuiet(false, NOW.plusSeconds(120))).isFalse();
        assertThat(watch.isQuiet(true, NOW.plusSeconds(121))).isFalse();
        assertThat(watch.isQuiet(true, NOW.plusSeconds(242))).isTrue();
    }
}
