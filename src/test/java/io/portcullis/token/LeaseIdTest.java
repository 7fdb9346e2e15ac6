package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.namespace.Namespace;
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

    @Test
    void itsNamespaceIsTheOneThatItsNameEndsWith() {
        for (String id : new String[] {"root", "aB3dE"}) {
            LeaseId lease = new LeaseId("auth/a.bcdef/login/ada.aB3dX", HASH, id);

            assertThat(Namespace.idIn(lease.text())).isEqualTo(id);
            assertThat(LeaseId.parse(lease.text())).contains(lease);
        }
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
                "auth/h" + HASH + ".a/b",
                "auth/h" + HASH + ".aB3d",
                "auth/h" + HASH + ".aB3dEf",
                "auth/h" + HASH + ".aB-dE",
                "auth/h" + HASH + ".aB3dE.aB3dE",
                "auth/h" + HASH + ".aB3dE/",
                "auth/h" + HASH + ".aB3dE\n"
            })
    void everythingElseIsNone(String text) {
        assertThat(LeaseId.parse(text)).isEmpty();
    }
}
