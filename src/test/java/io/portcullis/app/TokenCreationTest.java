package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that tokens make: spec of tokens, 2.3. */
@ExtendWith(SharedFleet.class)
class TokenCreationTest {

    private static final String CREATE = "auth/token/create";
    private static final String ORPHAN = "auth/token/create-orphan";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void policies(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1);
        policy("making-web", "# nothing");
        policy("making", rules("'update'"));
        policy("making-all", rules("'update','sudo'"));
    }

    private static String rules(String capabilities) {
        String rule = "path 'auth/token/create%s' { capabilities = [" + capabilities + "] } ";
        return (rule.formatted("") + rule.formatted("-orphan")
                        + "path 'auth/token/lookup' { capabilities = ['update'] }")
                .replace("'", "\\\"");
    }

    private static void policy(String name, String text) {
        Reply reply = root.post("sys/policies/acl/" + name, "{'policy':'" + text + "'}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    private static Reply make(ApiClient maker, String fields) {
        return maker.post(CREATE, "{" + fields + "}");
    }

    /** The other node, with a new token of these fields. */
    private static ApiClient made(ApiClient maker, String fields) {
        Reply reply = make(maker, fields);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return other.with(reply.token());
    }

    private static ApiClient maker(String... more) {
        List<String> names = new ArrayList<>(List.of(more));
        names.add("making");
        return made(root, "'policies':['" + String.join("','", names) + "'],'no_default_policy':true");
    }

    private static JsonNode lookup(ApiClient token) {
        Reply reply = token.post("auth/token/lookup", null);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.data();
    }

    @Test
    void aChildIsWhatItsMakerAskedFor() {
        ApiClient maker = maker("making-web");
        Reply reply = make(
                maker,
                "'policies':['making-web'],'ttl':'1h','meta':{'team':'ops','n':1},'display_name':'a b/c-',"
                        + "'num_uses':3,'explicit_max_ttl':'2h'");

        JsonNode auth = reply.auth();
        assertThat(auth.path("policies").toString()).isEqualTo("[\"making-web\"]");
        assertThat(auth.path("metadata").toString()).isEqualTo("{\"n\":\"1\",\"team\":\"ops\"}");
        assertThat(auth.path("lease_duration").asInt()).isEqualTo(3_600);
        assertThat(auth.path("orphan").asBoolean()).isFalse();
        assertThat(auth.path("num_uses").asInt()).isEqualTo(3);
        JsonNode data = other.post("auth/token/lookup", "{'token':'" + reply.token() + "'}")
                .data();
        assertThat(data.path("display_name").asText()).isEqualTo("token-a-b-c");
        assertThat(data.path("path").asText()).isEqualTo(CREATE);
        assertThat(data.path("explicit_max_ttl").asInt()).isEqualTo(7_200);
        assertThat(data.path("num_uses").asInt()).isEqualTo(3);
        assertThat(data.path("accessor")).isEqualTo(auth.path("accessor"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'num_uses':'x','type':'x'                 | Field validation failed: error converting input for field \"num_uses\": '' cannot parse value as 'int': strconv.ParseInt: invalid syntax",
                "'type':'x','num_uses':-1                  | invalid 'token_type' value",
                "'type':'batch'                            | batch tokens are not supported yet",
                "'num_uses':-1,'entity_alias':'x'          | number of uses cannot be negative",
                "'entity_alias':'x','id':'x'               | 'entity_alias' is only allowed in combination with token role",
                "'id':'x','policies':['other']             | root or sudo privileges required to specify token id",
                "'policies':['other'],'no_parent':true     | child policies must be subset of parent",
                "'policies':['root']                       | child policies must be subset of parent",
                "'no_parent':true,'explicit_max_ttl':'x'   | root or sudo privileges required to create orphan token",
                "'explicit_max_ttl':'x','period':'1h'      | time: invalid duration \"x\"",
                "'period':'1h','ttl':'x'                   | root or sudo privileges required to create periodic token",
                "'ttl':'-5s'                               | ttl must be positive"
            })
    void theFirstReasonAgainstATokenIsTold(String fields, String text) {
        Reply reply = make(maker(), fields);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(text);
    }

    @Test
    void whoMayUseSudoAtThisPathMayDoMoreButMakeRoot() {
        ApiClient boss = made(root, "'policies':['making-all']");

        assertThat(lookup(made(boss, "'policies':['making'],'no_parent':true"))
                        .path("orphan")
                        .asBoolean())
                .isTrue();
        assertThat(make(boss, "'policies':['anything'],'period':'1h'").status()).isEqualTo(200);
        assertThat(make(boss, "'policies':['root']").error())
                .isEqualTo("root tokens may not be created without parent token being root");
    }

    @Test
    void aPathThatMakesOrphansNeedsNoMoreThanItsCapability() {
        ApiClient maker = maker();

        Reply reply = maker.post(ORPHAN, "{'policies':['making'],'ttl':'1h'}");

        assertThat(reply.auth().path("orphan").asBoolean()).isTrue();
        assertThat(lookup(other.with(reply.token())).path("path").asText()).isEqualTo(ORPHAN);
        root.post("auth/token/revoke", "{'token':'" + token(maker) + "'}");
        assertThat(lookup(other.with(reply.token())).path("orphan").asBoolean()).isTrue();
    }

    private static String token(ApiClient client) {
        return lookup(client).path("id").asText();
    }

    @Test
    void aChildIsOfTheSameHolderFromTheSameAddressesAndAnOrphanIsNot() {
        root.post("sys/auth/making-people", "{'type':'userpass'}");
        root.post(
                "auth/making-people/users/ada",
                "{'password_hash':'" + Hashes.of("pw")
                        + "','token_policies':'making','token_bound_cidrs':'127.0.0.0/8'}");
        ApiClient ada = other.with(root.login("making-people", "ada", "pw").token());
        JsonNode login = lookup(ada);

        JsonNode child = lookup(made(ada, ""));
        JsonNode orphan = lookup(other.with(ada.post(ORPHAN, null).token()));

        assertThat(child.path("entity_id")).isEqualTo(login.path("entity_id"));
        assertThat(child.path("bound_cidrs")).isEqualTo(login.path("bound_cidrs"));
        assertThat(child.path("meta").isNull()).isTrue();
        assertThat(orphan.path("entity_id").asText()).isEmpty();
        assertThat(orphan.has("bound_cidrs")).isFalse();
        root.delete("sys/auth/making-people");
        assertThat(other.with(child.path("id").asText())
                        .post("auth/token/lookup", null)
                        .status())
                .as("its parent's mount is gone")
                .isEqualTo(403);
    }

    @Test
    void aTokenWithUsesMakesNoOthers() {
        ApiClient limited = made(root, "'policies':['making'],'num_uses':3");

        assertThat(make(limited, "").error()).isEqualTo("restricted use token cannot generate child tokens");
        assertThat(limited.post(ORPHAN, null).error()).isEqualTo("restricted use token cannot generate child tokens");
        assertThat(lookup(limited).path("num_uses").asInt()).isEqualTo(-1);
    }

    @Test
    void aRootTokenThatEndsMakesNoneThatDoesNot() {
        ApiClient ending = made(root, "'ttl':'1h'");

        assertThat(make(ending, "").error()).isEqualTo("expiring root tokens cannot create non-expiring root tokens");
        assertThat(make(ending, "'no_parent':true").status()).isEqualTo(400);
        assertThat(lookup(made(ending, "'explicit_max_ttl':'30h'"))
                        .path("creation_ttl")
                        .asInt())
                .isEqualTo(108_000);
        assertThat(make(ending, "'policies':['making']").status()).isEqualTo(200);
    }

    @Test
    void policiesThatAreNotThereAreWarnedOfInOrder() {
        Reply reply = make(root, "'policies':['making-z','making-web',' Making-B','default'],'zzz':1");

        assertThat(reply.json().path("warnings").toString())
                .isEqualTo("[\"Policy \\\"making-b\\\" does not exist\",\"Policy \\\"making-z\\\" does not exist\","
                        + "\"Endpoint ignored these unrecognized parameters: [zzz]\"]");
        assertThat(make(root, "").json().path("warnings").isNull()).isTrue();
    }

    @Test
    void aTokenOfItsMakersOwnChoiceIsUsableOnceAndAgainAfterItsEnd() {
        String fields = "'id':'making-own','policies':['making'],'num_uses':2";
        Reply reply = make(root, fields);

        assertThat(reply.token()).isEqualTo("making-own");
        assertThat(reply.json().path("warnings").path(0).asText()).startsWith("Supplying a custom ID for the token");
        assertThat(make(root, fields).error()).isEqualTo("cannot create a token with a duplicate ID");
        assertThat(lookup(other.with("making-own")).path("num_uses").asInt()).isEqualTo(1);
        root.post("auth/token/revoke", "{'token':'making-own'}");
        assertThat(other.with("making-own").post("auth/token/lookup", null).status())
                .isEqualTo(403);
        assertThat(make(root, fields).status()).isEqualTo(200);
    }

    @Test
    void halfASecondIsEnoughForAToken() throws Exception {
        Reply reply = make(root, "'policies':['making'],'ttl':'500ms'");

        assertThat(reply.auth().path("lease_duration").asInt()).isZero();
        assertThat(reply.auth().path("renewable").asBoolean()).isTrue();
        Poll.until(
                Duration.ofSeconds(5),
                () -> other.with(reply.token()).post("auth/token/lookup", null).status() == 403);
    }

    @Test
    void whatATokenCarriesHasAnEnd() {
        String fits = "x".repeat(32_000);

        assertThat(make(root, "'policies':['making'],'meta':{'a':'" + fits + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(make(root, "'policies':['making'],'meta':{'a':'" + fits + "','b':'" + "x".repeat(1_000) + "'}")
                        .error())
                .isEqualTo("policies, meta and names of a token take at most 32768 bytes together");
    }

    @Test
    void aLineOfDescendantsHasAnEnd() {
        ApiClient last = maker();
        int generations = 2; // the maker is a child of the root token itself
        Reply reply = make(last, "");
        while (reply.status() == 200 && generations < 200) {
            last = root.with(reply.token());
            generations++;
            reply = make(last, "");
        }

        assertThat(reply.error()).isEqualTo("a token has at most 100 ancestors");
        assertThat(generations).isEqualTo(101);
        assertThat(lookup(last).path("orphan").asBoolean()).isFalse();
        assertThat(last.post(ORPHAN, null).status()).isEqualTo(200);
    }
}
