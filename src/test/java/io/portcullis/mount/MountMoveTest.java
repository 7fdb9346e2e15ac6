package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.View;
import io.portcullis.control.Views;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.Namespace;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can move where, and what it keeps. */
class MountMoveTest {

    private static final View VIEW = Mounts.at("a/", "team/deep/");

    private static View moved(View view, String from, String to) {
        return Views.after(view, MountMove.of(Namespace.ROOT, from, to)::decide);
    }

    private static void refused(ThrowingCallable move, String text) {
        assertThatThrownBy(move).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.getMessage()).isEqualTo(text);
        });
    }

    private static void refused(String from, String to, String text) {
        refused(() -> moved(VIEW, from, to), text);
    }

    @ParameterizedTest
    @CsvSource({
        "auth/a, auth/b, b/",
        "/auth/a/, /auth/b/, b/",
        "auth/a, auth/x/y/z, x/y/z/",
        "auth/a, auth/team/other, team/other/",
        "auth/a, auth/aa, aa/",
        "auth/a, auth/A, A/",
        "auth/a, auth/tokens, tokens/"
    })
    void itIsAtTheOtherPathAndElseWhatItWas(String from, String to, String path) {
        MountEntry before = Mounts.table(VIEW).at("root", "a/").orElseThrow();

        View after = moved(VIEW, from, to);

        assertThat(Mounts.table(after).at("root", "a/")).isEmpty();
        assertThat(Mounts.table(after).at("root", path)).contains(before.at(path));
        assertThat(Mounts.table(after).withAccessor(before.accessor())).contains(before.at(path));
        assertThat(Mounts.table(after).of("root")).hasSize(3);
        assertThat(Mounts.table(after).serving("root", "a/login/ada")).isEmpty();
        assertThat(after.snapshot().part(DeadMounts.KIND).unswept()).isEmpty();
    }

    @Test
    void thereAndBackIsAsBefore() {
        View back = moved(moved(VIEW, "auth/a", "auth/b"), "auth/b", "auth/a");

        assertThat(Mounts.table(back).of("root"))
                .containsExactlyElementsOf(Mounts.table(VIEW).of("root"));
    }

    @Test
    void itSaysWhereFromAndWhereTo() {
        MountMove.Moved moved =
                MountMove.of(Namespace.ROOT, "auth/a", "auth/b/c").by(VIEW);

        assertThat(moved.source()).isEqualTo("auth/a/");
        assertThat(moved.target()).isEqualTo("auth/b/c/");
    }

    @ParameterizedTest
    @CsvSource({"'', auth/b", "auth/a, ''", "/, auth/b", "auth/a, //"})
    void bothPathsAreNeeded(String from, String to) {
        refused(from, to, "both 'from' and 'to' path must be specified as a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth/nope", "auth/team", "auth/a/users", "auth", "auth/A"})
    void onlyAMountMoves(String from) {
        refused(from, "auth/b", "no matching mount at \"" + from + "/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "nope/auth/a", "sys", "identity", "cubbyhole"})
    void nothingFromOutsideMovesBelowAuth(String from) {
        refused(from, "auth/b", "cannot remount to destination auth/b/");
    }

    @ParameterizedTest
    @CsvSource({"auth/token, auth/b", "auth/token/x, auth/b", "sys, x", "sys/x, x", "identity, x", "cubbyhole, x"})
    void whatIsThereFromTheBeginningStays(String from, String to) {
        refused(from, to, "cannot remount \"" + from + "/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth/token", "auth/token/x"})
    void nothingTakesThePlaceOfTheTokenStore(String to) {
        refused("auth/a", to, "cannot remount to destination \"" + to + "/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "b/auth/c", "nope/auth/x", "AUTH/b", "authb"})
    void anAuthMountStaysBelowAuth(String to) {
        refused("auth/a", to, "cannot remount auth mount to non-auth mount \"" + to + "/\"");
    }

    @ParameterizedTest
    @CsvSource({
        "auth/a, auth/a/",
        "auth/a/b, auth/a/",
        "auth/team, auth/team/deep/",
        "auth/team/deep, auth/team/deep/",
        "auth/team/deep/er, auth/team/deep/"
    })
    void aTakenPathIsRefused(String to, String other) {
        refused("auth/a", to, "path already in use at \"" + other + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth//b", "auth/./b", "auth/../b", "auth/x/..", "./auth/b", "../auth/b", "auth/b/."})
    void anUncleanPathIsNoTarget(String to) {
        assertThatThrownBy(() -> moved(VIEW, "auth/a", to))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.getMessage()).startsWith("invalid destination mount: path '"));
    }

    @Test
    void aPathThatIsTooLongIsNoTarget() {
        refused("auth/a", "auth/" + "x".repeat(512), "mount path is longer than 512 bytes");
    }
}
