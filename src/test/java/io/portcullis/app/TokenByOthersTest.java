package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may do to tokens of others: spec of tokens, 2.5 to 2.8. */
@ExtendWith(SharedFleet.class)
class TokenByOthersTest {

    private static final String UNKNOWN = "s.000000000000000000000000";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void policies(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1);
        policy("others", "'update','read','list'");
        policy("others-all", "'update','read','list','sudo'");
    }

    private static void policy(String name, String capabilities) {
        String rule = "path 'auth/token/*' { capabilities = [" + capabilities + "] }";
        Reply reply = root.post("sys/policies/acl/" + name, "{'policy':'" + rule.replace("'", "\\\"") + "'}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    private static JsonNode made(String fields) {
        Reply reply = root.post("auth/token/create", "{" + fields + "}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.auth();
    }

    private static ApiClient holder(String policy) {
        return other.with(text(made("'policies':['" + policy + "']"), "client_token"));
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }

    private static Reply on(ApiClient caller, String what, String field, String value) {
        return caller.post("auth/token/" + what, "{'" + field + "':'" + value + "'}");
    }

    private static int status(JsonNode token) {
        return other.with(text(token, "client_token"))
                .get("auth/token/lookup-self")
                .status();
    }

    @Test
    void aTokenIsLookedUpByItsStringOrItsAccessor() {
        JsonNode token = made("'policies':['default'],'ttl':'1h','num_uses':9");
        ApiClient caller = holder("others");

        JsonNode byString =
                on(caller, "lookup", "token", text(token, "client_token")).data();
        JsonNode byQuery = caller.get("auth/token/lookup?token=" + text(token, "client_token"))
                .data();
        JsonNode byAccessor = on(caller, "lookup-accessor", "accessor", text(token, "accessor"))
                .data();

        assertThat(text(byString, "id")).isEqualTo(text(token, "client_token"));
        assertThat(byString.path("num_uses").asInt()).as("others take no use").isEqualTo(9);
        assertThat(text(byQuery, "accessor")).isEqualTo(text(token, "accessor"));
        assertThat(text(byAccessor, "id")).isEmpty();
        assertThat(text(byAccessor, "accessor")).isEqualTo(text(token, "accessor"));
        assertThat(caller.post("auth/token/lookup", "{'token':''}")
                        .data()
                        .path("policies")
                        .toString())
                .contains("others");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lookup          | {'token':'s.000000000000000000000000'} | 403 | bad token",
                "lookup          | {'token':' '}      | 403 | bad token",
                "lookup-accessor | {}                 | 400 | 1 error occurred:\\n\\t* missing accessor\\n\\n",
                "lookup-accessor | {'accessor':null}  | 400 | 1 error occurred:\\n\\t* missing accessor\\n\\n",
                "lookup-accessor | {'accessor':'x'}   | 400 | 1 error occurred:\\n\\t* invalid accessor\\n\\n",
                "lookup-accessor | {'accessor':5}     | 400 | 1 error occurred:\\n\\t* invalid accessor\\n\\n",
                "renew           | {}                 | 400 | missing token ID",
                "renew           | {'token':'x'}      | 400 | token not found",
                "renew           | {'token':'x','increment':-5} | 400 | Field validation failed: error converting input for field \\\"increment\\\": cannot provide negative value '-5'",
                "renew-accessor  | {}                 | 400 | 1 error occurred:\\n\\t* missing accessor\\n\\n",
                "renew-accessor  | {'accessor':'x'}   | 400 | 1 error occurred:\\n\\t* invalid accessor\\n\\n",
                "revoke          | {}                 | 400 | missing token ID",
                "revoke-accessor | {'accessor':''}    | 400 | 1 error occurred:\\n\\t* missing accessor\\n\\n",
                "revoke-orphan   | {}                 | 400 | missing token ID",
                "revoke-orphan   | {'token':'x'}      | 400 | token to revoke not found"
            })
    void whatIsNotThereIsTold(String endpoint, String body, int status, String error) {
        assertThat(root.post("auth/token/" + endpoint, body).toString())
                .isEqualTo(status + " {\"errors\":[\"" + error + "\"]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "[]", "['x']", "{}", "true"})
    void whatIsNoTextIsNoTokenWhoeverSendsItAndCostsNoUse(String value) {
        ApiClient limited = other.with(text(made("'policies':['default'],'num_uses':2"), "client_token"));

        for (ApiClient caller : new ApiClient[] {root, limited, root.anonymous(), root.with(UNKNOWN)}) {
            for (String endpoint : new String[] {"lookup", "renew", "revoke", "revoke-orphan"}) {
                assertThat(caller.post("auth/token/" + endpoint, "{'token':" + value + "}")
                                .toString())
                        .as(endpoint)
                        .isEqualTo("403 {\"errors\":[\"invalid token\"]}\n");
            }
        }
        assertThat(limited.get("auth/token/lookup-self").data().path("num_uses").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "renew", "revoke", "revoke-orphan"})
    void aTokenInThePathIsNoPath(String endpoint) {
        assertThat(root.post("auth/token/" + endpoint + "/" + UNKNOWN, null).status())
                .isEqualTo(404);
    }

    @Test
    void aTokenIsProlongedByItsStringOrItsAccessor() {
        JsonNode token = made("'policies':['default'],'ttl':'1h'");
        ApiClient caller = holder("others");

        Reply byString =
                caller.post("auth/token/renew", "{'token':'" + text(token, "client_token") + "','increment':'2h'}");
        Reply byAccessor = on(caller, "renew-accessor", "accessor", text(token, "accessor"));

        assertThat(byString.auth().path("lease_duration").asInt()).isEqualTo(7_200);
        assertThat(byString.token()).isEqualTo(text(token, "client_token"));
        assertThat(byAccessor.auth().path("lease_duration").asInt())
                .as("as long as last time")
                .isEqualTo(7_200);
        assertThat(byAccessor.token()).isEmpty();
    }

    @Test
    void whatCannotBeRenewedIsRefusedInOtherWordsWhereAnAccessorNamesIt() {
        JsonNode fixed = made("'policies':['default'],'renewable':false");

        assertThat(on(root, "renew", "token", text(fixed, "client_token")).error())
                .isEqualTo("lease is not renewable");
        assertThat(on(root, "renew-accessor", "accessor", text(fixed, "accessor"))
                        .toString())
                .isEqualTo("400 {\"errors\":[\"1 error occurred:\\n\\t* invalid request\\n\\n\"]}\n");
    }

    @Test
    void aLoginIsProlongedByOthersOnTheTermsOfItsAccount() {
        root.post("sys/auth/others-people", "{'type':'userpass'}");
        String account = "auth/others-people/users/ada";
        root.post(account, "{'password_hash':'" + Hashes.of("pw") + "','token_ttl':'1h'}");
        JsonNode login = other.login("others-people", "ada", "pw").auth();
        root.post(account, "{'token_ttl':'2h'}");

        assertThat(on(root, "renew", "token", text(login, "client_token"))
                        .auth()
                        .path("lease_duration")
                        .asInt())
                .isEqualTo(7_200);
        root.delete(account);
        assertThat(on(root, "renew", "token", text(login, "client_token")).status())
                .isEqualTo(204);
        assertThat(on(root, "renew-accessor", "accessor", text(login, "accessor"))
                        .toString())
                .isEqualTo("500 {\"errors\":[\"1 error occurred:\\n\\t* failed to lookup the token\\n\\n\"]}\n");
        root.delete("sys/auth/others-people");
    }

    @Test
    void aTokenIsEndedByItsStringOrItsAccessor() {
        JsonNode one = made("'policies':['default']");
        JsonNode two = made("'policies':['default']");
        ApiClient caller = holder("others");

        assertThat(on(caller, "revoke", "token", text(one, "client_token")).status())
                .isEqualTo(204);
        assertThat(on(caller, "revoke-accessor", "accessor", text(two, "accessor"))
                        .status())
                .isEqualTo(204);

        assertThat(status(one)).isEqualTo(403);
        assertThat(status(two)).isEqualTo(403);
        assertThat(on(caller, "revoke", "token", text(one, "client_token")).status())
                .isEqualTo(204);
        Reply again = on(caller, "revoke-accessor", "accessor", text(two, "accessor"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("warnings").toString()).isEqualTo("[\"No token found with this accessor\"]");
        assertThat(again.json().path("data").isNull()).isTrue();
    }

    @Test
    void whoEndsATokenAndLetsItsChildrenLiveNeedsSudo() {
        JsonNode parent = made("'policies':['others-all']");
        ApiClient maker = root.with(text(parent, "client_token"));
        JsonNode child = maker.post("auth/token/create", null).auth();

        assertThat(on(holder("others"), "revoke-orphan", "token", text(parent, "client_token"))
                        .error())
                .isEqualTo("root or sudo privileges required to revoke and orphan");
        assertThat(on(holder("others-all"), "revoke-orphan", "token", text(parent, "client_token"))
                        .status())
                .isEqualTo(204);

        assertThat(status(parent)).isEqualTo(403);
        assertThat(status(child)).isEqualTo(200);
        assertThat(on(root, "lookup", "token", text(child, "client_token"))
                        .data()
                        .path("orphan")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void accessorsAreListedForWhoMayUseSudo() {
        JsonNode token = made("'policies':['default']");

        assertThat(holder("others").send("LIST", "auth/token/accessors").status())
                .isEqualTo(403);
        assertThat(holder("others").get("auth/token/accessors").status()).isEqualTo(403);
        assertThat(root.get("auth/token/accessors").status()).isEqualTo(405);
        Reply listed = holder("others-all").send("LIST", "auth/token/accessors");
        assertThat(listed.data().path("keys").toString()).contains("\"" + text(token, "accessor") + "\"");
        on(root, "revoke", "token", text(token, "client_token"));
        assertThat(root.send("LIST", "auth/token/accessors").body()).doesNotContain(text(token, "accessor"));
    }

    @Test
    void tidyingIsAccepted() {
        Reply reply = holder("others").post("auth/token/tidy", null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("warnings").path(0).asText()).startsWith("Tidy operation successfully started.");
    }

    @Test
    void theLastUseStillLooksItselfUp() {
        JsonNode one = made("'policies':['others'],'num_uses':1");
        JsonNode two = made("'policies':['others'],'num_uses':1");

        assertThat(on(root.with(text(one, "client_token")), "lookup", "token", text(one, "client_token"))
                        .data()
                        .path("num_uses")
                        .asInt())
                .isEqualTo(-1);
        assertThat(on(root.with(text(two, "client_token")), "lookup-accessor", "accessor", text(two, "accessor"))
                        .data()
                        .path("num_uses")
                        .asInt())
                .isEqualTo(-1);
        assertThat(status(one)).isEqualTo(403);
    }

    @Test
    void theLastUseStillProlongsAnother() {
        JsonNode token = made("'policies':['default'],'ttl':'1h'");
        ApiClient last = other.with(text(made("'policies':['others'],'num_uses':1"), "client_token"));

        assertThat(on(last, "renew", "token", text(token, "client_token")).status())
                .isEqualTo(200);
    }
}
