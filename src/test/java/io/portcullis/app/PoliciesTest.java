package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing, reading, listing and deleting policies; what one node answered, the others know. */
class PoliciesTest {

    private static final String ACL = "sys/policies/acl/";
    private static final String LEGACY = "sys/policy/";
    private static final String TEXT = "path 'a/*' { capabilities = ['read'] }".replace('\'', '"');
    private static final String SENT = TEXT.replace("\"", "\\u0022");
    private static final String PLAIN = "{'policy':'" + SENT + "'}";
    private static final String PATCH = "application/merge-patch+json";

    private static Fleet fleet;
    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(3);
        one = fleet.node(0);
        other = fleet.node(1);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static void write(String name, String body) {
        is(one.post(ACL + name, body), 204);
    }

    private static Reply patch(String path, String body) {
        return one.sendWith("PATCH", path, body, "Content-Type", PATCH);
    }

    private static void is(Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    }

    private static void refused(Reply reply, String text) {
        is(reply, 400);
        assertThat(reply.error()).isEqualTo(text);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String without(Reply reply, String field) {
        return reply.body().replaceAll("\"" + field + "\":\"[^\"]*\",", "");
    }

    @Test
    void aPolicyIsReadAsItsRecord() {
        write("golden", "{'policy':'# <1>','expiration':'2030-01-01T02:00:00.50+02:00','cas':-1}");

        Reply reply = other.get(ACL + "golden");

        assertThat(Instant.parse(reply.data().path("modified").asText())).isAfter("2020-01-01T00:00:00Z");
        String flags = "\"allow_slashes_in_identity_templates\":false,\"allow_wildcards_in_identity_templates\":false,"
                + "\"cas_required\":false,\"expiration\":\"2030-01-01T00:00:00.5Z\",\"name\":\"golden\",";
        String text = "\"# \\u003c1\\u003e\",\"version\":1";
        assertThat(without(reply, "modified"))
                .contains("\"data\":{" + flags + "\"policy\":" + text + "},\"wrap_info\"");
        assertThat(reply.body()).startsWith("{\"request_id\"");
        assertThat(without(other.get(LEGACY + "golden"), "modified"))
                .startsWith("{" + flags + "\"rules\":" + text + ",\"request_id\"")
                .contains("\"data\":{" + flags + "\"rules\":" + text + "},\"wrap_info\"");
    }

    @Test
    void aChangeThatOneNodeAnsweredIsReadOnEveryOtherAtOnce() {
        for (int version = 1; version <= 60; version++) {
            ApiClient writer = fleet.node(version % 3);
            is(writer.post(ACL + "seen", "{'policy':'# " + version + "','cas':" + (version - 1) + "}"), 204);
            for (ApiClient reader : fleet.all()) {
                JsonNode policy = reader.get(ACL + "seen").data();
                assertThat(policy.path("version").asInt()).isEqualTo(version);
                assertThat(policy.path("policy").asText()).isEqualTo("# " + version);
            }
        }
        is(one.delete(ACL + "seen"), 204);
        is(other.get(ACL + "seen"), 404);
        is(fleet.node(2).get(LEGACY + "seen"), 404);
    }

    @Test
    void ofTwentyWhoNameTheSameVersionExactlyOneWins() {
        for (int version = 0; version < 8; version++) {
            int named = version;
            List<CompletableFuture<Reply>> writes = IntStream.range(0, 20)
                    .mapToObj(i -> fleet.node(i % 3)
                            .sendAsync("POST", ACL + "contended", "{'policy':'# " + i + "','cas':" + named + "}"))
                    .toList();
            List<Reply> replies = writes.stream().map(CompletableFuture::join).toList();

            List<Integer> winners = IntStream.range(0, 20)
                    .filter(i -> replies.get(i).status() == 204)
                    .boxed()
                    .toList();
            assertThat(winners).as(replies.toString()).hasSize(1);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 204)
                    .allSatisfy(reply -> refused(
                            reply,
                            "check-and-set parameter " + named + " did not match the current version " + (named + 1)));
            JsonNode policy = other.get(ACL + "contended").data();
            assertThat(policy.path("version").asInt()).isEqualTo(named + 1);
            assertThat(policy.path("policy").asText()).isEqualTo("# " + winners.get(0));
        }
    }

    @Test
    void twentyWhoNameNoVersionAllWriteAndNoneIsLost() {
        List<CompletableFuture<Reply>> writes = IntStream.range(0, 20)
                .mapToObj(i -> fleet.node(i % 3).sendAsync("POST", ACL + "counted", PLAIN))
                .toList();

        writes.forEach(write -> is(write.join(), 204));

        assertThat(other.get(ACL + "counted").data().path("version").asInt()).isEqualTo(20);
    }

    @Test
    void namesAreListedFolderByFolderAndRootComesLast() {
        for (String name : List.of("list/b", "list/a", "list/sub/x", "list/zoo/y", "list/Zoo/deep/er", "list")) {
            write(name, PLAIN);
        }
        List<String> below = List.of("list/a", "list/b", "list/zoo/y", "list/zoo/deep/er", "list/sub/x");

        assertThat(texts(other.send("LIST", ACL + "list").data().path("keys"))).isEqualTo(below);
        assertThat(texts(other.get(ACL + "LIST/?list=true").data().path("keys")))
                .isEqualTo(below);
        assertThat(texts(other.send("LIST", LEGACY + "list").data().path("policies")))
                .isEqualTo(below);
        is(other.send("LIST", ACL + "lis"), 404);
        is(other.send("LIST", ACL + "root"), 404);
        assertThat(texts(other.send("LIST", ACL + "list/sub").data().path("keys")))
                .containsExactly("list/sub/x");
        List<String> all = texts(other.send("LIST", "sys/policies/acl").data().path("keys"));
        assertThat(all).contains("default", "list").containsSubsequence(below).doesNotContain("response-wrapping");
        assertThat(all.get(all.size() - 1)).isEqualTo("root");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "LIST, ''", "GET, /", "GET, ?list=true"})
    void theOlderListingSaysItTwiceInTwoPlaces(String method, String end) {
        Reply reply = other.send(method, "sys/policy" + end);

        is(reply, 200);
        assertThat(texts(reply.data().path("keys"))).contains("default").endsWith("root");
        assertThat(reply.data().path("policies")).isEqualTo(reply.data().path("keys"));
        assertThat(reply.json().path("policies")).isEqualTo(reply.data().path("keys"));
        assertThat(reply.json().path("keys")).isEqualTo(reply.data().path("keys"));
    }

    @Test
    void theDetailedListingTellsOfEveryKeyWhatAReadTells() {
        write("told/x", PLAIN);

        JsonNode data = other.send("LIST", "sys/policies/detailed/acl/told").data();

        assertThat(texts(data.path("keys"))).containsExactly("told/x", "root");
        assertThat(data.path("key_info").path("told/x"))
                .isEqualTo(other.get(ACL + "told/x").data());
        assertThat(data.path("key_info").path("root"))
                .isEqualTo(other.get(ACL + "root").data());
        JsonNode all = other.send("LIST", "sys/policies/detailed/acl").data();
        assertThat(all.path("key_info").size()).isEqualTo(all.path("keys").size());
        assertThat(all.path("key_info").has("default")).isTrue();
    }

    @Test
    void askingForAPageIsAnsweredWithEverythingAndAWarning() {
        Reply reply = other.send("LIST", "sys/policies/acl?limit=1&after=z");

        assertThat(texts(reply.data().path("keys"))).hasSizeGreaterThan(1);
        assertThat(texts(reply.json().path("warnings")))
                .containsExactly("Endpoint ignored these unrecognized parameters: [after limit]");
        Reply none = other.send("LIST", ACL + "nothing-here?limit=1");
        is(none, 200);
        assertThat(none.body()).contains("\"data\":{},");
    }

    @Test
    void whatIsBuiltInIsReadButNotListedNorChanged() {
        Reply root = other.get(ACL + "root");
        assertThat(root.body())
                .contains("\"data\":{\"allow_slashes_in_identity_templates\":false,"
                        + "\"allow_wildcards_in_identity_templates\":false,\"cas_required\":false,\"name\":\"root\","
                        + "\"policy\":\"\",\"version\":0}");
        assertThat(other.get(ACL + "response-wrapping").data().path("policy").asText())
                .contains("cubbyhole/response", "sys/wrapping/unwrap", "auth/token/revoke-self");

        for (String name : List.of("root", "Root", "%20ROOT%20")) {
            refused(one.post(ACL + name, PLAIN), "cannot update \"root\" policy");
            refused(one.post(LEGACY + name, PLAIN), "cannot update \"root\" policy");
            refused(one.delete(ACL + name), "cannot delete \"root\" policy");
            refused(one.delete(LEGACY + name), "cannot delete \"root\" policy");
        }
        refused(patch(ACL + "root", PLAIN), "cannot update \"root\" policy");
        refused(one.delete(ACL + "DEFAULT"), "cannot delete default policy");
        assertThat(other.get(ACL + "root").data()).isEqualTo(root.data());
    }

    @Test
    void theDefaultPolicyIsThereFromTheBeginningAndCanBeEdited() {
        JsonNode policy = other.get(ACL + "default").data();
        assertThat(policy.path("version").asInt()).isEqualTo(1);
        assertThat(policy.path("policy").asText()).contains("auth/token/lookup-self", "identity.entity.id");

        is(patch(ACL + "default", "{'cas':1,'policy':'# ours'}"), 200);

        assertThat(other.get(ACL + "default").data().path("policy").asText()).isEqualTo("# ours");
        assertThat(other.get(ACL + "default").data().path("version").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Spelt", "%20spelt%20", "SPELT"})
    void aNameIsTheSameInEverySpelling(String name) {
        write(name, PLAIN);

        for (String spelling : List.of("spelt", "sPeLt", "%20spelt")) {
            assertThat(other.get(ACL + spelling).data().path("name").asText()).isEqualTo("spelt");
        }
        is(other.delete(ACL + "SpelT"), 204);
        is(one.get(ACL + "spelt"), 404);
        is(one.delete(ACL + "spelt"), 204);
    }

    @Test
    void namesThatAreNoneAreRefused() {
        refused(one.post(ACL + "x".repeat(513), PLAIN), "policy name is longer than 512 bytes");
        refused(one.post(ACL + "a%2F%2Fb", PLAIN), "policy name has an empty segment");
        refused(one.post(ACL + "x/", PLAIN), "cannot write to a path ending in '/'");
        refused(one.post(ACL + "%20", PLAIN), "cannot write to a path ending in '/'");
        is(one.delete(ACL + "%20"), 405);
    }

    @Test
    void aSlashAtTheEndOfANameDoesNotLeadToIt() {
        write("slashed", PLAIN);

        for (String path : List.of(ACL + "slashed/", LEGACY + "slashed/", ACL + "Slashed%20/")) {
            refused(one.get(path), "policy name has an empty segment");
            refused(one.delete(path), "policy name has an empty segment");
        }
        is(other.send("LIST", ACL + "slashed%20/"), 404);
        is(other.get(ACL + "slashed"), 200);
    }

    @Test
    void textMayComeInBase64AndUnderItsOlderName() {
        String encoded = Base64.getEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8));
        write("encoded", "{'policy':'" + encoded + "'}");
        assertThat(other.get(ACL + "encoded").data().path("policy").asText()).isEqualTo(TEXT);

        Reply reply = one.post(LEGACY + "encoded", "{'rules':'# old','zz':1}");

        is(reply, 200);
        assertThat(reply.json().path("data").isNull()).isTrue();
        assertThat(texts(reply.json().path("warnings")))
                .containsExactly(
                        "'rules' is deprecated, please use 'policy' instead",
                        "Endpoint ignored these unrecognized parameters: [zz]");
        assertThat(other.get(LEGACY + "encoded").data().path("rules").asText()).isEqualTo("# old");
        is(one.post(LEGACY + "encoded", "{'rules':'bad(','policy':'# new'}"), 204);
        is(one.post(LEGACY + "encoded", "{'rules':'','policy':'# new','zz':1}"), 204);
        is(one.post(LEGACY + "encoded", "{'rules':'# old','policy':''}"), 200);
        refused(one.post(ACL + "encoded", "{'rules':'# old'}"), "'policy' parameter not supplied or empty");
    }

    @Test
    void aPatchChangesWhatItNamesAndAnswersWithoutData() {
        write(
                "patched",
                "{'policy':'" + SENT + "','allow_slashes_in_identity_templates':true,'cas_required':true,'cas':0}");

        Reply reply = patch(ACL + "Patched", "{'allow_wildcards_in_identity_templates':true,'rules':'x','name':'y'}");

        is(reply, 200);
        assertThat(reply.json().path("data").isNull()).isTrue();
        assertThat(texts(reply.json().path("warnings")))
                .containsExactly(
                        "Endpoint ignored these unrecognized parameters: [rules]",
                        "Endpoint replaced the value of these parameters with the values captured from the endpoint's path:"
                                + " [name]");
        JsonNode policy = other.get(ACL + "patched").data();
        assertThat(policy.path("policy").asText()).isEqualTo(TEXT);
        assertThat(policy.path("version").asInt()).isEqualTo(2);
        assertThat(policy.path("cas_required").asBoolean()).isTrue();
        assertThat(policy.path("allow_slashes_in_identity_templates").asBoolean())
                .isTrue();
        assertThat(policy.path("allow_wildcards_in_identity_templates").asBoolean())
                .isTrue();
        refused(patch(ACL + "never-there", PLAIN), "policy not found");
        is(one.sendWith("PATCH", ACL + "patched", "{}", "Content-Type", "application/json"), 415);
        is(patch(LEGACY + "patched", "{}"), 405);
    }

    @Test
    void aPolicyIsGoneWhenItsTimeHasPassed() throws Exception {
        write("brief", "{'policy':'" + SENT + "','ttl':'4s','cas_required':true,'cas':0}");
        Instant end =
                Instant.parse(other.get(ACL + "brief").data().path("expiration").asText());
        assertThat(end)
                .isEqualTo(Instant.parse(
                                other.get(ACL + "brief").data().path("modified").asText())
                        .plusSeconds(4));

        Poll.until(Duration.ofSeconds(30), () -> other.get(ACL + "brief").status() == 404);

        assertThat(texts(one.send("LIST", "sys/policies/acl").data().path("keys")))
                .doesNotContain("brief");
        refused(patch(ACL + "brief", "{}"), "policy not found");
        write("brief", "{'policy':'" + SENT + "','cas':0}");
        assertThat(other.get(ACL + "brief").data().path("version").asInt()).isEqualTo(1);
        assertThat(other.get(ACL + "brief").data().has("expiration")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | 'policy' parameter not supplied or empty",
                "null | 'policy' parameter not supplied or empty",
                "~~ | 'policy' parameter not supplied or empty",
                "{'policy':null} | 'policy' parameter not supplied or empty",
                "{'policy':''} | 'policy' parameter not supplied or empty",
                "{'policy':'#','ttl':-1} | Field validation failed: error converting input for field \"ttl\": cannot provide negative value '-1'",
                "{'policy':'#','ttl':'zz'} | Field validation failed: error converting input for field \"ttl\": time: invalid duration \"zz\"",
                "{'policy':'#','expiration':'tomorrow'} | Field validation failed: error converting input for field \"expiration\": could not parse string as date and time",
                "{'policy':'#','expiration':[]} | Field validation failed: error converting input for field \"expiration\": could not parse time from input type",
                "{'policy':'#','expiration':'2020-01-01T00:00:00Z'} | refusing to update policy as expiration time has already elapsed",
                "{'policy':'#','ttl':1,'expiration':'2030-01-01T00:00:00Z'} | cannot supply both 'expiration' and 'ttl' for policies",
                "{'policy':'#','cas':'x'} | Field validation failed: error converting input for field \"cas\": '' cannot parse value as 'int': strconv.ParseInt: invalid syntax",
                "{'policy':'#','cas_required':'x'} | Field validation failed: error converting input for field \"cas_required\": '' cannot parse value as 'bool': strconv.ParseBool: invalid syntax",
                "{'policy':{'a':1}} | Field validation failed: error converting input for field \"policy\": '' expected type 'string', got unconvertible type 'map[string]interface {}'",
                "{'policy':['a']} | Field validation failed: error converting input for field \"policy\": '' expected type 'string', got unconvertible type '[]interface {}'",
                "{ | failed to decode JSON input: unexpected EOF",
                "[] | failed to decode JSON input: json: cannot unmarshal array into Go value of type map[string]interface {}",
                "{'policy':'#','policy':'#'} | failed to decode JSON input: an object has the same key twice"
            })
    void garbageIsRefusedAndChangesNothing(String body, String text) {
        refused(one.post(ACL + "garbage", body), text);
        refused(one.send("PUT", ACL + "garbage", body), text);
        refused(one.post(LEGACY + "garbage", body), text);
        is(other.get(ACL + "garbage"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad(", "5", "path {", "nonsense = 1"})
    void whatIsNoPolicyIsRefused(String text) {
        Reply reply = one.post(ACL + "garbage", "{'policy':'" + text + "'}");

        is(reply, 400);
        assertThat(reply.error()).startsWith("failed to parse policy: ");
        is(other.get(ACL + "garbage"), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, sys/policies, 404",
        "LIST, sys/policies, 404",
        "POST, sys/policies, 404",
        "GET, sys/policies/rgp/x, 404",
        "POST, sys/policies/rgp/x, 404",
        "LIST, sys/policies/rgp, 404",
        "GET, sys/policies/detailed, 404",
        "GET, sys/policies/aclx, 404",
        "GET, sys/policyx, 404",
        "GET, sys/policies/acl, 405",
        "GET, sys/policies/acl/, 405",
        "SCAN, sys/policies/acl, 405",
        "POST, sys/policies/acl, 405",
        "PUT, sys/policies/acl, 405",
        "DELETE, sys/policies/acl, 405",
        "SCAN, sys/policy, 405",
        "PUT, sys/policy, 405",
        "DELETE, sys/policy, 405",
        "SCAN, sys/policies/acl/default, 405",
        "HEAD, sys/policies/acl/default, 405",
        "GET, sys/policies/detailed/acl, 405",
        "GET, sys/policies/detailed/acl/x, 405",
        "POST, sys/policies/detailed/acl/x, 405",
        "PUT, sys/policies/acl/, 400",
        "GET, sys/policies/acl/nothing, 404",
        "GET, sys/policy/nothing, 404"
    })
    void neighboursAreNotThere(String method, String path, int status) {
        is(one.send(method, path, method.startsWith("P") ? "{}" : null), status);
    }

    @Test
    void strangersReadAndWriteNothing() {
        for (ApiClient stranger : List.of(one.anonymous(), one.with("s.nobody"))) {
            is(stranger.get(ACL + "default"), 403);
            is(stranger.send("LIST", "sys/policies/acl"), 403);
            is(stranger.post(ACL + "theirs", PLAIN), 403);
            is(stranger.delete(ACL + "default"), 403);
        }
        is(one.get(ACL + "theirs"), 404);
    }

    @Test
    void aLongTextIsKeptAndOneThatIsTooLongIsRefused() {
        String kept = "#" + "x".repeat(900_000);
        write("long", "{'policy':'" + kept + "'}");

        assertThat(other.get(ACL + "long").data().path("policy").asText()).isEqualTo(kept);
        is(one.post(ACL + "longer", "{'policy':'#" + "x".repeat(1_100_000) + "'}"), 413);
        is(one.delete(ACL + "long"), 204);
    }

    @Test
    void capabilitiesAreToldForABoundedNumberOfPathsAtOnce() {
        is(one.post("sys/capabilities-self", "{'paths':'" + "a,".repeat(999) + "a'}"), 200);
        refused(
                one.post("sys/capabilities-self", "{'paths':'" + "a,".repeat(1_000) + "a'}"),
                "at most 1000 paths can be asked about at once");
    }
}
