package io.portcullis.policy;

import static io.portcullis.policy.BlockBuilder.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.field.RawParameters;
import io.portcullis.http.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of the specification of policies, 4.10: rules and requests. */
class AclVectorsTest {

    /** Rules {@code path:capabilities;…}, each a policy of its own where two bars stand; requests {@code operation path}. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            test/+/segment:read,                                          READ test/a/segment,                  yes
            test/+/segment:read,                                          READ test/a/b/segment,                no
            +/segment/at/front:read,                                      READ test/segment/at/front,           yes
            +/segment/at/front:read,                                      READ test/segment/at/frond,           no
            test/segment/at/end/+:read;test/segment/at/end/v2/+/:read,    READ test/segment/at/end/foo,         yes
            test/segment/at/end/+:read;test/segment/at/end/v2/+/:read,    READ test/segment/at/end/foo/,        no
            test/segment/at/end/+:read;test/segment/at/end/v2/+/:read,    READ test/segment/at/end/v2/foo/,     yes
            test/+/wildcard/+/*:read,                                     READ test/segment/wildcard/at/end,    yes
            test/+/wildcard/+/*:read,                                     READ test/segment/wildcard/at/end/,   yes
            test/+/wildcard/+/*:read,                                     READ test/segment/wildcard/at/foo/,   yes
            1/2/*:create;1/2/+:read;1/2/+/+:update,                       READ 1/2/3,                           yes
            1/2/*:create;1/2/+:read;1/2/+/+:update,                       UPDATE 1/2/3,                         no
            1/2/*:create;1/2/+:read;1/2/+/+:update,                       UPDATE 1/2/3/4,                       yes
            1/2/*:create;1/2/+:read;1/2/+/+:update,                       READ 1/2/3/4,                         no
            1/2/*:create;1/2/+:read;1/2/+/+:update,                       CREATE 1/2/3/4/5,                     yes
            foo/bar:read create sudo,                                     READ foo/bar,                         yes
            foo/bar:read create sudo,                                     LIST foo/bar,                         no
            foo/bar:read create sudo,                                     UPDATE foo/bar,                       no
            foo/bar:read create sudo,                                     CREATE foo/bar,                       yes
            asdf/fdsa:scan,                                               SCAN asdf/fdsa,                       yes
            asdf/fdsa:scan,                                               LIST asdf/fdsa,                       no
            prod/*:read list;prod/aws/*:deny,                             READ prod/foo,                        yes
            prod/*:read list;prod/aws/*:deny,                             LIST prod/foo,                        yes
            prod/*:read list;prod/aws/*:deny,                             READ prod/aws/foo,                    no
            stage/aws/policy/*:write sudo||stage/aws/policy/*:deny write, UPDATE stage/aws/policy/foo,          no
            foo/bar:read||foo/bar:deny,                                   READ foo/bar,                         no
            kv/*:deny;kv/x:read,                                          READ kv/x,                            yes
            foo/a/*:deny;foo/+/bar/*:read,                                READ foo/a/bar/x,                     no
            *:update;+/data/*:deny,                                       UPDATE secret/data/x,                 yes
            +/sys/policies/acl:list,                                      LIST ns1/sys/policies/acl/,           yes
            foo:deny;foo/*:list,                                          LIST foo/,                            no
            foo/metadata/*:list scan;foo/metadata/+/private/*:deny,       LIST foo/metadata/a/private/x/,       yes
            """)
    void vector(String rules, String request, String expected) {
        // Given
        List<List<PathBlock>> policies = new ArrayList<>();
        for (String policy : rules.split("\\|\\|", -1)) {
            List<PathBlock> blocks = new ArrayList<>();
            for (String rule : policy.split(";", -1)) {
                String[] parts = rule.split(":", -1);
                blocks.add(block(parts[0], parts[1]));
            }
            policies.add(blocks);
        }
        boolean allowed = expected.equals("yes");

        // Then
        assertThat(allows(acl(policies), request)).isEqualTo(allowed);
        Collections.reverse(policies);
        policies.forEach(Collections::reverse);
        assertThat(allows(acl(policies), request)).as("in reverse").isEqualTo(allowed);
    }

    private static Acl acl(List<List<PathBlock>> policies) {
        return Policies.set("", policies).acl(new Viewpoint(Identity.NOBODY, Policies.NOW));
    }

    private static boolean allows(Acl acl, String request) {
        String[] parts = request.split(" ", -1);
        boolean creates = parts[0].equals("CREATE");
        Operation operation = creates ? Operation.UPDATE : Operation.valueOf(parts[0]);
        return acl.permission(parts[1], operation.lists())
                .allows(operation, creates, RawParameters.none(), Duration.ZERO);
    }

    /** GHSA-xp3c-3jw3-4vcr. */
    @ParameterizedTest
    @CsvSource({
        "foo/, no",
        "foo/metadata/, yes",
        "foo/metadata/test/, yes",
        "foo/metadata/private/, no",
        "foo/metadata/private/internal/, no",
        "foo/metadata/private/granted/, yes",
        "foo/metadata/private/granted/test/, yes"
    })
    void aListingDoesNotEscapeADenyThatIsMoreSpecific(String path, String expected) {
        Acl acl = Policies.acl(
                block("foo/metadata/*", "list scan"),
                block("foo/metadata/private/*", "deny"),
                block("foo/metadata/private/granted/*", "list scan"));

        assertThat(allows(acl, "LIST " + path)).isEqualTo(expected.equals("yes"));
        assertThat(allows(acl, "SCAN " + path)).isEqualTo(expected.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource({
        "+/*, *, foo/bar/bar/baz",
        "+/*, foo/+/*, foo/bar/bar/baz",
        "foo/+/+/*, foo/+/bar/baz, foo/bar/bar/baz",
        "foo/+/+/baz, foo/+/bar/baz, foo/bar/bar/baz",
        "foo/+/(ar/baz, foo/(ar/+/baz, foo/(ar/(ar/baz",
        "foo/bar/+/baz*, foo/bar/+/baz, foo/bar/bar/baz",
        "foo/bar/+/b*, foo/bar/+/ba*, foo/bar/bar/baz",
        // Of the two that differ in nothing else the greater one decides.
        "a/+/+/x, a/+/x/+, a/1/x/x",
        // The first plus counts, also one inside of a literal segment.
        "a+b/+/c, a+b/*, a+b/z/c",
        // A longer text in bytes, not in characters.
        "é/+/c*, é/+/cé*, é/x/cé"
    })
    void theSecondRuleIsMoreSpecific(String loser, String winner, String path) {
        PathBlock loses = block(loser, "read");
        PathBlock wins = block(winner, "update");

        assertThat(Policies.acl(loses, wins).capabilities(path)).containsExactly("update");
        assertThat(Policies.acl(wins, loses).capabilities(path)).containsExactly("update");
        assertThat(Policies.acl(loses).capabilities(path)).containsExactly("read");
    }

    @Test
    void sudoIsKnownWhateverTheOperation() {
        Acl acl = Policies.acl(block("foo/bar", "read create sudo"), block("foo/baz", "read"));

        assertThat(acl.permission("foo/bar", false).sudo()).isTrue();
        assertThat(acl.permission("foo/bar", true).sudo()).isTrue();
        assertThat(acl.permission("foo/baz", false).sudo()).isFalse();
    }

    @Test
    void helpIsForEverybodyAndHeadForRootOnly() {
        Permission everything = Policies.acl(block("*", "create read update delete list patch scan sudo"))
                .permission("x", false);

        assertThat(Permission.NONE.allows(Operation.HELP, false, RawParameters.none(), Duration.ZERO))
                .isTrue();
        assertThat(everything.allows(Operation.HEADER, false, RawParameters.none(), Duration.ZERO))
                .isFalse();
        assertThat(Permission.ROOT.allows(Operation.HEADER, false, RawParameters.none(), Duration.ZERO))
                .isTrue();
    }

    @Test
    void anotherNamespaceIsReachedByItsPathOnly() {
        Acl child = Policies.set("ns1/", List.of(List.of(block("secret/*", "read"), block("+/x", "update"))))
                .acl(new Viewpoint(Identity.NOBODY, Policies.NOW));

        assertThat(child.capabilities("ns1/secret/a")).containsExactly("read");
        assertThat(child.capabilities("secret/a")).containsExactly("deny");
        assertThat(child.capabilities("ns1/ns2/x")).containsExactly("update");
        assertThat(child.capabilities("ns1/x")).containsExactly("deny");
    }

    @Test
    void rootIsRootInItsNamespaceAndBelow() {
        assertThat(Acl.root("").capabilities("ns1/x")).containsExactly("root");
        assertThat(Acl.root("ns1/").capabilities("ns1/ns2/x")).containsExactly("root");
        assertThat(Acl.root("ns1/").capabilities("ns2/x")).containsExactly("deny");
        assertThat(Acl.root("ns1/").touches("ns2/")).isFalse();
    }
}
