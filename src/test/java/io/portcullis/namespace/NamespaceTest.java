package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a namespace is called, and how its id is told from a name. */
class NamespaceTest {

    @ParameterizedTest
    @CsvSource({
        "s.abcdefghijklmnop.aB3dE, aB3dE",
        "abcdefghijklmnop.aB3dE, aB3dE",
        ".aB3dE, aB3dE",
        "auth/people/login/ada/h0123456789.aB3dE, aB3dE",
        "a.b.c.d.aB3dE, aB3dE",
        "s.abcdefghijklmnop, root",
        "s.abcdefghijklmnop., root",
        "s.abcdefghijklmnop.aB3d, root",
        "s.abcdefghijklmnop.aB3dEf, root",
        "s.abcdefghijklmnop.aB3dE., root",
        "aB3dE, root",
        "'', root",
        "., root"
    })
    void theIdInANameIsWhatFollowsItsLastDot(String name, String id) {
        assertThat(Namespace.idIn(name)).isEqualTo(id);
    }

    @Test
    void aSuffixIsReadAsItIsWritten() {
        assertThat(Namespace.suffix(Namespace.ROOT_ID)).isEmpty();
        assertThat(Namespace.idIn("s.x" + Namespace.suffix("aB3dE"))).isEqualTo("aB3dE");
    }

    @ParameterizedTest
    @CsvSource({"ns1/, ns1/, ''", "ns1/ns2/, ns2/, ns1/", "a/b/c/, c/, a/b/", "a./..b/, ..b/, a./"})
    void aPathIsThatOfTheParentAndTheOwnName(String path, String name, String parent) {
        Namespace namespace = new Namespace("aB3dE", "u", path, false, Map.of());

        assertThat(namespace.name()).isEqualTo(name);
        assertThat(namespace.parentPath()).isEqualTo(parent);
    }
}
