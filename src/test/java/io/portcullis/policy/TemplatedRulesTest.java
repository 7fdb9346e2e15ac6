package io.portcullis.policy;

import static io.portcullis.policy.BlockBuilder.block;
import static io.portcullis.policy.BlockBuilder.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that are another one for each holder: 4.9, decisions P3 and P6. */
class TemplatedRulesTest {

    private static final Identity ADA = Policies.named("ada");

    @Test
    void everybodyHasTheirOwnRule() {
        PathBlock own = block("secret/{{ identity.entity.name }}/*", "read");

        assertThat(Policies.acl(ADA, own).capabilities("secret/ada/x")).containsExactly("read");
        assertThat(Policies.acl(Policies.named("bob"), own).capabilities("secret/ada/x"))
                .containsExactly("deny");
    }

    @ParameterizedTest
    @CsvSource({
        "{{identity.entity.name}}, ada",
        "{{identity.entity.name}}/+/x, ada/q/x",
        "+/{{identity.entity.name}}, q/ada",
        "a+b/{{identity.entity.name}}*, a+b/adam",
        "a/{{identity.entity.name}}{{identity.entity.name}}/b, a/adaada/b",
        "a*b{{identity.entity.name}}, a*bada"
    })
    void aTemplateMayStandAnywhere(String template, String path) {
        Acl acl = Policies.acl(ADA, block(template, "read"));

        assertThat(acl.capabilities(path)).containsExactly("read");
        assertThat(acl.capabilities(path.replace("ada", "bob"))).containsExactly("deny");
    }

    @Test
    void itTakesPartInEverythingLikeOneWithoutTemplate() {
        PathBlock own = block("team/{{identity.entity.name}}", "update");

        assertThat(Policies.acl(ADA, own, block("team/ada", "read")).capabilities("team/ada"))
                .as("merged")
                .containsExactly("read", "update");
        assertThat(Policies.acl(ADA, own, block("team/ada", "deny")).capabilities("team/ada"))
                .as("denied")
                .containsExactly("deny");
        assertThat(Policies.acl(ADA, own, block("team/*", "read")).capabilities("team/ada"))
                .as("more specific")
                .containsExactly("update");
        assertThat(Policies.acl(ADA, block("team/{{identity.entity.name}}*", "update"), block("team/adam", "read"))
                        .capabilities("team/adam"))
                .as("less specific")
                .containsExactly("read");
        assertThat(Policies.acl(ADA, own, block("team/{{ identity.entity.name }}", "list"))
                        .capabilities("team/ada/"))
                .as("two of them, for a listing")
                .containsExactly("list", "update");
    }

    @Test
    void anOwnDenyTakesTheSharedRuleWithIt() {
        Acl acl = Policies.acl(ADA, block("team/ada/*", "read"), block("team/{{identity.entity.name}}/*", "deny"));

        assertThat(acl.capabilities("team/ada/x")).containsExactly("deny");
        assertThat(acl.touches("team/ada/")).isFalse();
        assertThat(acl.globRules().get("team/ada/").capabilities()).containsExactly(Capability.DENY);
    }

    @Test
    void theFirstFilterOfKeysCountsAmongTemplatedBlocksToo() {
        Acl acl = Policies.acl(
                ADA,
                path("x/{{identity.entity.name}}/", "list")
                        .keysFilter("yes/{{ .key }}")
                        .build(),
                path("x/ada/", "list").keysFilter("no/{{ .key }}").build(),
                block("yes/*", "read"));

        assertThat(acl.shows(acl.permission("x/ada/", true), "", "x/ada/", "k")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity.entity.name",
                "identity.entity.metadata.team",
                "bogus",
                "",
                "time.then",
                "time.now.plus.x"
            })
    void aRuleWithoutValueIsSkippedAndTheOthersStand(String selector) {
        Acl acl = Policies.acl(block("a/{{" + selector + "}}*", "read"), block("a/*", "list"));

        assertThat(acl.capabilities("a/x")).containsExactly("list");
        assertThat(Policies.acl(
                                Policies.identity(Map.of(selector, "")),
                                block("a/{{" + selector + "}}*", "read"),
                                block("b", "list"))
                        .capabilities("a/x"))
                .as("an empty value is none")
                .containsExactly("deny");
    }

    @Test
    void aDenyWithoutValueRefusesEverything() {
        assertThatThrownBy(() -> Policies.acl(block("anything", "read"), block("a/{{identity.entity.name}}", "deny")))
                .isInstanceOfSatisfying(Fault.class, TemplatedRulesTest::isForbidden);
        assertThat(Policies.acl(ADA, block("anything", "read"), block("a/{{identity.entity.name}}", "deny"))
                        .capabilities("anything"))
                .containsExactly("read");
    }

    @Test
    void aDenyThatHasEndedRefusesNothing() {
        Acl acl = Policies.acl(
                block("anything", "read"),
                path("a/{{identity.entity.name}}", "deny").until(Policies.NOW).build());

        assertThat(acl.capabilities("anything")).containsExactly("read");
    }

    /** GHSA-59w7-v8rr-pr4p. */
    @ParameterizedTest
    @CsvSource({"a/b, /", "/, /", "a*, *", "+, +", "x+y, +", "a+/*b, /"})
    void aValueWithSomethingForbiddenRefusesEverything(String value, String told) {
        PolicySet set = Policies.set(
                List.of(block("anything", "read"), block("never/asked/{{ identity.entity.name }}", "read")));
        var holder = new Viewpoint(Policies.named(value), Policies.NOW);

        assertThatThrownBy(() -> set.acl(holder)).isInstanceOfSatisfying(Fault.class, TemplatedRulesTest::isForbidden);
        assertThat(set.obstacle(holder))
                .contains("error parsing templated policy \"p0\": failed to parse policy: path"
                        + " \"never/asked/{{ identity.entity.name }}\": template substitution contains forbidden"
                        + " value: \"" + told + "\"");
    }

    private static void isForbidden(Fault fault) {
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.text()).isEqualTo(Optional.of("Forbidden"));
    }

    private static Acl lenient(String value, boolean wildcards, boolean slashes) {
        var policy = CompiledPolicy.of(
                Policies.policy("lenient", wildcards, slashes),
                List.of(block("w/{{identity.entity.name}}*", "read"), block("{{identity.entity.name}}", "list")));
        return PolicySet.of("", List.of(policy), Policies.NOW).acl(new Viewpoint(Policies.named(value), Policies.NOW));
    }

    @Test
    void aPolicyMayAllowWildcardsOrSlashesInValues() {
        assertThat(lenient("+/x", true, true).capabilities("w/q/xyz")).containsExactly("read");
        assertThat(lenient("*", true, false).capabilities("w/*y")).containsExactly("read");
        assertThat(lenient("a/b", false, true).capabilities("w/a/bc")).containsExactly("read");
        assertThat(lenient("/a", false, true).capabilities("a")).containsExactly("list");
        assertThatThrownBy(() -> lenient("+", false, true)).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> lenient("/", true, false)).isInstanceOf(Fault.class);
    }

    @Test
    void aWildcardThatOnlyValuesMakeAndThatIsNoneRefusesEverything() {
        assertThatThrownBy(() -> lenient("a+", true, true))
                .isInstanceOfSatisfying(Fault.class, TemplatedRulesTest::isForbidden);
    }

    @ParameterizedTest
    @CsvSource({
        "time.now, 1777863721",
        "time.now.plus.1h, 1777867321",
        "time.now.minus.1.5m, 1777863631",
        "time.now.plus.10, 1777863731"
    })
    void timeIsAValueToo(String selector, String seconds) {
        assertThat(Policies.acl(block("t/{{ " + selector + " }}", "read")).capabilities("t/" + seconds))
                .containsExactly("read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "}}", "a}}b{{c", "{{a", "{{a}}}}", "{{a{{b}}", "{{a}} }}", "x}}{{a}}"})
    void bracesMustComeInPairs(String path) {
        assertThatThrownBy(() -> Template.of(path))
                .isInstanceOf(Fault.class)
                .hasMessage("unbalanced templating characters");
    }

    @Test
    void thePathOfTheNamespaceStandsBeforeTheValue() {
        Acl acl = Policies.set("ns1/", List.of(List.of(block("{{identity.entity.name}}/*", "read"))))
                .acl(new Viewpoint(ADA, Policies.NOW));

        assertThat(acl.capabilities("ns1/ada/x")).containsExactly("read");
        assertThat(acl.capabilities("ada/x")).containsExactly("deny");
    }

    @Test
    void whatADecisionCostsGrowsWithTheNumberOfBlocksAndNoFaster() {
        int blocks = 500;
        AtomicInteger asked = new AtomicInteger();
        Identity counted = selector -> {
            asked.incrementAndGet();
            return ADA.value(selector);
        };
        List<PathBlock> many =
                new ArrayList<>(Collections.nCopies(blocks, block("a/{{identity.entity.name}}", "read")));
        many.add(block("a/ada", "list"));
        Acl acl = Policies.set(many).acl(new Viewpoint(counted, Policies.NOW));
        asked.set(0);

        assertThat(acl.permission("a/ada", false).capabilities()).containsExactly(Capability.LIST, Capability.READ);

        assertThat(asked).hasValueLessThanOrEqualTo(2 * blocks);
    }

    @Test
    void aHolderIsAskedOnceForEachValue() {
        AtomicInteger asked = new AtomicInteger();
        Identity counted = selector -> {
            asked.incrementAndGet();
            return ADA.value(selector);
        };
        Identity remembered = counted.remembered();

        for (int i = 0; i < 3; i++) {
            assertThat(remembered.value("identity.entity.name")).contains("ada");
            assertThat(remembered.value("bogus")).isEmpty();
        }

        assertThat(asked).hasValue(2);
    }
}
