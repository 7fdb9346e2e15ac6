package io.portcullis.tokenauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenLease;
import io.portcullis.token.TokenOrigin;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy rules of spec of tokens, 2.3. */
class ChosenPoliciesTest {

    private static TokenEntry parent(String policies) {
        return new TokenEntry(
                "root",
                "accessor",
                TokenOrigin.orphan("auth_token_00000000", "auth/token/create", "token", null),
                policies.isEmpty() ? List.of() : Arrays.asList(policies.split(" ")),
                null,
                TokenLease.endless(Instant.EPOCH),
                0,
                List.of());
    }

    private static String chosen(String request, Optional<String> role, String parent, boolean sudo) {
        try {
            return String.join(
                    " ", ChosenPolicies.of(Calls.creation(request), role.map(Calls::role), parent(parent), true, sudo));
        } catch (Fault refused) {
            assertThat(refused.status()).isEqualTo(400);
            return refused.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                           | a default | false | a default",
                "{}                                           | a         | true  | a",
                "{'policies':[]}                              | a default | false | a default",
                "{'policies':null}                            | root      | true  | root",
                "{'no_default_policy':true}                   | a default | false | a",
                "{'policies':['a']}                           | a default | false | a default",
                "{'policies':['a']}                           | a b       | false | a",
                "{'policies':['a'],'no_default_policy':true}  | a default | false | a",
                "{'policies':[' A ','a','']}                  | a b       | false | a",
                "{'policies':['']}                            | a default | false | default",
                "{'policies':['']}                            | a         | false | ~~",
                "{'policies':['']}                            | root      | true  | default",
                "{'policies':['c']}                           | a default | false | child policies must be subset of parent",
                "{'policies':['root']}                        | a default | false | child policies must be subset of parent",
                "{'policies':['default']}                     | a         | false | child policies must be subset of parent",
                "{'policies':['default'],'no_default_policy':true} | default | false | ~~",
                "{'policies':['c']}                           | a         | true  | c default",
                "{'policies':['c'],'no_default_policy':true}  | a         | true  | c",
                "{'policies':['a,b']}                         | root      | true  | a,b default",
                "{'policies':['root','c']}                    | root      | true  | root",
                "{'policies':['root']}                        | a         | true  | root tokens may not be created without parent token being root",
                "{'policies':['response-wrapping']}           | root      | true  | cannot assign policy \"response-wrapping\"",
                "{'policies':['response-wrapping']}           | a         | false | child policies must be subset of parent"
            })
    void withoutARoleTheParentsPoliciesBoundWhoeverLacksSudo(
            String request, String parent, boolean sudo, String expected) {
        assertThat(chosen(request, Optional.empty(), parent, sudo)).isEqualTo(expected);
        assertThat(chosen(request, Optional.of("{'token_no_default_policy':true}"), parent, sudo))
                .as("a role that says nothing of policies")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'allowed_policies':'dev,ops'}      | {}                        | p default | default dev ops",
                "{'allowed_policies':'dev,ops'}      | {'policies':['dev']}      | p | default dev",
                "{'allowed_policies':'dev,ops'}      | {'policies':['DEV ']}     | p | default dev",
                "{'allowed_policies':'dev,ops'}      | {'policies':['']}         | p | default",
                "{'allowed_policies':'dev,ops'}      | {'no_default_policy':true}| p | dev ops",
                "{'allowed_policies':'dev'}          | {'policies':['p']}        | p | token policies ([\"default\" \"p\"]) must be subset of the role's allowed policies ([\"default\" \"dev\"]) or glob policies ([])",
                "{'allowed_policies':'root'}         | {'policies':['p']}        | p | token policies ([\"default\" \"p\"]) must be subset of the role's allowed policies ([\"root\"]) or glob policies ([])",
                "{'allowed_policies_glob':'d*'}      | {}                        | p | default",
                "{'allowed_policies_glob':'d*'}      | {'no_default_policy':true}| p | ~~",
                "{'allowed_policies_glob':'d*'}      | {'policies':['dev']}      | p | default dev",
                "{'allowed_policies_glob':'d*'}      | {'policies':['ops']}      | p | token policies ([\"default\" \"ops\"]) must be subset of the role's allowed policies ([\"default\"]) or glob policies ([\"d*\"])",
                "{'allowed_policies_glob':'*'}       | {'policies':['root']}     | p | root tokens may not be created without parent token being root",
                "{'allowed_policies_glob':'*'}       | {'policies':['root']}     | root | root",
                "{'allowed_policies':'root'}         | {}                        | p | root tokens may not be created without parent token being root",
                "{'disallowed_policies':'dev'}       | {}                        | p default | default p",
                "{'disallowed_policies':'dev'}       | {}                        | p | default p",
                "{'disallowed_policies':'dev'}       | {'policies':['dev']}      | p | token policy \"dev\" is disallowed by this role",
                "{'disallowed_policies_glob':'de*'}  | {'policies':['dev']}      | p | token policy \"dev\" is disallowed by this role",
                "{'disallowed_policies':'default'}   | {}                        | p default | token policy \"default\" is disallowed by this role",
                "{'disallowed_policies':'default'}   | {'policies':['']}         | root | root",
                "{'disallowed_policies':'root'}      | {}                        | root | token policy \"root\" is disallowed by this role",
                "{'allowed_policies':'dev,ops','disallowed_policies':'dev'} | {} | p | token policy \"dev\" is disallowed by this role",
                "{'allowed_policies':'dev','token_no_default_policy':true}  | {} | p | dev",
                "{'allowed_policies':'dev','token_no_default_policy':true}  | {'policies':['']} | p | dev"
            })
    void aRoleThatSaysWhichDoesNotMindTheParents(String role, String request, String parent, String expected) {
        assertThat(chosen(request, Optional.of(role), parent, false)).isEqualTo(expected);
    }

    @Test
    void thereIsAnEndOfHowMany() {
        String names = IntStream.range(0, 512).mapToObj(i -> "'p" + i + "'").collect(Collectors.joining(","));
        Optional<TokenRole> none = Optional.empty();
        assertThat(ChosenPolicies.of(
                        Calls.creation("{'no_default_policy':true,'policies':[" + names + "]}"),
                        none,
                        parent("root"),
                        true,
                        true))
                .hasSize(512);
        assertThatThrownBy(() -> ChosenPolicies.of(
                        Calls.creation("{'policies':[" + names + "]}"), none, parent("root"), true, true))
                .isInstanceOf(Fault.class)
                .hasMessage("a token has at most 512 policies");
    }
}
