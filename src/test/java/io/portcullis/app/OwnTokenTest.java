package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token can do to itself, and what its account's changes do to it. */
@ExtendWith(SharedFleet.class)
class OwnTokenTest {

    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final String MOUNT = "own";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void mount(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1);
        root.post("sys/auth/" + MOUNT, "{'type':'userpass'}");
    }

    private static void write(String name, String fields) {
        Reply reply = root.post("auth/" + MOUNT + "/users/" + name, "{" + fields + "}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    /** The other node, with the token of a new account. */
    private static ApiClient loggedIn(String name, String fields) {
        write(name, "'password_hash':'" + HASH + "'" + (fields.isEmpty() ? "" : "," + fields));
        return other.with(root.login(MOUNT, name, "U*U").token());
    }

    private static JsonNode lookup(ApiClient token) {
        Reply reply = token.get("auth/token/lookup-self");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.data();
    }

    private static Reply renew(ApiClient token, String body) {
        return token.post("auth/token/renew-self", body);
    }

    @Test
    void timesOfALookUpFitTogether() {
        JsonNode token = lookup(loggedIn("times", "'token_ttl':'1h'"));

        Instant issued = Instant.parse(token.path("issue_time").asText());
        assertThat(Instant.parse(token.path("expire_time").asText())).isEqualTo(issued.plusSeconds(3_600));
        assertThat(token.path("creation_time").asLong()).isEqualTo(issued.getEpochSecond());
        assertThat(token.path("creation_ttl").asInt()).isEqualTo(3_600);
        assertThat(token.path("ttl").asInt()).isBetween(3_500, 3_600);
        assertThat(token.path("renewable").asBoolean()).isTrue();
    }

    @Test
    void theRootTokenNeverEnds() {
        JsonNode token = lookup(root);

        assertThat(token.path("expire_time").isNull()).isTrue();
        assertThat(token.path("ttl").asInt()).isZero();
        assertThat(token.path("creation_ttl").asInt()).isZero();
        assertThat(token.path("renewable").asBoolean()).isFalse();
        assertThat(token.path("policies").toString()).isEqualTo("[\"root\"]");
        assertThat(renew(root, null).status()).isEqualTo(400);
        assertThat(renew(root, null).error()).contains("lease is not renewable");
    }

    @Test
    void aRenewalGivesTheSameTokenItsNewEnd() {
        ApiClient token = loggedIn("renewed", "'token_ttl':'1h','token_policies':'ops'");
        JsonNode before = lookup(token);

        Reply reply = renew(token, "{'increment':'2h'}");

        JsonNode auth = reply.auth();
        assertThat(auth.path("client_token").asText())
                .isEqualTo(before.path("id").asText());
        assertThat(auth.path("accessor")).isEqualTo(before.path("accessor"));
        assertThat(auth.path("policies").toString()).isEqualTo("[\"default\",\"ops\"]");
        assertThat(auth.path("lease_duration").asInt()).isEqualTo(7_200);
        JsonNode after = lookup(token);
        assertThat(Instant.parse(after.path("expire_time").asText()))
                .isAfter(Instant.parse(before.path("expire_time").asText()).plusSeconds(3_500));
        assertThat(after.path("creation_ttl").asInt()).isEqualTo(3_600);
        assertThat(after.path("last_renewal_time").asLong()).isNotZero();
        assertThat(before.has("last_renewal_time")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                " | 3600",
                "null | 3600",
                "{} | 3600",
                "{'increment':'1h'} | 3600",
                "{'increment':'90'} | 90",
                "{'increment':90} | 90",
                "{'increment':0} | 3600",
                "{'increment':null} | 3600"
            })
    void aRenewalAsksForATimeOrForNone(String body, int seconds) {
        ApiClient token = loggedIn("asks", "'token_ttl':'1h'");

        assertThat(renew(token, body).auth().path("lease_duration").asInt()).isEqualTo(seconds);
    }

    @Test
    void aRenewalCannotAskForLessThanNothing() {
        ApiClient token = loggedIn("negative", "'token_ttl':'1h'");

        Reply reply = renew(token, "{'increment':-5}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("cannot provide negative value '-5'");
    }

    @Test
    void changedPoliciesRefuseTheRenewalAndLeaveTheToken() {
        ApiClient token = loggedIn("changed", "'token_policies':'a'");
        write("changed", "'token_policies':'a,b'");

        Reply reply = renew(token, null);

        assertThat(reply.toString())
                .isEqualTo("500 {\"errors\":[\"1 error occurred:\\n\\t* failed to renew entry: policies have changed, "
                        + "not renewing\\n\\n\"]}\n");
        assertThat(lookup(token).path("policies").toString()).isEqualTo("[\"a\",\"default\"]");
        write("changed", "'token_policies':' A ,default'");
        assertThat(renew(token, null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'token_policies':'Ops'",
                "'token_policies':',ops,'",
                "'token_no_default_policy':true",
                "'token_policies':'b,a'"
            })
    void howPoliciesAreSpelledDoesNotStandInTheWayOfARenewal(String fields) {
        write("spelled", "'password_hash':'" + HASH + "'," + fields);
        String token = root.login(MOUNT, "spelled", "U*U").token();

        assertThat(root.post("auth/token/renew", "{'token':'" + token + "'}").status())
                .isEqualTo(200);
        root.delete("auth/" + MOUNT + "/users/spelled");
    }

    @Test
    void theTimesOfARenewalAreThoseOfTheAccountNow() {
        ApiClient token = loggedIn("now", "'token_ttl':'1h'");
        write("now", "'token_ttl':'2h'");

        assertThat(renew(token, null).auth().path("lease_duration").asInt()).isEqualTo(7_200);
    }

    @Test
    void aDeletedAccountLeavesItsTokenToRunOut() {
        ApiClient token = loggedIn("deleted", "'token_ttl':'1h'");
        JsonNode before = lookup(token);
        root.delete("auth/" + MOUNT + "/users/deleted");

        Reply reply = renew(token, "{'increment':'2h'}");

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(lookup(token).path("expire_time")).isEqualTo(before.path("expire_time"));
    }

    @Test
    void aChangedPasswordLeavesTokensAlone() {
        ApiClient token = loggedIn("password", "");
        root.post("auth/" + MOUNT + "/users/password/password", "{'password':'new'}");

        assertThat(renew(token, null).status()).isEqualTo(200);
    }

    @Test
    void noRenewalGoesPastTheExplicitMaximumOfTheLogin() {
        ApiClient token = loggedIn("explicit", "'token_explicit_max_ttl':'1h'");
        write("explicit", "'token_explicit_max_ttl':'100h'");
        JsonNode before = lookup(token);
        Instant limit = Instant.parse(before.path("issue_time").asText()).plusSeconds(3_600);

        Reply reply = renew(token, "{'increment':'90m'}");

        assertThat(reply.auth().path("lease_duration").asInt()).isBetween(3_500, 3_600);
        assertThat(reply.json().path("warnings").path(0).asText())
                .startsWith("TTL of \"1h30m\" exceeded the effective max_ttl");
        assertThat(Instant.parse(lookup(token).path("expire_time").asText()).minusSeconds(1))
                .isBefore(limit);
    }

    @Test
    void aPeriodicTokenIsProlongedByItsPeriodWhateverIsAskedFor() {
        ApiClient token = loggedIn("periodic", "'token_period':'2h','token_max_ttl':'3h'");

        assertThat(lookup(token).path("period").asInt()).isEqualTo(7_200);
        for (int i = 0; i < 3; i++) {
            assertThat(renew(token, "{'increment':60}")
                            .auth()
                            .path("lease_duration")
                            .asInt())
                    .isEqualTo(7_200);
        }
    }

    @Test
    void aTokenOfTwoUsesIsGoneAfterTwoRequests() {
        ApiClient token = loggedIn("uses", "'token_num_uses':2");

        assertThat(lookup(token).path("num_uses").asInt()).isEqualTo(1);
        assertThat(lookup(token).path("num_uses").asInt()).isEqualTo(-1);
        assertThat(token.get("auth/token/lookup-self").toString())
                .isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
    }

    @Test
    void whatIsDeniedCostsAUseAndWhatIsNotReadDoesNot() {
        ApiClient token = loggedIn("denied", "'token_num_uses':2");

        assertThat(token.post("auth/token/lookup-self", "{\"a\":").status()).isEqualTo(400);
        assertThat(token.get("sys/auth").status()).isEqualTo(403);
        assertThat(lookup(token).path("num_uses").asInt()).isEqualTo(-1);
    }

    @Test
    void theLastUseRevokesButDoesNotRenew() {
        ApiClient renewing = loggedIn("last1", "'token_num_uses':1");
        ApiClient revoking = loggedIn("last2", "'token_num_uses':1");

        assertThat(renew(renewing, null).error()).contains("token not found");
        assertThat(revoking.post("auth/token/revoke-self", null).status()).isEqualTo(204);
        assertThat(renewing.get("auth/token/lookup-self").status()).isEqualTo(403);
        assertThat(revoking.get("auth/token/lookup-self").status()).isEqualTo(403);
    }

    @Test
    void aRenewalTellsTheUsesOfTheBeginning() {
        ApiClient token = loggedIn("told", "'token_num_uses':5");
        lookup(token);

        assertThat(renew(token, null).auth().path("num_uses").asInt()).isEqualTo(5);
        assertThat(lookup(token).path("num_uses").asInt()).isEqualTo(2);
    }

    @Test
    void aTokenThatRanOutIsRefused() throws Exception {
        ApiClient token = loggedIn("brief", "'token_ttl':4");
        Instant end = Instant.parse(lookup(token).path("expire_time").asText());

        Poll.until(
                Duration.ofSeconds(10),
                () -> token.get("auth/token/lookup-self").status() == 403);

        assertThat(Instant.now()).as("on one machine the clocks are one").isAfterOrEqualTo(end.minusMillis(5));
        assertThat(renew(token, null).toString()).isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
    }

    @Test
    void aRevokedTokenIsRefusedOnEveryNode(Fleet fleet) {
        ApiClient token = loggedIn("revoked", "");
        String string = lookup(token).path("id").asText();

        assertThat(token.send("PUT", "auth/token/revoke-self", null).status()).isEqualTo(204);

        for (ApiClient node : fleet.all()) {
            assertThat(node.with(string).get("auth/token/lookup-self").status()).isEqualTo(403);
        }
        assertThat(token.post("auth/token/revoke-self", null).status()).isEqualTo(403);
    }
}
