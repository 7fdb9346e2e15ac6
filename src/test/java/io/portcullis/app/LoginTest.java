package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in, from outside. */
@ExtendWith(SharedFleet.class)
class LoginTest {

    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final String MOUNT = "team/logins";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void mount(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1).anonymous();
        root.post("sys/auth/" + MOUNT, "{'type':'userpass'}");
        create("ada", "'token_policies':'ops'");
    }

    private static void create(String name, String fields) {
        Reply reply = root.post(
                "auth/" + MOUNT + "/users/" + name,
                "{'password_hash':'" + HASH + "'" + (fields.isEmpty() ? "" : "," + fields) + "}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    private static Reply login(String name) {
        return other.login(MOUNT, name, "U*U");
    }

    @Test
    void aLoginGivesATokenInTheEnvelope() {
        Reply reply = login("ADA");

        String token = reply.token();
        JsonNode auth = reply.auth();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(token).matches("s\\.[0-9A-Za-z]{24}");
        assertThat(auth.path("accessor").asText()).matches("[0-9A-Za-z]{24}");
        assertThat(auth.path("entity_id").asText()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(reply.body())
                .isEqualTo(
                        "{\"request_id\":\"" + reply.json().path("request_id").asText()
                                + "\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":null,"
                                + "\"wrap_info\":null,\"warnings\":null,\"auth\":{\"client_token\":\"" + token
                                + "\",\"accessor\":\"" + auth.path("accessor").asText()
                                + "\",\"policies\":[\"default\",\"ops\"],\"token_policies\":[\"default\",\"ops\"],"
                                + "\"metadata\":{\"username\":\"ada\"},\"lease_duration\":2764800,\"renewable\":true,"
                                + "\"entity_id\":\"" + auth.path("entity_id").asText()
                                + "\",\"token_type\":\"service\",\"orphan\":true,\"mfa_requirement\":null,\"num_uses\":0}}\n");
    }

    @Test
    void theTokenKnowsWhereItComesFrom() {
        JsonNode token =
                root.with(login("AdA").token()).get("auth/token/lookup-self").data();

        assertThat(token.path("path").asText()).isEqualTo("auth/team/logins/login/AdA");
        assertThat(token.path("display_name").asText()).isEqualTo("team-logins-ada");
        assertThat(token.path("meta").toString()).isEqualTo("{\"username\":\"ada\"}");
        List<String> names = new ArrayList<>();
        token.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "accessor",
                        "creation_time",
                        "creation_ttl",
                        "display_name",
                        "entity_id",
                        "expire_time",
                        "explicit_max_ttl",
                        "id",
                        "issue_time",
                        "meta",
                        "num_uses",
                        "orphan",
                        "path",
                        "policies",
                        "renewable",
                        "ttl",
                        "type");
    }

    @Test
    void everyLoginOfANameHasOneEntityAndItsOwnToken() {
        Reply one = login("ada");
        Reply two = login("ADA");

        assertThat(two.auth().path("entity_id")).isEqualTo(one.auth().path("entity_id"));
        assertThat(two.token()).isNotEqualTo(one.token());
        assertThat(two.auth().path("accessor")).isNotEqualTo(one.auth().path("accessor"));
    }

    @Test
    void aTokenThatIsSentAlongIsNotLookedAt() {
        assertThat(root.with("s.garbage").login(MOUNT, "ada", "U*U").status()).isEqualTo(200);
        assertThat(root.with("s.garbage")
                        .send("PUT", "auth/" + MOUNT + "/login/ada", "{'password':'U*U'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fieldsThatNobodyKnowsAreWarnedOf() {
        Reply reply = other.post("auth/" + MOUNT + "/login/ada", "{'password':'U*U','totp':'1','username':'eve'}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.auth().path("metadata").path("username").asText()).isEqualTo("ada");
        assertThat(reply.json().path("warnings"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "Endpoint ignored these unrecognized parameters: [totp]",
                        "Endpoint replaced the value of these parameters with the values captured from the endpoint's path: [username]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'password':''}", "{'password':null}", "null", ""})
    void withoutAPasswordNobodyIsAsked(String body) {
        for (String name : List.of("ada", "nobody")) {
            Reply reply = other.post("auth/" + MOUNT + "/login/" + name, body);
            assertThat(reply.toString()).isEqualTo("400 {\"errors\":[\"missing password\"]}\n");
        }
        assertThat(other.post("auth/" + MOUNT + "/login/ada?password=U*U", body).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'password':['x']}",
                "{'password':{'a':1}}",
                "{'password'",
                "[1]",
                "{'password':'\\ud800'}",
                "{'password':'LONG'}"
            })
    void aPasswordThatIsNoneIsRefusedAlikeForKnownAndUnknown(String body) {
        String sent = body.replace("LONG", "x".repeat(1_025));

        Reply known = other.post("auth/" + MOUNT + "/login/ada", sent);
        Reply unknown = other.post("auth/" + MOUNT + "/login/nobody", sent);

        assertThat(known.status()).isEqualTo(400);
        assertThat(unknown.toString()).isEqualTo(known.toString());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreTheSameToTheByte() {
        create("cheap", "");
        Reply reference = other.login(MOUNT, "ada", "nope");

        assertThat(reference.toString()).isEqualTo("400 {\"errors\":[\"invalid username or password\"]}\n");
        for (String name : List.of("cheap", "nobody", "SomeBody", "x", "a".repeat(512))) {
            for (String password : List.of("nope", "x".repeat(72), "x".repeat(73), "x".repeat(1_024), "a\\u0000b")) {
                Reply reply = other.login(MOUNT, name, password);
                assertThat(reply.toString()).as(name).isEqualTo(reference.toString());
                assertThat(headers(reply)).as(name).isEqualTo(headers(reference));
            }
        }
    }

    private static TreeMap<String, List<String>> headers(Reply reply) {
        TreeMap<String, List<String>> headers =
                new TreeMap<>(reply.http().headers().map());
        headers.remove("date");
        return headers;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "root | 'token_policies':' Root ,ops' | 400 | auth methods cannot create root tokens",
                "wrapping | 'policies':'response-wrapping' | 400 | cannot assign policy \"response-wrapping\"",
                "elsewhere | 'token_bound_cidrs':'10.0.0.0/8' | 403 | permission denied",
                "batch | 'token_type':'batch' | 400 | batch tokens are not supported yet"
            })
    void whoMayNotHaveATokenHearsItOnlyWithTheRightPassword(String name, String fields, int status, String text) {
        create(name, fields);

        Reply right = login(name);
        assertThat(right.status()).isEqualTo(status);
        assertThat(right.error()).isEqualTo(text);
        assertThat(other.login(MOUNT, name, "nope").toString())
                .isEqualTo("400 {\"errors\":[\"invalid username or password\"]}\n");
    }

    @Test
    void anAccountWithoutAnyPolicyHasAnEmptyList() {
        create("bare", "'token_no_default_policy':true");

        Reply reply = login("bare");

        assertThat(reply.body()).contains("\"policies\":[],\"metadata\"").doesNotContain("token_policies");
        assertThat(root.with(reply.token()).post("auth/token/renew-self", null).status())
                .as("it may do nothing, not even that")
                .isEqualTo(403);
        assertThat(root.post("auth/token/renew", "{'token':'" + reply.token() + "'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void emptyPoliciesAreDefaultAlone() {
        create("plain", "'token_policies':''");

        assertThat(login("plain").auth().path("policies").toString()).isEqualTo("[\"default\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ttl | 'token_ttl':'30m' | 1800 | ",
                "period | 'token_period':'1h','token_ttl':60 | 3600 | ",
                "capped | 'token_ttl':'1h','token_explicit_max_ttl':60 | 60 | TTL of \"1h\" exceeded the effective max_ttl of \"1m\"; TTL value is capped accordingly",
                "longperiod | 'token_period':'2000h' | 2764800 | period of \"2000h\" exceeded the effective max_ttl of \"768h\"; period value is capped accordingly"
            })
    void aTokenLivesAsItsAccountSays(String name, String fields, int seconds, String warning) {
        create(name, fields);

        Reply reply = login(name);

        assertThat(reply.auth().path("lease_duration").asInt()).isEqualTo(seconds);
        assertThat(reply.json().path("warnings").path(0).asText("")).isEqualTo(warning == null ? "" : warning);
    }

    @Test
    void aTokenIsBoundToTheNetworksOfItsAccount() {
        create("inside", "'token_bound_cidrs':'127.0.0.0/8,10.0.0.0/8'");

        JsonNode token =
                root.with(login("inside").token()).get("auth/token/lookup-self").data();

        assertThat(token.path("bound_cidrs").toString()).isEqualTo("[\"127.0.0.0/8\",\"10.0.0.0/8\"]");
    }

    @Test
    void aStrictlyBoundTokenIsBoundToTheAddressThatLoggedIn() {
        create("strict", "'token_strictly_bind_ip':true");

        JsonNode token =
                root.with(login("strict").token()).get("auth/token/lookup-self").data();

        assertThat(token.path("bound_cidrs").toString()).isEqualTo("[\"127.0.0.1\"]");
    }

    @Test
    void theMountSaysWhatKindOfTokenALoginGives() {
        root.post("sys/auth/" + MOUNT + "-typed", "{'type':'userpass','config':{'token_type':'service'}}");
        root.post("auth/" + MOUNT + "-typed/users/b", "{'password_hash':'" + HASH + "','token_type':'batch'}");
        assertThat(other.login(MOUNT + "-typed", "b", "U*U")
                        .auth()
                        .path("token_type")
                        .asText())
                .isEqualTo("service");

        root.post("sys/auth/" + MOUNT + "-typed/tune", "{'token_type':'batch'}");
        assertThat(other.login(MOUNT + "-typed", "b", "U*U").error()).isEqualTo("batch tokens are not supported yet");
    }
}
