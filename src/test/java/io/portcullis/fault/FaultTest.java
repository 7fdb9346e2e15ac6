package io.portcullis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void overloadSaysWhenToComeAgainAndHasNoTrace() {
        Fault fault = Fault.overloaded("too busy", Duration.ofSeconds(2)).aggregate();

        assertThat(fault.status()).isEqualTo(503);
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(fault.getStackTrace()).isEmpty();
        assertThat(Fault.unavailable("gone").retryAfter()).isEmpty();
        assertThat(Fault.unavailable("gone").getStackTrace()).isNotEmpty();
    }
}
