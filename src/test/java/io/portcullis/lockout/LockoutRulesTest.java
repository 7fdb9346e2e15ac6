package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.mount.LockoutConfig;
import io.portcullis.mount.MountConfig;
import io.portcullis.mount.MountEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The environment goes before the mount, the mount before the file: spec of userpass, 4.6. */
class LockoutRulesTest {

    private static final LockoutSettings FILE =
            new LockoutSettings(7, Duration.ofSeconds(70), Duration.ofSeconds(700), List.of());

    private static MountEntry mount(String type, @Nullable LockoutConfig lockout) {
        MountConfig untuned = MountConfig.UNTUNED;
        MountConfig config = new MountConfig(
                untuned.defaultLeaseTtl(),
                untuned.maxLeaseTtl(),
                untuned.tokenType(),
                untuned.listingVisibility(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                lockout);
        return new MountEntry(
                "root", "some/", type, "", "auth_" + type + "_00000001", "uuid", config, null, false, false, false, 16);
    }

    private static LockoutConfig tuned(boolean disable) {
        return new LockoutConfig(0, Duration.ZERO, Duration.ZERO, disable, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // environment, mount tuned off, file off: on
        "     , false, false, true",
        "     , true,  false, false",
        "     , false, true,  false",
        "true , true,  true,  true",
        "false, false, false, false"
    })
    void theFirstThatSaysSomethingDecides(
            @Nullable Boolean environment, boolean mountOff, boolean fileOff, boolean on) {
        LockoutRules rules = new LockoutRules(Optional.ofNullable(environment), FILE, fileOff, true, 0);

        assertThat(rules.of(mount("userpass", tuned(mountOff))).isPresent()).isEqualTo(on);
    }

    @Test
    void eachNumberIsTheMountsOrElseTheFiles() {
        LockoutRules rules = new LockoutRules(Optional.empty(), FILE, false, true, 0);

        assertThat(rules.of(mount("userpass", null))).contains(FILE);
        assertThat(rules.of(mount("userpass", tuned(false)))).contains(FILE);
        assertThat(rules.of(mount(
                        "userpass", new LockoutConfig(3, Duration.ZERO, Duration.ofSeconds(9), false, List.of()))))
                .contains(new LockoutSettings(3, Duration.ofSeconds(70), Duration.ofSeconds(9), List.of()));
    }

    @Test
    void onlyAccountsAreLocked() {
        assertThat(new LockoutRules(Optional.of(true), FILE, false, true, 0).of(mount("token", null)))
                .isEmpty();
    }

    @Test
    void aThresholdOfNothingLocksAtTheFirstFailure() {
        assertThat(new LockoutSettings(0, Duration.ZERO, Duration.ZERO, List.of()).lockingCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> new LockoutSettings(1, Duration.ofSeconds(-1), Duration.ZERO, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
