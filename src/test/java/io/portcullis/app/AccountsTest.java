package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators do to accounts; each request goes to the other node. */
@ExtendWith(SharedFleet.class)
class AccountsTest {

    /** Of the password {@code U*U}, at the least cost that is let in. */
    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private static final String MOUNT = "accounts";

    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void mount(Fleet fleet) {
        one = fleet.node(0);
        other = fleet.node(1);
        one.post("sys/auth/" + MOUNT, "{'type':'userpass'}");
    }

    private static Reply write(String name, String body) {
        return one.post("auth/" + MOUNT + "/users/" + name, body);
    }

    private static void create(String name) {
        assertThat(write(name, "{'password_hash':'" + HASH + "'}").status()).isEqualTo(204);
    }

    private static JsonNode read(String name) {
        Reply reply = other.get("auth/" + MOUNT + "/users/" + name);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.data();
    }

    private static int login(String name, String password) {
        return other.login(MOUNT, name, password).status();
    }

    @Test
    void whatIsWrittenIsReadUnderBothNamesAndNothingOfThePassword() {
        write(
                "golden",
                "{'password_hash':'" + HASH + "','token_policies':'ops, dev','token_ttl':'30m','token_max_ttl':7200}");

        assertThat(other.get("auth/" + MOUNT + "/users/golden").body())
                .endsWith("\"data\":{\"max_ttl\":7200,\"policies\":[\"ops\",\"dev\"],\"token_bound_cidrs\":[],"
                        + "\"token_explicit_max_ttl\":0,\"token_max_ttl\":7200,\"token_no_default_policy\":false,"
                        + "\"token_num_uses\":0,\"token_period\":0,\"token_policies\":[\"ops\",\"dev\"],"
                        + "\"token_strictly_bind_ip\":false,\"token_ttl\":1800,\"token_type\":\"default\",\"ttl\":1800},"
                        + "\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n");
    }

    @Test
    void olderNamesAreTheSameFieldsAndWhatIsNotSentStays() {
        create("older");
        write("older", "{'ttl':'5m','max_ttl':'10m','policies':['BAR','bar'],'bound_cidrs':['127.0.1.1']}");
        write("older", "{'token_ttl':60}");

        JsonNode account = read("older");
        assertThat(account.path("token_ttl").asInt()).isEqualTo(60);
        assertThat(account.path("ttl").asInt()).isEqualTo(60);
        assertThat(account.path("max_ttl").asInt()).isEqualTo(600);
        assertThat(account.path("policies").toString()).isEqualTo("[\"bar\"]");
        assertThat(account.path("token_policies").toString()).isEqualTo("[\"bar\"]");
        assertThat(account.path("bound_cidrs").toString()).isEqualTo("[\"127.0.1.1\"]");
        assertThat(account.path("token_bound_cidrs").toString()).isEqualTo("[\"127.0.1.1\"]");
    }

    @Test
    void aNullEmptiesAListAndLeavesATime() {
        create("nulls");
        write("nulls", "{'token_policies':'a','token_ttl':60}");
        write("nulls", "{'token_policies':null}");
        write("nulls", "{'token_ttl':null}");

        assertThat(read("nulls").path("token_policies").toString()).isEqualTo("[]");
        assertThat(read("nulls").path("token_ttl").asInt()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | must provide either password or password_hash",
                "{'password':''} | must provide either password or password_hash",
                "{'password':'a','password_hash':'$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'} | only one of password or password_hash may be provided",
                "{'password_hash':'notabcrypthash'} | password_hash is not a valid bcrypt hash",
                "{'password_hash':'$2a$04$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'} | bcrypt cost of 4 is too low, want 5 at minimum",
                "{'password_hash':'$2a$13$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'} | bcrypt cost of 13 exceeds maximum cost of 12",
                "{'password':'p','token_ttl':'abc'} | error converting input for field \"token_ttl\": time: invalid duration \"abc\"",
                "{'password':'p','token_ttl':-5} | error converting input for field \"token_ttl\": cannot provide negative value '-5'",
                "{'password':'p','token_type':'default-service'} | invalid 'token_type' value \"default-service\"",
                "{'password':'p','token_type':'batch','token_period':60} | 'token_type' cannot be 'batch' or 'default_batch' when set to generate periodic tokens"
            })
    void whatMakesNoAccountIsRefusedAndNothingIsThere(String body, String text) {
        Reply reply = write("refused", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(text);
        assertThat(other.get("auth/" + MOUNT + "/users/refused").toString()).isEqualTo("404 {\"errors\":[]}\n");
    }

    @Test
    void aRefusedChangeChangesNothing() {
        create("steady");
        write("steady", "{'token_max_ttl':'1h','token_policies':'a'}");

        Reply reply = write("steady", "{'token_ttl':'2h','token_policies':'b','password':'new'}");

        assertThat(reply.error()).isEqualTo("'token_ttl' cannot be greater than 'token_max_ttl'");
        assertThat(read("steady").path("token_policies").toString()).isEqualTo("[\"a\"]");
        assertThat(login("steady", "U*U")).isEqualTo(200);
        assertThat(login("steady", "new")).isEqualTo(400);
    }

    @Test
    void anUpdateWithoutAPasswordLeavesThePassword() {
        create("kept");

        assertThat(write("kept", "{'token_ttl':60}").status()).isEqualTo(204);
        assertThat(write("kept", "{'password':'','token_ttl':61}").status()).isEqualTo(204);
        assertThat(write("kept", "null").status()).isEqualTo(204);
        assertThat(login("kept", "U*U")).isEqualTo(200);
    }

    @Test
    void aHashThatAnotherToolMadeLogsIn() {
        for (String version : List.of("2a", "2b", "2y")) {
            write("foreign", "{'password_hash':'" + HASH.replace("2a", version) + "'}");
            assertThat(login("foreign", "U*U")).as(version).isEqualTo(200);
        }
    }

    @Test
    void everySpellingOfANameIsOneAccount() {
        create("Bob");
        assertThat(one.post("auth/" + MOUNT + "/users/BOB/password", "{'password':'p3'}")
                        .status())
                .isEqualTo(204);
        assertThat(one.post("auth/" + MOUNT + "/users/bOb/policies", "{'policies':'x'}")
                        .status())
                .isEqualTo(204);

        assertThat(login("bob", "p3")).isEqualTo(200);
        assertThat(login("boB", "p3")).isEqualTo(200);
        assertThat(login("bob", "U*U")).isEqualTo(400);
        assertThat(read("BoB").path("policies").toString()).isEqualTo("[\"x\"]");
        assertThat(keys("")).containsOnlyOnce("bob").doesNotContain("Bob", "BOB", "bOb");
        assertThat(one.delete("auth/" + MOUNT + "/users/BOb").status()).isEqualTo(204);
        assertThat(keys("")).doesNotContain("bob");
    }

    private static List<String> keys(String query) {
        List<String> keys = new java.util.ArrayList<>();
        other.get("auth/" + MOUNT + "/users?list=true" + query)
                .data()
                .path("keys")
                .forEach(key -> keys.add(key.asText()));
        return keys;
    }

    @ParameterizedTest
    @CsvSource({"password, {'password':'x'}", "policies, {'policies':'x'}", "password, {}"})
    void aFieldOfAnAccountThatIsNotThereCannotBeSet(String field, String body) {
        Reply reply = one.post("auth/" + MOUNT + "/users/ghost/" + field, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("username does not exist");
        assertThat(other.get("auth/" + MOUNT + "/users/ghost").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"root,ops | [\"root\"]", "Ops, dev,ops | [\"dev\",\"ops\"]", "~~ | []", " ROOT | [\"root\"]"})
    void thePoliciesOfAnAccountAreNormalisedWhenSetAlone(String sent, String read) {
        create("policied");
        one.post("auth/" + MOUNT + "/users/policied/policies", "{'token_policies':'" + sent + "'}");

        assertThat(read("policied").path("policies").toString()).isEqualTo(read);
        one.post("auth/" + MOUNT + "/users/policied/policies", "{}");
        assertThat(read("policied").path("token_policies").toString()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "-a", "a@b", "a%20b", "a/b", "a%2Fb", "%C3%A9"})
    void whatIsNoNameIsAnUnknownPath(String name) {
        Reply reply = write(name, "{'password':'p'}");

        assertThat(reply.toString())
                .isEqualTo("404 {\"errors\":[\"1 error occurred:\\n\\t* unsupported path\\n\\n\"]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a-", "a..b", "9", "_", "a.b-c"})
    void aNameMayEndAsItLikes(String name) {
        create(name);

        assertThat(login(name, "U*U")).isEqualTo(200);
    }

    @Test
    void aControlCharacterInAPathIsRefusedWithoutWords() {
        Reply reply = write("a%0ab", "{'password':'p'}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void listingIsSortedAndPaged() {
        one.post("sys/auth/" + MOUNT + "-list", "{'type':'userpass'}");
        for (String name : List.of("b", "_a", "a.b", "a", "9")) {
            one.post("auth/" + MOUNT + "-list/users/" + name, "{'password_hash':'" + HASH + "'}");
        }
        String list = "auth/" + MOUNT + "-list/users?list=true";

        assertThat(other.get(list).data().toString()).isEqualTo("{\"keys\":[\"9\",\"_a\",\"a\",\"a.b\",\"b\"]}");
        assertThat(other.get(list + "&limit=2").data().toString()).isEqualTo("{\"keys\":[\"9\",\"_a\"]}");
        assertThat(other.get(list + "&limit=2&after=_a").data().toString()).isEqualTo("{\"keys\":[\"a\",\"a.b\"]}");
        assertThat(other.get(list + "&after=_").data().toString()).isEqualTo("{\"keys\":[\"_a\",\"a\",\"a.b\",\"b\"]}");
        assertThat(other.get(list + "&after=b").toString()).isEqualTo("404 {\"errors\":[]}\n");
        for (String limit : List.of("0", "-1", "5", "9223372036854775807")) {
            assertThat(other.get(list + "&limit=" + limit).data().path("keys"))
                    .as(limit)
                    .hasSize(5);
        }
        for (String twice : List.of("&limit=1&limit=2", "&after=a&after=b")) {
            assertThat(other.get(list + twice).status()).as(twice).isEqualTo(400);
        }
        Reply refused = other.get(list + "&limit=x");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).startsWith("Field validation failed: error converting input for field \"limit\": ");
        assertThat(other.send("LIST", "auth/" + MOUNT + "-list/users/a").status())
                .isEqualTo(404);
    }

    @Test
    void deletingAndReadingWhatIsNotThereIsNoSecret() {
        assertThat(one.delete("auth/" + MOUNT + "/users/nobody").status()).isEqualTo(204);
        assertThat(one.get("auth/" + MOUNT + "/users/nobody").toString()).isEqualTo("404 {\"errors\":[]}\n");
    }

    @Test
    void aPasswordHasSeventyTwoBytesAtMostHoweverManyCharacters() {
        assertThat(write("big", "{'password':'" + "a".repeat(72) + "'}").status())
                .isEqualTo(204);
        for (String password : List.of("a".repeat(73), "é".repeat(40))) {
            Reply reply = write("big2", "{'password':'" + password + "'}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("bcrypt: password length exceeds 72 bytes");
        }
        Reply longer = other.login(MOUNT, "big", "a".repeat(73));
        assertThat(longer.status()).isEqualTo(400);
        assertThat(longer.error()).isEqualTo("invalid username or password");
        assertThat(login("big", "a".repeat(72))).isEqualTo(200);
    }

    @Test
    void anAccountThatIsDeletedAndCreatedAgainHasNothingOfTheOldOne() {
        create("phoenix");
        write("phoenix", "{'token_policies':'old','token_num_uses':3}");
        one.delete("auth/" + MOUNT + "/users/phoenix");
        assertThat(login("phoenix", "U*U")).isEqualTo(400);
        create("phoenix");

        assertThat(read("phoenix").path("token_policies").toString()).isEqualTo("[]");
        assertThat(read("phoenix").path("token_num_uses").asInt()).isZero();
    }

    @Test
    void aRuleForAnAccountHoldsInEverySpellingOfItsName() {
        create("guarded");
        create("other");
        String users = "auth/" + MOUNT + "/users/";
        one.post(
                "sys/policies/acl/helpdesk",
                ("{'policy':'path ~" + users + "*~ { capabilities = [~create~, ~read~, ~update~, ~delete~] } path ~"
                                + users + "guarded~ { capabilities = [~deny~] } path ~" + users
                                + "guarded/*~ { capabilities = [~deny~] }'}")
                        .replace("~", "\\u0022"));
        ApiClient helpdesk = other.with(
                one.post("auth/token/create", "{'policies':['helpdesk']}").token());

        for (String name : List.of("guarded", "GUARDED", "Guarded", "guarde%44")) {
            assertThat(helpdesk.get(users + name).status()).as(name).isEqualTo(403);
            assertThat(helpdesk.post(users + name, "{'policies':'x'}").status())
                    .as(name)
                    .isEqualTo(403);
            assertThat(helpdesk.delete(users + name).status()).as(name).isEqualTo(403);
            assertThat(helpdesk.post(users + name + "/password", "{'password':'p'}")
                            .status())
                    .as(name)
                    .isEqualTo(403);
            assertThat(helpdesk.post(users + name + "/policies", "{'policies':'x'}")
                            .status())
                    .as(name)
                    .isEqualTo(403);
        }
        assertThat(helpdesk.post(users + "OTHER", "{'policies':'x'}").status()).isEqualTo(204);
        assertThat(login("guarded", "U*U")).isEqualTo(200);
    }
}
