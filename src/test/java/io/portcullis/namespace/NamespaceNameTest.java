package io.portcullis.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a namespace may be called, and in which words it is refused. */
class NamespaceNameTest {

    private static void refused(ThrowingCallable naming, String text) {
        assertThatThrownBy(naming).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).isEqualTo(text);
        });
    }

    private static Namespace at(String path) {
        return new Namespace("aB3dE", "u", path, false, Map.of());
    }

    private static void checkNew(String name) {
        NamespaceName.checkNew(Namespace.ROOT, NamespaceName.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "sys", "audit", "auth", "cubbyhole", "identity"})
    void aReservedNameIsRefusedWithOrWithoutItsSlash(String name) {
        String text = "\"" + name + "/\" is a reserved path and cannot be used as a namespace name";

        refused(() -> NamespaceName.of(name), text);
        refused(() -> NamespaceName.of(name + "/"), text);
        refused(() -> NamespaceName.of("/" + name), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comsys", "1_cubbyhole", "sysx", "xsys", "Root", "SYS", "Auth", "..x", "-x", "default", "...", "大",
                        "💪",
                "%", "team_1.1", "api-lock", "a\"b", "a\\b", "{", "a\u0308b", "ä", "token", "self", "lock", "'", "~"
            })
    void everythingElseThatCanBeSeenIsFine(String name) {
        assertThat(NamespaceName.of(name)).isEqualTo(name);
        assertThatCode(() -> checkNew(name)).doesNotThrowAnyException();
    }

    @Test
    void aFinalSlashIsNoPartOfTheName() {
        assertThat(NamespaceName.of("team/")).isEqualTo("team");
        assertThat(NamespaceName.of("/team")).isEqualTo("team");
        assertThat(NamespaceName.of("team//")).isEqualTo("team");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//"})
    void nothingIsNoName(String name) {
        refused(() -> NamespaceName.of(name), "namespace name cannot be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a/b/", "/a/b", "a//b", "sys/a", "a/root", "root/a", "ro/ot", "a/sys/b"})
    void onlyOneSegmentIsAName(String name) {
        refused(() -> NamespaceName.of(name), "namespace name cannot contain /");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "foo bar|\"foo bar\" contains space characters that cannot be used in a namespace name",
                " x|\" x\" contains space characters that cannot be used in a namespace name",
                "a+b|\"a+b\" contains wildcard characters that cannot be used in a namespace name: '+'",
                "a*b|\"a*b\" contains wildcard characters that cannot be used in a namespace name: '*'",
                "*+|\"*+\" contains wildcard characters that cannot be used in a namespace name: '*'",
                "a b+|\"a b+\" contains space characters that cannot be used in a namespace name",
            })
    void theWordsAreThoseOfTheReference(String name, String text) {
        refused(() -> checkNew(name), text);
    }

    @Test
    void aFormatCharacterIsNoneThatCanBeSeen() {
        refused(
                () -> checkNew("\u00ad"),
                "\"\\u00ad\" contains unicode characters that cannot be used in a namespace name: '\u00ad'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x1f, 0x7f, 0x85, 0x200b, 0x202e, 0x2066, 0xfeff, 0xe000, 0xd800, 0x0378})
    void whatCannotBeSeenIsRefused(int character) {
        String name = "a" + Character.toString(character) + "b";

        assertThatThrownBy(() -> checkNew(name))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.getMessage())
                                .containsAnyOf("contains unicode characters", "contains space characters"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x09, 0x0a, 0x0d, 0x20, 0xa0, 0x1680, 0x2000, 0x2028, 0x202f, 0x3000})
    void everyKindOfSpaceIsRefused(int character) {
        String name = "a" + Character.toString(character) + "b";

        assertThatThrownBy(() -> checkNew(name))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.getMessage()).contains("contains space characters"));
    }

    @Test
    void aNameHasAtMost128Bytes() {
        checkNew("a".repeat(128));
        checkNew("大".repeat(42));
        refused(() -> checkNew("a".repeat(129)), "namespace name is longer than 128 bytes");
        refused(() -> checkNew("大".repeat(43)), "namespace name is longer than 128 bytes");
    }

    @Test
    void aPathHasAtMost1024Bytes() {
        Namespace parent = at(("a".repeat(127) + "/").repeat(7));

        NamespaceName.checkNew(parent, "b".repeat(127));
        refused(() -> NamespaceName.checkNew(parent, "b".repeat(128)), "namespace path is longer than 1024 bytes");
    }

    @Test
    void namespacesAreAtMost32Deep() {
        NamespaceName.checkNew(at("a/".repeat(31)), "b");
        refused(
                () -> NamespaceName.checkNew(at("a/".repeat(32)), "b"),
                "namespaces cannot be nested more than 32 deep");
    }
}
