package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.Change;
import io.portcullis.control.View;
import io.portcullis.control.Views;
import io.portcullis.mount.MountTable;
import io.portcullis.mount.Mounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tokens a revocation by path covers. */
class RevocationsTest {

    private static final String ROOT = "root";
    private static final Instant NOW = Views.NOW;

    private final View mounted = Mounts.at("people/", "deep/er/");

    private static View revoked(View view, String path, Instant upTo) {
        Revocation revocation = new Revocation(ROOT, path + "/", upTo, null);
        return Views.after(
                view,
                now -> Change.withoutResult().put(Revocations.KIND, revocation.key(), Revocations.encode(revocation)));
    }

    private TokenEntry token(String mount, String path, @Nullable String name, Instant issuedAt) {
        String accessor = mounted.snapshot()
                .part(MountTable.KIND)
                .at(ROOT, mount)
                .orElseThrow()
                .accessor();
        return new TokenEntry(
                ROOT,
                "accessor",
                TokenOrigin.orphan(accessor, path, "", Map.of()),
                List.of(),
                name == null ? null : Holder.of(mounted.snapshot().seal(), ROOT, accessor, name),
                TokenLease.endless(issuedAt),
                0,
                List.of());
    }

    private TokenEntry login(String path, Instant issuedAt) {
        return token("people/", path, null, issuedAt);
    }

    @ParameterizedTest
    @CsvSource({
        "auth/people/login/ada, auth/people/login/ada, true",
        "auth/people/login/ada, auth/people/login/adam, false",
        "auth/people/login/ad, auth/people/login/ada, false",
        "auth/people/login, auth/people/login/ada, true",
        "auth/people, auth/people/login/ada, true",
        "auth, auth/people/login/ada, true",
        "aut, auth/people/login/ada, false",
        "auth/peopl, auth/people/login/ada, false",
        "auth/People, auth/people/login/ada, false",
        "auth/people/login/ada/x, auth/people/login/ada, false",
        "auth/others, auth/people/login/ada, false"
    })
    void aPrefixIsADirectory(String prefix, String path, boolean covered) {
        View view = revoked(mounted, prefix, NOW);

        assertThat(Revocations.isVoid(view, login(path, NOW))).isEqualTo(covered);
    }

    @Test
    void onlyWhatWasIssuedUpToTheInstantIsVoid() {
        View view = revoked(mounted, "auth/people", NOW);

        assertThat(Revocations.isVoid(view, login("auth/people/login/ada", NOW.minusSeconds(9))))
                .isTrue();
        assertThat(Revocations.isVoid(view, login("auth/people/login/ada", NOW.plusNanos(1))))
                .isFalse();
    }

    @Test
    void ofSeveralThatCoverATokenTheLatestCounts() {
        View view = revoked(revoked(mounted, "auth/people", NOW.plusSeconds(9)), "auth/people/login/ada", NOW);

        assertThat(Revocations.isVoid(view, login("auth/people/login/ada", NOW.plusSeconds(9))))
                .isTrue();
    }

    @Test
    void aTokenThatIsMadeByAViewWithTheRevocationIsNotVoid() {
        View view = revoked(mounted, "auth/people", NOW.plusSeconds(5));

        Instant date = Revocations.issueTime(view, ROOT, "auth/people/login/ada", NOW);

        assertThat(date).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(5).plusMillis(1));
        assertThat(Revocations.isVoid(view, login("auth/people/login/ada", date)))
                .isFalse();
        assertThat(Revocations.issueTime(view, ROOT, "auth/others/login/ada", NOW))
                .isEqualTo(NOW);
        assertThat(Revocations.issueTime(view, ROOT, "auth/people/login/ada", NOW.plusSeconds(6)))
                .isEqualTo(NOW.plusSeconds(6));
    }

    @Test
    void aRevocationReachesBeyondTokensThatWereDatedAfterAnotherOne() {
        View view = revoked(mounted, "auth", NOW.plusSeconds(5));
        Instant date = Revocations.issueTime(view, ROOT, "auth/people/login/ada", NOW);

        // The clock of Redis went back, or two revocations came at once.
        Instant reach = view.snapshot().part(Revocations.KIND).reach(NOW.minusSeconds(30));
        View again = revoked(view, "auth/people/login/ada", reach);

        assertThat(Revocations.isVoid(again, login("auth/people/login/ada", date)))
                .isTrue();
        Instant next = Revocations.issueTime(again, ROOT, "auth/people/login/ada", NOW);
        assertThat(Revocations.isVoid(again, login("auth/people/login/ada", next)))
                .isFalse();
    }

    @Test
    void theNameOfAnAccountIsTheSameInEitherCase() {
        TokenEntry typed = token("people/", "auth/people/login/ADA", "ada", NOW);

        assertThat(typed.leasePath()).isEqualTo("auth/people/login/ada");
        assertThat(Revocations.isVoid(revoked(mounted, "auth/people/login/ada", NOW), typed))
                .isTrue();
    }

    @Test
    void theNameOfARoleIsNot() {
        TokenEntry child = token("token/", "auth/token/create/ADA", null, NOW);

        assertThat(child.leasePath()).isEqualTo("auth/token/create/ADA");
        assertThat(Revocations.isVoid(revoked(mounted, "auth/token/create/ada", NOW), child))
                .isFalse();
    }

    @Test
    void tokensOfOtherNamespacesAreNotCovered() {
        Revocation elsewhere = new Revocation("other", "auth/", NOW, null);
        View view = Views.after(
                mounted,
                now -> Change.withoutResult().put(Revocations.KIND, elsewhere.key(), Revocations.encode(elsewhere)));

        assertThat(Revocations.isVoid(view, login("auth/people/login/ada", NOW)))
                .isFalse();
    }

    @Test
    void whatIsOverIsToldAFewAtATime() {
        View view = mounted;
        for (int i = 0; i < 5; i++) {
            Revocation over = new Revocation(ROOT, "auth/x" + i + "/", NOW, NOW.plusSeconds(60));
            view = Views.after(
                    view, now -> Change.withoutResult().put(Revocations.KIND, over.key(), Revocations.encode(over)));
        }
        view = revoked(view, "auth/token", NOW);
        Revocations revocations = view.snapshot().part(Revocations.KIND);

        assertThat(revocations.over(NOW.plusSeconds(60), 9)).isEmpty();
        assertThat(revocations.over(NOW.plusSeconds(61), 3)).hasSize(3);
        assertThat(revocations.over(NOW.plus(Duration.ofDays(9_999)), 9))
                .hasSize(5)
                .extracting(Revocation::prefix)
                .doesNotContain("auth/token/");
    }
}
