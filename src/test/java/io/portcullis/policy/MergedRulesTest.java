package io.portcullis.policy;

import static io.portcullis.policy.BlockBuilder.block;
import static io.portcullis.policy.BlockBuilder.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Blocks with the same path are one rule: 4.5. */
class MergedRulesTest {

    private static Permission merged(PathBlock first, PathBlock second) {
        return Policies.set(List.of(first), List.of(second))
                .acl(new Viewpoint(Identity.NOBODY, Policies.NOW))
                .permission("a", false);
    }

    @Test
    void capabilitiesAreUnited() {
        assertThat(merged(block("a", "read"), block("a", "list sudo")).capabilities())
                .containsExactly(Capability.LIST, Capability.READ, Capability.SUDO);
    }

    @Test
    void denyLeavesNothingElse() {
        PathBlock much = path("a", "read")
                .allowed("x")
                .required("y")
                .wrapping(1, 2)
                .pages(3)
                .build();
        for (Permission denied : List.of(merged(much, block("a", "deny")), merged(block("a", "deny"), much))) {
            assertThat(denied.capabilities()).containsExactly(Capability.DENY);
            assertThat(denied.allowedParameters()).isEmpty();
            assertThat(denied.requiredParameters()).isEmpty();
            assertThat(denied.minWrapping()).isZero();
        }
    }

    @Test
    void aBlockWithoutCapabilitiesTakesNothingAway() {
        assertThat(merged(block("a", ""), block("a", "read")).capabilities()).containsExactly(Capability.READ);
        assertThat(Policies.acl(block("a", ""), block("*", "read")).capabilities("a"))
                .containsExactly("deny");
    }

    @Test
    void parametersAreUnitedAndAnEmptyListStaysAnyValue() {
        Permission permission = merged(
                path("a", "update")
                        .allowed("both", "1")
                        .allowed("any")
                        .denied("no", "x")
                        .required("r", "s")
                        .build(),
                path("a", "update")
                        .allowed("both", "2")
                        .allowed("any", "3")
                        .denied("no")
                        .required("s", "t")
                        .build());

        assertThat(permission.allowedParameters()).isEqualTo(Map.of("both", List.of("1", "2"), "any", List.of()));
        assertThat(permission.deniedParameters()).isEqualTo(Map.of("no", List.of()));
        assertThat(permission.requiredParameters()).containsExactly("r", "s", "t");
    }

    @Test
    void aPolicyWithoutRestrictionsDoesNotLiftThoseOfAnother() {
        Permission permission = merged(path("a", "update").allowed("x").build(), block("a", "update"));

        assertThat(permission.allows(Operation.UPDATE, false, RawParameters.of(Map.of("y", "1")), Duration.ZERO))
                .isFalse();
    }

    @Test
    void theSmallerWrappingTimesAndPagesCount() {
        Permission permission = merged(
                path("a", "list").wrapping(100, 300).pages(7).build(),
                path("a", "list").wrapping(50, 200).pages(5).build());

        assertThat(permission.minWrapping()).isEqualTo(Duration.ofSeconds(50));
        assertThat(permission.maxWrapping()).isEqualTo(Duration.ofSeconds(200));
        assertThat(permission.limit(RawParameters.none())).hasValue(5);
        Permission one = merged(
                path("a", "list").pages(7).build(),
                path("a", "list").wrapping(0, 9).build());
        assertThat(one.limit(RawParameters.none())).hasValue(7);
        assertThat(one.maxWrapping()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void boundsThatContradictEachOtherRefuse() {
        Permission permission = merged(
                path("a", "read").wrapping(100, 0).build(),
                path("a", "read").wrapping(0, 50).build());

        for (int seconds : List.of(0, 50, 75, 100)) {
            assertThat(permission.allows(Operation.READ, false, RawParameters.none(), Duration.ofSeconds(seconds)))
                    .isFalse();
        }
    }

    @Test
    void theFirstFilterOfKeysCounts() {
        Acl acl = Policies.set(
                        List.of(path("a/", "list").keysFilter("yes/{{ .key }}").build()),
                        List.of(path("a/", "list").keysFilter("no/{{ .key }}").build(), block("yes/*", "read")))
                .acl(new Viewpoint(Identity.NOBODY, Policies.NOW));

        assertThat(acl.shows(acl.permission("a/", true), "", "a/", "k")).isTrue();
    }

    @Test
    void exactPrefixAndWildcardRulesAreDifferentRules() {
        Acl acl = Policies.acl(block("a", "read"), block("a*", "update"), block("+", "list"));

        assertThat(acl.exactRules()).containsOnlyKeys("a");
        assertThat(acl.globRules()).containsOnlyKeys("a");
        assertThat(acl.exactRules().get("a").capabilities()).containsExactly(Capability.READ);
        assertThat(acl.globRules().get("a").capabilities()).containsExactly(Capability.UPDATE);
    }
}
