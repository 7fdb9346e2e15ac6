package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.Change;
import io.portcullis.control.View;
import io.portcullis.control.Views;
import io.portcullis.fault.Fault;
import io.portcullis.field.JsonLimits;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What writing, patching and deleting do to the policies of a control plane. */
class PolicyCommandsTest {

    private static final Schema SCHEMA = Schema.of(PolicyFields.ALL);
    private static final String TEXT = "path \"a/*\" { capabilities = [\"read\"] }";
    private static final String LATER = "'2030-01-01T00:00:00Z'";
    private static final String EARLIER = "'2020-01-01T00:00:00Z'";

    private static Parameters parameters(String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return SCHEMA.convert(RawParameters.json(body, Set.of(), JsonLimits.STANDARD), Map.of());
    }

    private static Change<Void> write(View view, String name, String json) {
        Parameters given = parameters(json);
        return PolicyCommands.write(
                view, "root", name, new SentText(given.text("policy").orElse(TEXT)), given);
    }

    private static View written(View view, String name, String json) {
        return Views.after(view, now -> write(now, name, json));
    }

    private static View patched(View view, String name, String json) {
        Parameters given = parameters(json);
        return Views.after(
                view,
                now -> PolicyCommands.patch(
                        now,
                        "root",
                        name,
                        given.text("policy").map(SentText::new).orElse(null),
                        given));
    }

    private static View at(View view, Duration after) {
        return new View(view.snapshot(), Views.NOW.plus(after), 0);
    }

    private static Policy policy(View view, String name) {
        return PolicyCommands.find(view, "root", name).orElseThrow();
    }

    private static void refused(ThrowingCallable command, String text) {
        assertThatThrownBy(command).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.text()).contains(text);
        });
    }

    @Test
    void aNewPolicyHasTheFirstVersionAndEveryWriteTheNext() {
        View view = written(Views.empty(), "x", "{}");
        assertThat(policy(view, "x")).isEqualTo(new Policy("root", "x", TEXT, 1, false, Views.NOW, null, false, false));

        view = written(at(view, Duration.ofSeconds(5)), "x", "{'policy':'# other'}");

        assertThat(policy(view, "x"))
                .isEqualTo(new Policy("root", "x", "# other", 2, false, Views.NOW.plusSeconds(5), null, false, false));
        assertThat(PolicyCommands.find(view, "other", "x")).isEmpty();
        assertThat(view.snapshot().part(PolicyTable.KIND).of("other", Views.NOW))
                .isEmpty();
    }

    @Test
    void aWriteReplacesTheWholePolicy() {
        View view = written(
                Views.empty(),
                "x",
                "{'ttl':'1h','allow_wildcards_in_identity_templates':true,'allow_slashes_in_identity_templates':true}");
        assertThat(policy(view, "x"))
                .isEqualTo(
                        new Policy("root", "x", TEXT, 1, false, Views.NOW, Views.NOW.plusSeconds(3_600), true, true));

        assertThat(policy(written(view, "x", "{}"), "x"))
                .isEqualTo(new Policy("root", "x", TEXT, 2, false, Views.NOW, null, false, false));
    }

    @Test
    void aPatchLeavesWhatItDoesNotName() {
        View view =
                written(Views.empty(), "x", "{'expiration':" + LATER + ",'allow_slashes_in_identity_templates':true}");
        Instant end = Instant.parse("2030-01-01T00:00:00Z");

        view = patched(view, "x", "{}");
        assertThat(policy(view, "x")).isEqualTo(new Policy("root", "x", TEXT, 2, false, Views.NOW, end, false, true));

        view = patched(view, "x", "{'policy':'# other','allow_slashes_in_identity_templates':false,'expiration':null}");
        assertThat(policy(view, "x"))
                .isEqualTo(new Policy("root", "x", "# other", 3, false, Views.NOW, end, false, false));

        view = patched(view, "x", "{'ttl':60,'cas':3}");
        assertThat(policy(view, "x").expiresAt()).isEqualTo(Views.NOW.plusSeconds(60));
    }

    @Test
    void aPatchOfNothingIsRefusedBeforeAnythingElse() {
        refused(() -> patched(Views.empty(), "x", "{'ttl':0,'expiration':" + LATER + "}"), "policy not found");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "{'cas':1}, check-and-set parameter 1 did not match the current version 0",
                "{'cas':-2}, check-and-set parameter -2 did not match the current version 0",
                "{'cas_required':true}, check-and-set parameter required for this call"
            })
    void aNewPolicyHasVersionZeroForThoseWhoNameOne(String json, String text) {
        refused(() -> write(Views.empty(), "x", json), text);
        assertThat(policy(written(Views.empty(), "x", "{'cas':0}"), "x").version())
                .isEqualTo(1);
        assertThat(policy(written(Views.empty(), "x", "{'cas':-1,'cas_required':true}"), "x")
                        .casRequired())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "{'cas':0}, check-and-set parameter 0 did not match the current version 2",
                "{'cas':null}, check-and-set parameter 0 did not match the current version 2",
                "{'cas':1}, check-and-set parameter 1 did not match the current version 2",
                "{'cas':3}, check-and-set parameter 3 did not match the current version 2",
                "{'cas':-1}, check-and-set parameter set to -1 on existing entry"
            })
    void onlyTheVersionThatIsThereIsReplaced(String json, String text) {
        View view = written(written(Views.empty(), "x", "{}"), "x", "{}");

        refused(() -> write(view, "x", json), text);
        refused(() -> patched(view, "x", json), text);
        assertThat(policy(written(view, "x", "{'cas':2}"), "x").version()).isEqualTo(3);
        assertThat(policy(patched(view, "x", "{'cas':2}"), "x").version()).isEqualTo(3);
    }

    @Test
    void whereAVersionIsRequiredAWriteNamesItAndAPatchNeedNot() {
        View view = written(Views.empty(), "x", "{'cas_required':true,'cas':0}");

        refused(() -> write(view, "x", "{}"), "check-and-set parameter required for this call");
        refused(() -> write(view, "x", "{'cas_required':false}"), "check-and-set parameter required for this call");
        assertThat(policy(written(view, "x", "{'cas':1}"), "x").casRequired()).isFalse();
        assertThat(policy(patched(view, "x", "{}"), "x").casRequired()).isTrue();
        assertThat(policy(patched(view, "x", "{'cas_required':null}"), "x").casRequired())
                .isFalse();
    }

    @Test
    void whatHasEndedIsAsGoodAsAbsent() {
        View view = written(
                written(Views.empty(), "x", "{'cas':0,'ttl':'1m'}"), "x", "{'cas_required':true,'cas':1,'ttl':'1m'}");
        assertThat(policy(at(view, Duration.ofMillis(59_999)), "x").version()).isEqualTo(2);

        View late = at(view, Duration.ofMinutes(1));

        assertThat(PolicyCommands.find(late, "root", "x")).isEmpty();
        assertThat(late.snapshot().part(PolicyTable.KIND).of("root", late.time()))
                .isEmpty();
        refused(() -> patched(late, "x", "{}"), "policy not found");
        refused(() -> write(late, "x", "{'cas':2}"), "check-and-set parameter 2 did not match the current version 0");
        assertThat(policy(written(late, "x", "{}"), "x").version()).isEqualTo(1);
        View without = Views.after(late, now -> PolicyCommands.delete(now, "root", "x"));
        assertThat(PolicyCommands.find(at(without, Duration.ZERO), "root", "x"))
                .as("its entry goes with a deletion")
                .isEmpty();
    }

    @Test
    void theFirstThingThatIsWrongIsTold() {
        View view = written(Views.empty(), "x", "{}");
        String both = "'ttl':1,'expiration':" + LATER + ",'cas':9";

        refused(() -> write(view, "x", "{'policy':''," + both + "}"), "'policy' parameter not supplied or empty");
        refused(
                () -> write(view, "x", "{'policy':'bad('," + both + "}"),
                "cannot supply both 'expiration' and 'ttl' for policies");
        for (String end : new String[] {"'ttl':0", "'ttl':''", "'expiration':" + EARLIER, "'expiration':0"}) {
            refused(
                    () -> write(view, "root", "{'policy':'bad('," + end + ",'cas':9}"),
                    "refusing to update policy as expiration time has already elapsed");
        }
        assertThatThrownBy(() -> write(view, "root", "{'policy':'bad(','cas':9}"))
                .hasMessageStartingWith("failed to parse policy: ");
        refused(() -> write(view, "root", "{'cas':9}"), "cannot update \"root\" policy");
    }

    @Test
    void textInBase64IsStoredAsWhatItSays() {
        String encoded = Base64.getEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8));

        View view = written(Views.empty(), "x", "{'policy':'" + encoded + "'}");
        assertThat(policy(view, "x").text()).isEqualTo(TEXT);
        view = patched(view, "x", "{'policy':'" + encoded + "'}");
        assertThat(policy(view, "x").text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "response-wrapping"})
    void whatIsBuiltInCannotBeChanged(String name) {
        View view = Views.empty();

        assertThat(policy(view, name).name()).isEqualTo(name);
        refused(() -> write(view, name, "{}"), "cannot update \"" + name + "\" policy");
        refused(() -> patched(view, name, "{'policy':'# x'}"), "cannot update \"" + name + "\" policy");
        refused(() -> PolicyCommands.delete(view, "root", name), "cannot delete \"" + name + "\" policy");
    }

    @Test
    void rootHasNoTextNoVersionAndNoTime() {
        assertThat(policy(Views.empty(), "root"))
                .isEqualTo(new Policy("root", "root", "", 0, false, null, null, false, false));
        refused(() -> patched(Views.empty(), "root", "{}"), "'policy' parameter not supplied or empty");
    }

    @Test
    void theDefaultPolicyIsStoredEditedButNotDeleted() {
        View view = Views.after(Views.empty(), now -> {
            Change<Void> first = Change.withoutResult();
            new PolicyContent().begin(now.snapshot(), "root", now.time(), first);
            return first;
        });

        assertThat(policy(view, "default").version()).isEqualTo(1);
        assertThat(policy(view, "default").modified()).isEqualTo(Views.NOW);
        PolicyText.parse(policy(view, "default").text());
        assertThat(policy(written(view, "default", "{}"), "default").version()).isEqualTo(2);
        refused(() -> PolicyCommands.delete(view, "root", "default"), "cannot delete default policy");
        assertThat(policy(written(Views.empty(), "default", "{}"), "default").version())
                .as("made anew where it is missing")
                .isEqualTo(1);
    }

    @Test
    void deletingTakesOnePolicyAwayAndDeletingNothingChangesNothing() {
        View view = written(written(Views.empty(), "x", "{}"), "x/y", "{}");

        View after = Views.after(view, now -> PolicyCommands.delete(now, "root", "x"));

        assertThat(PolicyCommands.find(after, "root", "x")).isEmpty();
        assertThat(PolicyCommands.find(after, "root", "x/y")).isPresent();
        assertThat(policy(view, "x").version()).as("the old view").isEqualTo(1);
        assertThat(Views.isNothing(PolicyCommands.delete(after, "root", "x"))).isTrue();
        assertThat(policy(written(after, "x", "{}"), "x").version()).isEqualTo(1);
    }
}
