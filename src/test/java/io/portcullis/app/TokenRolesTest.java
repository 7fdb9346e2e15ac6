package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token roles, and the tokens that are made by them: spec of tokens, 2.3, 2.4 and 2.6. */
@ExtendWith(SharedFleet.class)
class TokenRolesTest {

    private static final AtomicInteger ROLES = new AtomicInteger();

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void nodes(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1);
    }

    private static String path(String role) {
        return "auth/token/roles/" + role;
    }

    private static String role(String fields) {
        String name = "role-" + ROLES.incrementAndGet();
        Reply reply = root.post(path(name), "{" + fields + "}");
        assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
        return name;
    }

    private static Reply make(String role, String fields) {
        return other.post("auth/token/create/" + role, "{" + fields + "}");
    }

    private static JsonNode lookup(String token) {
        Reply reply = root.post("auth/token/lookup", "{'token':'" + token + "'}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.data();
    }

    private static ApiClient holder(String capabilities) {
        String name = "roles-" + ROLES.incrementAndGet();
        String rule = "path \\\"auth/token/roles/*\\\" { capabilities = [" + capabilities.replace("'", "\\\"") + "] }";
        assertThat(root.post("sys/policies/acl/" + name, "{'policy':'" + rule + "'}")
                        .status())
                .isEqualTo(204);
        return other.with(
                root.post("auth/token/create", "{'policies':['" + name + "']}").token());
    }

    @Test
    void aRoleIsThereOnEveryNodeUntilItIsDeleted() {
        String role = role("'allowed_policies':'dev, Ops','token_period':'1h'");

        JsonNode data = other.get(path(role)).data();
        assertThat(data.path("allowed_policies").toString()).isEqualTo("[\"dev\",\"ops\"]");
        assertThat(data.path("token_period").asInt()).isEqualTo(3_600);
        assertThat(other.send("LIST", "auth/token/roles").data().path("keys").toString())
                .contains("\"" + role + "\"");
        assertThat(other.send("PUT", path(role), "{'token_num_uses':3}").status())
                .isEqualTo(204);
        assertThat(root.get(path(role)).data().path("token_period").asInt()).isEqualTo(3_600);
        assertThat(root.delete(path(role)).status()).isEqualTo(204);
        assertThat(other.get(path(role)).status()).isEqualTo(404);
        assertThat(make(role, "").error()).isEqualTo("unknown role " + role);
        assertThat(root.delete(path(role)).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "a.", "-a", "a-", "a@b", "a/b", "%C3%A9"})
    void aNameOfARoleBeginsAndEndsWithALetter(String name) {
        for (String path : new String[] {path(name), "auth/token/create/" + name}) {
            assertThat(root.post(path, "{}").toString())
                    .isEqualTo("404 {\"errors\":[\"1 error occurred:\\n\\t* unsupported path\\n\\n\"]}\n");
        }
    }

    @Test
    void namesOfRolesAreCaseSensitive() {
        root.post(path("Roles-Upper"), "{}");

        assertThat(root.get(path("Roles-Upper")).data().path("name").asText()).isEqualTo("Roles-Upper");
        assertThat(root.get(path("roles-upper")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"'create', 403, 204", "'update', 204, 403", "'read', 403, 403"})
    void whatIsThereIsUpdatedAndWhatIsNotIsCreated(String capability, int update, int create) {
        ApiClient holder = holder(capability);

        assertThat(holder.post(path(role("")), "{'orphan':true}").status()).isEqualTo(update);
        assertThat(holder.post(path("roles-new-" + create + update), "{}").status())
                .isEqualTo(create);
    }

    @Test
    void aFieldThatDoesNotConvertIsToldBeforeTheRightIsAsked() {
        assertThat(holder("'read'")
                        .post(path("roles-none"), "{'token_period':'x'}")
                        .toString())
                .isEqualTo("400 {\"errors\":[\"error converting input for field \\\"token_period\\\": time: invalid"
                        + " duration \\\"x\\\"\"]}\n");
    }

    @Test
    void aRoleThatIsWarnedOfIsWrittenAllTheSame() {
        Reply reply = root.post(path("roles-warned"), "{'token_period':60,'period':90}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("data").isNull()).isTrue();
        assertThat(reply.json().path("warnings")).hasSize(1);
        assertThat(other.get(path("roles-warned")).data().path("token_period").asInt())
                .isEqualTo(60);
    }

    @Test
    void aTokenIsWhatItsRoleSays() {
        String role = role("'orphan':true,'renewable':false,'path_suffix':'some-thing','token_num_uses':3,"
                + "'token_bound_cidrs':'127.0.0.0/8','token_period':'1h','allowed_entity_aliases':'ad*'");

        Reply reply = make(role, "'policies':['default'],'num_uses':5,'entity_alias':'ADA','no_parent':false");

        JsonNode data = lookup(reply.token());
        assertThat(data.path("path").asText()).isEqualTo("auth/token/create/" + role + "/some-thing");
        assertThat(data.path("role").asText()).isEqualTo(role);
        assertThat(data.path("orphan").asBoolean()).isTrue();
        assertThat(data.path("renewable").asBoolean()).isFalse();
        assertThat(data.path("num_uses").asInt()).isEqualTo(3);
        assertThat(data.path("bound_cidrs").toString()).isEqualTo("[\"127.0.0.0/8\"]");
        assertThat(data.has("period")).isFalse();
        assertThat(data.path("ttl").asInt()).isBetween(3_500, 3_600);
        assertThat(data.path("entity_id").asText()).isNotEmpty();
        assertThat(lookup(make(role, "'policies':['default'],'entity_alias':'ada'")
                                .token())
                        .path("entity_id"))
                .isEqualTo(data.path("entity_id"));
        assertThat(make(role, "'entity_alias':'eve'").error()).isEqualTo("invalid 'entity_alias' value");
    }

    @Test
    void aRoleThatIsUnknownIsToldFirst() {
        ApiClient limited =
                other.with(root.post("auth/token/create", "{'num_uses':5}").token());

        assertThat(limited.post("auth/token/create/nope", "{'num_uses':-1}").error())
                .isEqualTo("unknown role nope");
        assertThat(limited.post("auth/token/create/" + role(""), null).error())
                .isEqualTo("restricted use token cannot generate child tokens");
    }

    @Test
    void aRoleInTheBodyIsNotTheOneInThePath() {
        assertThat(make(role(""), "'role_name':'other'").json().path("warnings").toString())
                .isEqualTo("[\"Endpoint replaced the value of these parameters with the values captured from the"
                        + " endpoint's path: [role_name]\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "default-batch"})
    void tokensThatAreStoredNowhereAreNotGivenYet(String type) {
        String role = role("'token_type':'" + type + "','orphan':true,'renewable':false");

        assertThat(make(role, "").error()).isEqualTo("batch tokens are not supported yet");
    }

    private static Reply renew(String token, String increment) {
        return root.with(token).post("auth/token/renew-self", "{'increment':'" + increment + "'}");
    }

    private static int renewed(String token, String increment) {
        Reply reply = renew(token, increment);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.auth().path("lease_duration").asInt();
    }

    @Test
    void aRenewalAsksTheRoleAsItIsNow() {
        String role = role("'token_period':'1h'");
        String token = make(role, "'policies':['default']").token();
        assertThat(renewed(token, "3h")).isEqualTo(3_600);

        other.post(path(role), "{'token_period':'2h','renewable':false,'token_num_uses':1}");
        assertThat(renewed(token, "3h")).isEqualTo(7_200);
        other.post(path(role), "{'token_period':0}");
        assertThat(renewed(token, "3h")).isEqualTo(10_800);
        assertThat(renewed(token, "0")).as("as long as last time").isEqualTo(10_800);
        other.post(path(role), "{'token_explicit_max_ttl':'30m'}");
        assertThat(renewed(token, "3h")).isBetween(1_700, 1_800);

        other.delete(path(role));
        assertThat(renew(token, "0").toString())
                .isEqualTo("500 {\"errors\":[\"1 error occurred:\\n\\t* failed to renew entry: original token role \\\""
                        + role + "\\\" could not be found, not renewing\\n\\n\"]}\n");
        assertThat(lookup(token).path("role").asText()).isEqualTo(role);
        other.post(path(role), "{'token_period':'10m'}");
        assertThat(renewed(token, "0")).isEqualTo(600);
    }

    @Test
    void whatATokenWasPromisedToEndByHoldsWhateverItsRoleSaysNow() {
        String role = role("'token_explicit_max_ttl':'5h'");
        String token = make(role, "'policies':['default'],'ttl':'1h','explicit_max_ttl':'2h'")
                .token();

        assertThat(renewed(token, "9h")).isBetween(7_100, 7_200);
    }
}
