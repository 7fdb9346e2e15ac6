package io.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyTableTest {

    private static final Instant NOW = Policies.NOW;

    private static PolicyTable with(PolicyTable table, String name, String text, @Nullable Instant end) {
        var policy = new Policy("root", name, text, 1, false, NOW, end, false, false);
        return PolicyTable.KIND.put(table, PolicyTable.key("root", name), PolicyTable.encode(policy));
    }

    private static PolicyTable table(String... namesAndTexts) {
        PolicyTable table = PolicyTable.KIND.empty();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            table = with(table, namesAndTexts[i], namesAndTexts[i + 1], null);
        }
        return table;
    }

    private static String rule(String path, String capability) {
        return "path \"" + path + "\" { capabilities = [\"" + capability + "\"] }";
    }

    private static Acl acl(PolicyTable table, Instant time, String... names) {
        return table.acl("root", "", List.of(names), Identity.NOBODY, time);
    }

    @Test
    void aTokenHasWhatItsPoliciesAllowAndNothingFromThoseThatAreNotThere() {
        PolicyTable table = table("a", rule("x", "read"), "b", rule("x", "list"), "c", rule("x", "sudo"));

        assertThat(acl(table, NOW, "a", "b", "gone").capabilities("x")).containsExactly("list", "read");
        assertThat(acl(table, NOW, "gone").capabilities("x")).containsExactly("deny");
        assertThat(acl(table, NOW).capabilities("x")).containsExactly("deny");
        assertThat(table.acl("other", "", List.of("a"), Identity.NOBODY, NOW).capabilities("x"))
                .containsExactly("deny");
    }

    @Test
    void aChangeBindsAtOnce() {
        PolicyTable before = table("a", rule("x", "read"));
        assertThat(acl(before, NOW, "a").capabilities("x")).containsExactly("read");

        PolicyTable changed = with(before, "a", rule("x", "list"), null);
        assertThat(acl(changed, NOW, "a").capabilities("x")).containsExactly("list");
        PolicyTable removed = PolicyTable.KIND.remove(changed, PolicyTable.key("root", "a"));
        assertThat(acl(removed, NOW, "a").capabilities("x")).containsExactly("deny");
        assertThat(acl(before, NOW, "a").capabilities("x")).as("the old state").containsExactly("read");
    }

    @Test
    void aPolicyThatCannotBeReadFailsEveryTokenThatHasItAndNoOther() {
        PolicyTable table = table("good", rule("x", "read"), "bad", "path {");

        assertThatThrownBy(() -> acl(table, NOW, "good", "bad"))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(503));
        assertThat(acl(table, NOW, "good").capabilities("x")).containsExactly("read");
    }

    @Test
    void anEndBindsAlsoWhereTheSetIsKnownAlready() {
        Instant end = NOW.plusSeconds(10);
        PolicyTable table = with(table("a", rule("x", "read")), "b", rule("x", "list"), end);

        for (Instant time : List.of(NOW, end.minusNanos(1), end, end.plusSeconds(1), NOW, end)) {
            boolean ended = !time.isBefore(end);
            assertThat(acl(table, time, "a", "b").capabilities("x"))
                    .as("at %s", time)
                    .isEqualTo(ended ? List.of("read") : List.of("list", "read"));
            assertThat(table.find("root", "b", time).isPresent()).isEqualTo(!ended);
        }
    }

    @Test
    void aBlockEndsByItself() {
        Instant end = NOW.plusSeconds(10);
        List<CompiledPolicy> policies = List.of(CompiledPolicy.of(
                Policies.policy("p", false, false),
                List.of(
                        BlockBuilder.block("x", "read"),
                        BlockBuilder.path("x", "list").until(end).build())));

        PolicySet before = PolicySet.of("", policies, NOW);
        assertThat(before.acl(new Viewpoint(Identity.NOBODY, NOW)).capabilities("x"))
                .containsExactly("list", "read");
        assertThat(before.holdsAt(end.minusNanos(1))).isTrue();
        assertThat(before.holdsAt(end)).isFalse();
        PolicySet after = PolicySet.of("", policies, end);
        assertThat(after.acl(new Viewpoint(Identity.NOBODY, end)).capabilities("x"))
                .containsExactly("read");
        assertThat(after.holdsAt(end.minusNanos(1))).isFalse();
        assertThat(after.holdsAt(end.plus(Duration.ofDays(9_999)))).isTrue();
    }

    @Test
    void rootIsAlone() {
        PolicyTable table = table("a", rule("x", "read"));

        assertThat(acl(table, NOW, "root").isRoot()).isTrue();
        assertThat(acl(table, NOW, "root").permission("anything", false)).isSameAs(Permission.ROOT);
        assertThatThrownBy(() -> acl(table, NOW, "a", "root")).isInstanceOf(Fault.class);
        assertThat(acl(table, NOW, "a").isRoot()).isFalse();
    }

    @Test
    void sharedSetsDoNotMixHolders() {
        PolicyTable table = table("a", rule("x/{{identity.entity.name}}", "read"));
        List<String> names = List.of("a");

        for (String name : List.of("ada", "bob", "ada")) {
            Acl acl = table.acl("root", "", names, Policies.named(name), NOW);
            assertThat(acl.capabilities("x/" + name)).containsExactly("read");
            assertThat(acl.capabilities("x/eve")).containsExactly("deny");
        }
        assertThat(table.obstacle("root", "", names, Policies.named("a/b"), NOW))
                .isPresent();
        assertThat(table.obstacle("root", "", names, Policies.named("ada"), NOW))
                .isEmpty();
    }

    @Test
    void moreSetsThanAreKeptAreDecidedAsWell() {
        var namesAndTexts = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            namesAndTexts.add("p" + i);
            namesAndTexts.add(rule("x" + i, "read"));
        }
        PolicyTable table = table(namesAndTexts.toArray(String[]::new));

        IntStream.range(0, 60_000).forEach(i -> {
            Acl acl = acl(table, NOW, "p" + i % 20, "unknown-" + i);
            if (i % 1_000 == 0) {
                assertThat(acl.capabilities("x" + i % 20)).containsExactly("read");
            }
        });
    }
}
