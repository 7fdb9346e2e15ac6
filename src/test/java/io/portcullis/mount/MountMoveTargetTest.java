package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.namespace.Namespace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mount goes only where a URL can name it. */
class MountMoveTargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"auth/a\u0000b", "auth/a\nb", "auth/a\u200bb", "auth/\u00a0"})
    void aTargetThatNoUrlCanNameIsRefused(String to) {
        assertThatThrownBy(() -> MountMove.of(Namespace.ROOT, "auth/people", to))
                .isInstanceOf(Fault.class)
                .hasMessage("invalid destination mount: path cannot contain non-printable characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../b/auth/x", "auth/x/../../..", "auth/./x", "auth/x//y"})
    void aTargetThatIsNotCleanIsRefused(String to) {
        assertThatThrownBy(() -> MountMove.of(Namespace.ROOT, "auth/people", to))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("is not clean");
    }
}
