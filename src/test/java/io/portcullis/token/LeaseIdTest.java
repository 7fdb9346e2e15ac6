package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What names a lease, and what cannot. */
class LeaseIdTest {

    private static final String HASH = "0123456789-_abcdefghijklmnopqrstuvwxyzABCDE";

    @Test
    void itIsReadAsItIsWritten() {
        LeaseId id = new LeaseId("auth/people/login/ada", HASH);

        assertThat(LeaseId.parse(id.text())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "auth/people/login/ada",
                "h" + HASH,
                "/h" + HASH,
                "auth/h" + HASH + "x",
                "auth/h" + HASH + "/",
                "auth/" + HASH,
                "auth/x" + HASH
            })
    void everythingElseIsNone(String text) {
        assertThat(LeaseId.parse(text)).isEmpty();
    }
}
