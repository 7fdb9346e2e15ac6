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
        LeaseId inRoot = new LeaseId("auth/people/login/ada", HASH, "root");
        LeaseId inTenant = new LeaseId("auth/people/login/ada", HASH, "aB3dE");

        assertThat(LeaseId.parse(inRoot.text())).contains(inRoot);
        assertThat(inTenant.text()).endsWith(".aB3dE");
        assertThat(LeaseId.parse(inTenant.text())).contains(inTenant);
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
                "auth/x" + HASH,
                "auth/h" + HASH + ".",
                "auth/h" + HASH + ".a/b"
            })
    void everythingElseIsNone(String text) {
        assertThat(LeaseId.parse(text)).isEmpty();
    }
}
