package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How names of policies are read, and in which order they are listed. */
class PolicyNameTest {

    @ParameterizedTest
    @CsvSource({
        "Foo, foo",
        "' Foo ', foo",
        "'\u00a0\u2003x\u0085\t', x",
        "ROOT, root",
        "'ro ot', 'ro ot'",
        "\u0130, i",
        "\u212a, k",
        "\u01c5, \u01c6",
        "\u039f\u03a3, \u03bf\u03c3",
        "'', ''",
        "' ', ''"
    })
    void aNameHasOneSpelling(String name, String normal) {
        assertThat(PolicyName.normalised(name)).isEqualTo(normal);
        assertThat(PolicyName.normalised(normal)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "'policies/acl/ Foo ', policies/acl/foo",
        "policies/acl/Dir/Sub/, policies/acl/dir/sub/",
        "policies/acl/FOO/, policies/acl/foo/",
        "'policies/acl/ ', policies/acl/",
        "policies/detailed/acl/DIR/, policies/detailed/acl/dir/",
        "policy/Foo, policy/foo",
        "policies/aclX/Foo, policies/aclX/Foo",
        "policies/ACL/Foo, policies/ACL/Foo",
        "policyX, policyX",
        "auth/policy/X, auth/policy/X"
    })
    void onlyTheNameInAPathGetsItsOneSpelling(String path, String canonical) {
        assertThat(PolicyName.spelledPath(path)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/x", "a//b", "x/"})
    void aNameWithAnEmptySegmentIsRefused(String name) {
        refused(name, "policy name has an empty segment");
    }

    @Test
    void aNameHas512BytesAtMost() {
        assertThat(PolicyName.checked("x".repeat(512))).hasSize(512);
        assertThat(PolicyName.checked("ü".repeat(256))).hasSize(256);
        refused("x".repeat(513), "policy name is longer than 512 bytes");
        refused("ü".repeat(256) + "x", "policy name is longer than 512 bytes");
    }

    private static void refused(String captured, String text) {
        assertThatThrownBy(() -> PolicyName.checked(captured)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @Test
    void theNamesOfAFolderAreListedBeforeItsFoldersAndThoseFromLastToFirst() {
        List<String> listed = List.of(
                "*",
                "a",
                "default",
                "dir",
                "dir2",
                "zz",
                "zz/zz",
                "dir2/x",
                "dir/sub",
                "dir/sub2",
                "dir/z/x",
                "dir/deep/x",
                "dir/deep/a/b",
                "dir-x/y",
                "a/b");
        long seed = System.nanoTime();
        List<String> shuffled = new ArrayList<>(listed);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(shuffled.stream().sorted(PolicyName::compareInFolders))
                .as("seed " + seed)
                .containsExactlyElementsOf(listed);
    }
}
