package io.portcullis.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.View;
import io.portcullis.control.Views;
import io.portcullis.fault.Fault;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What enabling, tuning and disabling do to a control plane. */
class MountCommandsTest {

    private static void refused(ThrowingCallable command, String text) {
        assertThatThrownBy(command).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @Test
    void aMountIsThereUnderItsPathAndItsAccessor() {
        View view = Mounts.at("people/");

        MountEntry mount = Mounts.table(view).at("root", "people/").orElseThrow();
        assertThat(mount.accessor()).matches("auth_userpass_[0-9a-f]{8}");
        assertThat(mount.buckets()).isEqualTo(MountEntry.DEFAULT_BUCKETS);
        assertThat(Mounts.table(view).withAccessor(mount.accessor())).contains(mount);
        assertThat(Mounts.table(view).of("root")).extracting(MountEntry::path).containsExactly("people/", "token/");
        assertThat(Mounts.table(view).of("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "people/, people/",
        "people/sub/, people/",
        "people/a/b/c/, people/",
        "team/, team/a/",
        "team/a/b/, team/a/",
        "token/, token/",
        "token/x/, token/"
    })
    void aPathIsTakenByWhatIsAboveOrBelowIt(String path, String other) {
        View view = Mounts.at("people/", "team/a/");
        String text = path.equals("token/") || path.startsWith("token/")
                ? "path is already in use at token/"
                : "path is already in use at " + other;

        refused(() -> Mounts.enabled(view, path, "userpass"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"people2/", "peopl/", "People/", "team/b/", "teama/", "a people/", "tok/", "tokens/"})
    void whatOnlyLooksAlikeIsFree(String path) {
        View view = Mounts.enabled(Mounts.at("people/", "team/a/"), path, "userpass");

        assertThat(Mounts.table(view).at("root", path)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'', backend type must be specified as a string",
        "token, token credential backend cannot be instantiated",
        "ns_token, token credential backend cannot be instantiated",
        "plugin, plugin_name must be provided for plugin backend",
        "nope, plugin not found in the catalog: nope",
        "Userpass, plugin not found in the catalog: Userpass"
    })
    void onlyTypesThatAreThereCanBeEnabled(String type, String text) {
        View view = Mounts.at();

        refused(() -> Mounts.enabled(view, "x/", type), text);
    }

    @Test
    void aPathThatIsTooLongOrHasEmptySegmentsIsRefused() {
        View view = Mounts.at();

        refused(() -> Mounts.enabled(view, "a".repeat(512) + "/", "userpass"), "mount path is longer than 512 bytes");
        refused(() -> Mounts.enabled(view, "a//b/", "userpass"), "mount path has an empty segment");
        assertThat(Mounts.table(Mounts.enabled(view, "a".repeat(511) + "/", "userpass"))
                        .of("root"))
                .hasSize(2);
    }

    @Test
    void theMountsOfOneThousandEnablingsHaveDifferentAccessorsAlsoAtOnePath() {
        View view = Mounts.at();
        Set<String> accessors = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            view = Mounts.enabled(view, "brief/", "userpass");
            accessors.add(Mounts.table(view).at("root", "brief/").orElseThrow().accessor());
            view = Mounts.disabled(view, "brief/");
        }

        assertThat(accessors).hasSize(1_000);
        assertThat(view.snapshot().part(DeadMounts.KIND).unswept())
                .extracting(DeadMounts.DeadMount::accessor)
                .containsExactlyInAnyOrderElementsOf(accessors);
    }

    @Test
    void whatIsDisabledIsGoneAndItsAccessorIsRemembered() {
        View before = Mounts.at("people/");
        MountEntry mount = Mounts.table(before).at("root", "people/").orElseThrow();

        View after = Mounts.disabled(before, "people/");

        assertThat(Mounts.table(after).at("root", "people/")).isEmpty();
        assertThat(Mounts.table(after).serving("root", "people/login/ada")).isEmpty();
        assertThat(Mounts.table(after).withAccessor(mount.accessor())).isEmpty();
        assertThat(after.snapshot().part(DeadMounts.KIND).unswept())
                .containsExactly(new DeadMounts.DeadMount("root", mount.accessor(), 16, Views.NOW, false, false, null));
        assertThat(Mounts.table(before).at("root", "people/"))
                .as("the old view")
                .contains(mount);
    }

    @Test
    void disablingNothingChangesNothingAndTheTokenStoreStays() {
        View view = Mounts.at();

        assertThat(Views.isNothing(MountCommands.disable(view, "root", "never-there/")))
                .isTrue();
        refused(() -> Mounts.disabled(view, "token/"), "token credential backend cannot be disabled");
    }

    @Test
    void tuningKeepsTheAccessorAndTuningToTheSameChangesNothing() {
        View before = Mounts.at("people/");
        MountEntry mount = Mounts.table(before).at("root", "people/").orElseThrow();

        View after = Views.after(
                before,
                now -> MountCommands.tune(
                        now, "root", "people/", old -> old.with(old.config(), "for people", old.options())));

        MountEntry tuned = Mounts.table(after).at("root", "people/").orElseThrow();
        assertThat(tuned).isEqualTo(mount.with(mount.config(), "for people", mount.options()));
        assertThat(Views.isNothing(MountCommands.tune(after, "root", "people/", old -> old)))
                .isTrue();
        refused(
                () -> MountCommands.tune(before, "root", "foo/", old -> old),
                "tune of path \"auth/foo/\" failed: no mount entry found");
    }

    @ParameterizedTest
    @CsvSource({
        "people/login/ada, people/",
        "people/, people/",
        "team/a/users/x, team/a/",
        "people, ''",
        "peoples/login/ada, ''",
        "team/b/login/x, ''",
        "team/, ''",
        "People/login/ada, ''",
        "'', ''"
    })
    void aPathIsServedByTheMountThatItBeginsWith(String path, String mount) {
        MountTable table = Mounts.table(Mounts.at("people/", "team/a/"));

        assertThat(table.serving("root", path).map(MountEntry::path).orElse("")).isEqualTo(mount);
        assertThat(table.serving("other", path)).isEmpty();
    }
}
