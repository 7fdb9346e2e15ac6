package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token may do by its policies, asked of one node while another one is told the policies. */
@ExtendWith(SharedFleet.class)
class PolicyDecisionsTest {

    private static final String USERS = "auth/decided/users/";
    private static final String ACL = "sys/policies/acl/";
    private static final String PASSWORD = "{'password':'pw'}";
    private static final String DENIED = "1 error occurred:\n\t* permission denied\n\n";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void mount(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1);
        root.post("sys/auth/decided", "{'type':'userpass'}");
        for (String name : List.of("ada", "bob", "cleo", "dan")) {
            account(name, "");
        }
    }

    private static void account(String name, String fields) {
        is(root.post(USERS + name, "{'password_hash':'" + Hashes.of("pw") + "'" + fields + "}"), 204);
    }

    private static void policy(String name, String text) {
        String encoded =
                Base64.getEncoder().encodeToString(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        is(root.post(ACL + name, "{'policy':'" + encoded + "'}"), 204);
    }

    /** At the other node, with a new token of this policy alone. */
    private static ApiClient holder(String policy, String text) {
        policy(policy, text);
        return holderOf("'" + policy + "'");
    }

    private static ApiClient holderOf(String policies) {
        Reply reply = root.post("auth/token/create", "{'policies':[" + policies + "],'no_default_policy':true}");
        is(reply, 200);
        return other.with(reply.token());
    }

    private static String rule(String path, String capabilities) {
        return "path '" + path + "' { capabilities = ['" + capabilities.replace(",", "','") + "'] }\n";
    }

    private static void is(Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    }

    private static void denied(Reply reply) {
        is(reply, 403);
        assertThat(reply.error()).isEqualTo(DENIED);
    }

    private static List<String> keys(Reply reply) {
        List<String> keys = new ArrayList<>();
        for (JsonNode key : reply.data().path("keys")) {
            keys.add(key.asText());
        }
        return keys;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden", "Hidden", "HIDDEN", "%20hidden", "hidden%20", "H%C4%B0DDEN", "hidde%4E"})
    void aDenialOfAPolicyHoldsForEverySpellingOfItsName(String spelling) {
        policy("hidden", "# unchanged");
        ApiClient holder = holder(
                "keeper",
                rule("sys/*", "create,read,update,patch,delete,list,sudo")
                        + rule(ACL + "hidden", "deny")
                        + rule("sys/policy/hidden", "deny"));

        for (String place : List.of(ACL, "sys/policy/")) {
            denied(holder.get(place + spelling));
            denied(holder.post(place + spelling, "{'policy':'# theirs'}"));
            denied(holder.delete(place + spelling));
            is(holder.get(place + "Default"), 200);
        }
        denied(holder.sendWith(
                "PATCH", ACL + spelling, "{'policy':'#'}", "Content-Type", "application/merge-patch+json"));
        assertThat(root.get(ACL + "hidden").data().path("policy").asText()).isEqualTo("# unchanged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shut/", "Shut/", "SHUT%20/", "%20shut/"})
    void aSlashAtTheEndIsNoWayAroundADenial(String spelling) {
        policy("shut", "# unchanged");
        ApiClient holder =
                holder("slasher", rule("sys/*", "create,read,update,delete,list,sudo") + rule(ACL + "shut", "deny"));

        is(holder.get(ACL + spelling), 400);
        is(holder.delete(ACL + spelling), 400);
        is(holder.post(ACL + spelling, "{'policy':'# theirs'}"), 400);
        assertThat(root.get(ACL + "shut").data().path("policy").asText()).isEqualTo("# unchanged");
    }

    @ParameterizedTest
    @CsvSource({"sys/policies/acl/", "sys/policies/detailed/acl/", "sys/policy/"})
    void aDenialOfAFolderOfPoliciesHoldsForEverySpellingInListings(String place) {
        policy("folder/x", "#");
        ApiClient holder = holder("lister", rule("sys/*", "list,read") + rule(place + "folder", "deny"));

        for (String spelling : List.of("folder", "folder/", "Folder", "FOLDER/", "%20folder", "folder%20")) {
            denied(holder.send("LIST", place + spelling));
            denied(holder.get(place + spelling + "?list=true"));
        }
        is(root.send("LIST", place + "Folder"), 200);
    }

    @Test
    void aPermissionForAPolicyHoldsForEverySpellingToo() {
        ApiClient holder = holder("own", rule(ACL + "mine", "read,update"));

        is(holder.post(ACL + "%20MINE", "{'policy':'# mine'}"), 204);
        assertThat(holder.get(ACL + "Mine").data().path("policy").asText()).isEqualTo("# mine");
        denied(holder.get(ACL + "mined"));
    }

    @Test
    void whoMayCreateMayNotUpdate() {
        ApiClient holder = holder("creator", rule(USERS + "*", "create"));

        is(holder.post(USERS + "made", PASSWORD), 204);
        denied(holder.post(USERS + "made", PASSWORD));
        denied(holder.post(USERS + "MADE", PASSWORD));
        denied(holder.post(USERS + "ada", PASSWORD));
        is(root.delete(USERS + "made"), 204);
        is(holder.post(USERS + "made", PASSWORD), 204);
    }

    @Test
    void whoMayUpdateMayNotCreate() {
        ApiClient holder = holder("updater", rule(USERS + "*", "update"));

        denied(holder.post(USERS + "nobody", PASSWORD));
        is(root.get(USERS + "nobody"), 404);
        is(holder.post(USERS + "ada", "{'token_ttl':60}"), 204);
        is(holder.send("PUT", USERS + "Ada", "{'token_ttl':61}"), 204);
        is(holder.post(USERS + "nobody/password", PASSWORD), 400);
    }

    @Test
    void whatNeedsSudoNeedsTheCapabilityBesideIt() {
        ApiClient without =
                holder("plain", rule("sys/auth/*", "create,read,update,delete") + rule("auth/token/accessors", "list"));
        ApiClient alone = holder("bare-sudo", rule("sys/auth/*", "sudo") + rule("auth/token/accessors", "sudo"));
        ApiClient with =
                holder("full", rule("sys/auth/*", "update,delete,sudo") + rule("auth/token/accessors", "list,sudo"));

        for (ApiClient lacking : List.of(without, alone)) {
            denied(lacking.post("sys/auth/sudoed", "{'type':'userpass'}"));
            denied(lacking.delete("sys/auth/decided"));
            denied(lacking.send("LIST", "auth/token/accessors"));
        }
        is(with.post("sys/auth/sudoed", "{'type':'userpass'}"), 204);
        is(with.delete("sys/auth/sudoed"), 204);
        is(with.send("LIST", "auth/token/accessors"), 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'token_ttl':'60'} | 204",
                "{'TOKEN_TTL':'60','token_type':'service'} | 204",
                "{'token_ttl':'61'} | 403",
                "{'token_ttl':60} | 403",
                "{'token_ttl':'60','token_policies':'root'} | 403",
                "{'token_ttl':'60','token_period':1} | 403",
                "{'token_type':'service'} | 403",
                "{} | 403"
            })
    void parametersAreHeldAgainstTheRule(String body, int status) {
        ApiClient holder = holder(
                "narrow",
                "path '" + USERS + "bob' { capabilities = ['update']\n"
                        + "allowed_parameters = { 'token_ttl' = ['60'], 'token_*' = [], 'token_type' = [] }\n"
                        + "denied_parameters = { 'token_policies' = [] }\n"
                        + (body.contains("TOKEN") ? "" : "required_parameters = ['token_ttl']\n") + "}");

        is(holder.post(USERS + "bob", body), status);
    }

    @Test
    void aLimitOfPagesIsSetAndKept() {
        String list = "auth/decided/users";
        ApiClient holder = holder("paged", "path '" + list + "' { capabilities = ['list']\npagination_limit = 2 }");

        assertThat(keys(holder.send("LIST", list))).containsExactly("ada", "bob");
        assertThat(keys(holder.get(list + "?list=true&limit=1&after=ada"))).containsExactly("bob");
        assertThat(keys(holder.send("LIST", list + "?limit=max"))).hasSize(2);
        assertThat(keys(holder.send("LIST", list + "?limit=0"))).hasSize(2);
        for (String limit : List.of("3", "-1", "all")) {
            denied(holder.send("LIST", list + "?limit=" + limit));
        }
    }

    @Test
    void aListingShowsOnlyTheKeysThatAreOpen() {
        String list = "auth/decided/users";
        ApiClient holder = holder(
                "filtered",
                "path '" + list + "' { capabilities = ['list']\n"
                        + "list_scan_response_keys_filter_path = '{{ .path }}{{ .key }}' }\n"
                        + rule(USERS + "cleo", "read") + rule(USERS + "dan", "update"));

        assertThat(keys(holder.send("LIST", list))).containsExactly("cleo");
        assertThat(keys(root.send("LIST", list))).contains("ada", "cleo", "dan");
    }

    @Test
    void aTemplateOpensEverybodyTheirOwn() {
        String accessor =
                root.get("sys/auth").data().path("decided/").path("accessor").asText();
        policy("self-care", rule(USERS + "{{identity.entity.aliases." + accessor + ".name}}/password", "update"));
        account("own.one", ",'token_policies':'self-care'");
        account("own.two", ",'token_policies':'self-care'");
        ApiClient holder = other.with(other.login("decided", "own.one", "pw").token());

        denied(holder.post(USERS + "own.two/password", "{'password':'theirs'}"));
        is(holder.post(USERS + "own.one/password", "{'password':'mine'}"), 204);
        is(root.login("decided", "own.one", "mine"), 200);
        is(root.login("decided", "own.two", "pw"), 200);
    }

    @Test
    void aDenialThatCannotBeKnownRefusesEverything() {
        ApiClient holder = holder(
                "unknowable", rule("*", "read,update,list,sudo") + rule(USERS + "{{identity.entity.name}}", "deny"));

        Reply reply = holder.get(USERS + "ada");
        is(reply, 400);
        assertThat(reply.body()).contains("Forbidden");
        is(holder.get("auth/token/lookup-self"), 400);
        policy("unknowable", rule("*", "read"));
        is(holder.get(USERS + "ada"), 200);
    }

    @Test
    void helpIsForEveryHolderOfATokenAndHeadForNone() {
        ApiClient holder = holder("helpless", rule("*", "deny"));

        is(holder.get(USERS + "ada?help=1"), 200);
        is(holder.send("HELP", "sys/auth/decided"), 200);
        denied(holder.get(USERS + "ada"));
        is(other.anonymous().get(USERS + "ada?help=1"), 403);
        is(
                holder("all", rule("*", "create,read,update,patch,delete,list,scan,sudo"))
                        .send("HEAD", USERS + "ada"),
                403);
        is(root.send("HEAD", USERS + "ada"), 405);
    }

    @Test
    void amongRulesOfOnePathDenyWins() {
        policy("giver", rule(USERS + "*", "read,update,sudo"));
        policy("taker", rule(USERS + "*", "deny,read"));

        is(holderOf("'giver'").get(USERS + "ada"), 200);
        denied(holderOf("'giver','taker'").get(USERS + "ada"));
        denied(holderOf("'taker','giver'").get(USERS + "ada"));
    }

    @Test
    void theMoreSpecificRuleDecidesAloneWhateverItSays() {
        ApiClient holder = holder(
                "layered",
                rule(USERS + "*", "deny")
                        + rule(USERS + "a*", "read")
                        + rule(USERS + "+/password", "update")
                        + rule(USERS + "cleo", "read")
                        + "path '" + USERS + "ada' {}");

        is(holder.get(USERS + "cleo"), 200);
        denied(holder.get(USERS + "bob"));
        denied(holder.get(USERS + "ada"));
        is(holder.get(USERS + "amy"), 404);
        is(holder.post(USERS + "bob/password", PASSWORD), 204);
        denied(holder.post(USERS + "bob", PASSWORD));
    }

    @Test
    void aListingMayBeOpenedWithOrWithoutItsSlash() {
        String list = "auth/decided/users";
        for (String path : List.of(list, list + "/", list + "/*", "auth/+/users", "auth/decided/+/")) {
            is(holder("slash", rule(path, "list")).send("LIST", list), 200);
        }
        denied(holder("slash", rule(list, "list") + rule(list + "/", "read")).send("LIST", list));
        denied(holder("slash", rule(list, "read")).get(list + "?list=true"));
    }

    @Test
    void aChangeOfAPolicyBindsTheNextRequestOnTheOtherNode() {
        ApiClient holder = holder("changing", rule(USERS + "ada", "read"));

        for (int i = 0; i < 30; i++) {
            policy("changing", rule(USERS + "ada", "deny"));
            denied(holder.get(USERS + "ada"));
            policy("changing", rule(USERS + "a*", "read"));
            is(holder.get(USERS + "ada"), 200);
            is(root.delete(ACL + "changing"), 204);
            denied(holder.get(USERS + "ada"));
            policy("changing", rule("auth/+/users/ada", "read"));
            is(holder.get(USERS + "ada"), 200);
        }
    }

    @Test
    void aNameWithoutAPolicyGrantsNothingUntilThereIsOne() {
        ApiClient holder = holderOf("'yet-to-come'");

        denied(holder.get(USERS + "ada"));
        denied(holder.get("auth/token/lookup-self"));
        policy("yet-to-come", rule(USERS + "ada", "read"));
        is(holder.get(USERS + "ada"), 200);
    }

    @Test
    void whatHasEndedGrantsAndDeniesNothing() {
        String ended = "expiration = '2001-01-01T00:00:00Z' }\n";
        ApiClient holder = holder(
                "ended",
                "path '" + USERS + "ada' { capabilities = ['deny']\n" + ended
                        + "path 'auth/token/lookup-self' { capabilities = ['read']\n" + ended
                        + rule(USERS + "*", "read"));

        is(holder.get(USERS + "ada"), 200);
        denied(holder.get("auth/token/lookup-self"));
    }

    @Test
    void aPolicyThatEndsWhileItIsHeldEndsForTheNextRequest() throws Exception {
        String encoded = Base64.getEncoder()
                .encodeToString(rule(USERS + "ada", "read").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        is(root.post(ACL + "passing", "{'policy':'" + encoded + "','ttl':'2s'}"), 204);
        ApiClient holder = holderOf("'passing'");
        is(holder.get(USERS + "ada"), 200);

        Poll.until(Duration.ofSeconds(10), () -> holder.get(USERS + "ada").status() == 403);
        is(root.get(ACL + "passing"), 404);
    }

    @Test
    void whatMustBeWrappedIsRefusedUnwrapped() {
        ApiClient holder =
                holder("wrapped", "path '" + USERS + "ada' { capabilities = ['read']\nmin_wrapping_ttl = '1s' }");

        denied(holder.get(USERS + "ada"));
        is(holder.sendWith("GET", USERS + "ada", null, "X-Vault-Wrap-TTL", "60"), 400);
    }

    @Test
    void whoMayNotLearnsNothingOfWhatIsThere() {
        ApiClient holder = holder("blind", rule("auth/token/lookup-self", "read"));

        for (String path : List.of(USERS + "ada", USERS + "nobody", "auth/nowhere/x", "sys/nothing", ACL + "default")) {
            denied(holder.get(path));
            denied(holder.post(path, "{'zz':1}"));
            denied(holder.delete(path));
        }
        is(root.get("auth/nowhere/x"), 404);
    }

    @Test
    void capabilitiesTellWhatRequestsAreGranted() {
        ApiClient holder = holder(
                "told",
                rule(USERS + "*", "create,list")
                        + rule(USERS + "ada", "read,update,sudo")
                        + rule(USERS + "bob", "deny")
                        + rule("sys/capabilities-self", "update"));

        JsonNode told = holder.post(
                        "sys/capabilities-self",
                        "{'paths':['" + USERS + "ada','" + USERS + "bob','" + USERS + "new','sys/auth']}")
                .data();

        assertThat(told.path(USERS + "ada").toString()).isEqualTo("[\"read\",\"sudo\",\"update\"]");
        assertThat(told.path(USERS + "bob").toString()).isEqualTo("[\"deny\"]");
        assertThat(told.path(USERS + "new").toString()).isEqualTo("[\"create\",\"list\"]");
        assertThat(told.path("sys/auth").toString()).isEqualTo("[\"deny\"]");
        is(holder.get(USERS + "ada"), 200);
        denied(holder.delete(USERS + "ada"));
        denied(holder.get(USERS + "bob"));
        is(holder.post(USERS + "told.new", PASSWORD), 204);
        denied(holder.get(USERS + "told.new"));
        denied(holder.get("sys/auth"));
    }
}
