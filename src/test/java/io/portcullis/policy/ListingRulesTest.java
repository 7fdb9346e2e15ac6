package io.portcullis.policy;

import static io.portcullis.policy.BlockBuilder.block;
import static io.portcullis.policy.BlockBuilder.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and filtered keys of listings: 4.7. */
class ListingRulesTest {

    private static boolean allows(Permission permission, String query) {
        return permission.allows(Operation.LIST, false, RawParameters.query(query), Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2",
        "after=x, 2",
        "limit=max, 2",
        "limit=0, 2",
        "limit=, 2",
        "limit=1, 1",
        "limit=2, 2",
        "limit=3, -1",
        "limit=-1, -1",
        "limit=abc, -1",
        "limit=0x1, -1",
        "limit=1&limit=1, -1",
        "limit=99999999999999999999999, -1"
    })
    void aPageIsNotLargerThanTheRuleHasIt(String query, long limit) {
        Permission permission =
                Policies.acl(path("a/", "list").pages(2).build()).permission("a/", true);

        assertThat(allows(permission, query)).isEqualTo(limit >= 0);
        if (limit >= 0) {
            assertThat(permission.limit(RawParameters.query(query))).hasValue(limit);
        }
    }

    @Test
    void theLimitMayBeRequired() {
        Permission permission = Policies.acl(
                        path("a/", "list").pages(2).required("limit").build())
                .permission("a/", true);

        assertThat(allows(permission, "")).isFalse();
        assertThat(allows(permission, "limit=max")).isTrue();
    }

    @Test
    void withoutSuchARuleMaxIsNoLimitAndTheRestStands() {
        Permission permission = Policies.acl(block("a/", "list")).permission("a/", true);

        assertThat(permission.limit(RawParameters.query("limit=max"))).hasValue(0);
        for (String query : List.of("", "limit=5", "limit=abc")) {
            assertThat(allows(permission, query)).isTrue();
            assertThat(permission.limit(RawParameters.query(query))).isEqualTo(OptionalLong.empty());
        }
        assertThat(Permission.ROOT.limit(RawParameters.query("limit=max"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void noPositiveLimitIsNone(long limit) {
        Permission permission =
                Policies.acl(path("a/", "list").pages(limit).build()).permission("a/", true);

        assertThat(allows(permission, "limit=1000")).isTrue();
        assertThat(permission.limit(RawParameters.none())).isEmpty();
    }

    @Test
    void aKeyIsShownToWhomItsPathIsOpen() {
        Acl acl = Policies.acl(
                path("kv/meta/*", "list").keysFilter("{{ .path }}{{ .key }}").build(),
                block("kv/meta/open", "read"),
                block("kv/meta/listed", "list"),
                path("kv/meta/asks", "read").required("x").build());
        Permission listing = acl.permission("kv/meta/", true);

        assertThat(listing.filtersKeys()).isTrue();
        assertThat(acl.shows(listing, "", "kv/meta/", "open")).isTrue();
        assertThat(acl.shows(listing, "", "kv/meta/", "listed")).isFalse();
        assertThat(acl.shows(listing, "", "kv/meta/", "listed/")).isTrue();
        assertThat(acl.shows(listing, "", "kv/meta/", "dir/")).isTrue();
        assertThat(acl.shows(listing, "", "kv/meta/", "other")).isFalse();
        assertThat(acl.shows(listing, "", "kv/meta/", "asks")).isFalse();
    }

    @Test
    void theFilterCountsInTheNamespaceOfTheRequest() {
        Acl acl = Policies.acl(
                path("ns1/kv/", "list").keysFilter("data/{{ .key }}").build(), block("ns1/data/a", "read"));
        Permission listing = acl.permission("ns1/kv/", true);

        assertThat(acl.shows(listing, "ns1/", "kv/", "a")).isTrue();
        assertThat(acl.shows(listing, "", "kv/", "a")).isFalse();
    }

    @Test
    void withoutFilterEveryKeyIsShown() {
        Acl acl = Policies.acl(block("kv/", "list"));

        assertThat(acl.permission("kv/", true).filtersKeys()).isFalse();
        assertThat(acl.shows(acl.permission("kv/", true), "", "kv/", "a")).isTrue();
    }
}
