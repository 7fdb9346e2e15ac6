package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sys/locked-users} over HTTP, what one node locks asked of the other: spec of userpass, section 5; its tests 26, 27, 47 to 49. */
class LockedUsersTest {

    private static final String ONCE = "{'user_lockout_config':{'lockout_threshold':'1'}}";

    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(2);
        root = fleet.node(0);
    }

    @AfterAll
    static void close() {
        fleet.close();
    }

    private static Reply good(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
        return reply;
    }

    private static ApiClient namespace(ApiClient parent, String path) {
        String name = path.replaceAll(".*/(?=[^/]+$)", "");
        good(parent.send("PUT", "sys/namespaces/" + name));
        return root.in(path);
    }

    /** A mount with accounts, locked by one failure each unless it is tuned otherwise; its accessor. */
    private static String mount(ApiClient in, String path, String... names) {
        good(in.post("sys/auth/" + path, "{'type':'userpass'}"));
        good(in.post("sys/auth/" + path + "/tune", ONCE));
        for (String name : names) {
            good(in.post("auth/" + path + "/users/" + name, "{'password':'right'}"));
        }
        return good(in.get("sys/auth/" + path)).data().path("accessor").asText();
    }

    private static void tune(ApiClient in, String path, String settings) {
        good(in.post("sys/auth/" + path + "/tune", "{'user_lockout_config':{" + settings + "}}"));
    }

    private static void guess(ApiClient in, String path, String... names) {
        for (String name : names) {
            assertThat(in.login(path, name, "wrong").status()).as(name).isEqualTo(400);
        }
    }

    private static ApiClient other(String namespace) {
        return fleet.node(1).in(namespace);
    }

    private static List<String> texts(JsonNode array) {
        assertThat(array.isArray()).as(array.toString()).isTrue();
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static JsonNode data(Reply reply) {
        return good(reply).data();
    }

    private static JsonNode ofMount(ApiClient in, String accessor) {
        return data(in.get("sys/locked-users?mount_accessor=" + accessor))
                .path("by_namespace")
                .path(0)
                .path("mount_accessors")
                .path(0);
    }

    private static List<String> names(ApiClient in, String accessor) {
        return texts(ofMount(in, accessor).path("alias_identifiers"));
    }

    private static void assertUnlock(ApiClient in, String accessor, String alias) {
        Reply reply = in.post("sys/locked-users/" + accessor + "/unlock/" + alias, null);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void whoIsLockedIsListedAndIsUnlockedInAnySpelling() {
        ApiClient in = namespace(root, "spelled");
        String accessor = mount(in, "people", "ada", "bob");
        guess(in, "people", "ADA", "bob");

        assertThat(names(other("spelled"), accessor)).containsExactly("ada", "bob");
        assertThat(in.login("people", "ada", "right").status()).isEqualTo(403);
        assertUnlock(other("spelled"), accessor, "ADA");

        assertThat(in.login("people", "ada", "right").status()).isEqualTo(200);
        assertThat(names(other("spelled"), accessor)).containsExactly("bob");
        assertThat(in.send("PUT", "sys/locked-users/" + accessor + "/unlock/bob")
                        .status())
                .isEqualTo(204);
        assertThat(data(in.get("sys/locked-users")).toString()).isEqualTo("{\"by_namespace\":[],\"total\":0}");
    }

    @Test
    void unlockingWhomNothingLockedIsDone() {
        ApiClient in = namespace(root, "idle");
        String accessor = mount(in, "people", "ada");

        assertUnlock(in, accessor, "ada");
        assertUnlock(in, accessor, "nobody");
        assertUnlock(in, accessor, "a/b");
        assertUnlock(in, accessor, "a%20b");
        assertUnlock(in, accessor, ".a");
        assertUnlock(in, "auth_userpass_00000000", "ada");
        assertUnlock(in, "auth_token_00000000", "ada");
        assertThat(in.post("sys/locked-users/" + accessor + "/unlock/", "").status())
                .isEqualTo(400);
    }

    @Test
    void unlockingForgetsWhatIsBelowTheThreshold() {
        ApiClient in = namespace(root, "below");
        String accessor = mount(in, "people", "ada");
        tune(in, "people", "'lockout_threshold':'2'");
        guess(in, "people", "ada");

        assertUnlock(other("below"), accessor, "ada");
        guess(in, "people", "ada");

        assertThat(in.login("people", "ada", "right").status()).isEqualTo(200);
    }

    /** The sample of the documents, as JSON would have it. */
    @Test
    void theListingIsAsDocumented() throws Exception {
        try (Fleet own = Fleet.start(1)) {
            ApiClient first = own.node(0);
            good(first.send("PUT", "sys/namespaces/ns1"));
            good(first.in("ns1").send("PUT", "sys/namespaces/ns2"));
            String id1 = first.get("sys/namespaces/ns1").data().path("id").asText();
            String id2 =
                    first.in("ns1").get("sys/namespaces/ns2").data().path("id").asText();
            String inRoot = mount(first, "userpass", "user1");
            String in1 = mount(first.in("ns1"), "userpass", "user3", "user4", "user5");
            String more1 = mount(first.in("ns1"), "more", "user6", "user7");
            String in2 = mount(first.in("ns1/ns2"), "userpass", "user8");
            mount(first.in("ns1/ns2"), "nobody-locked", "user9");
            guess(first, "userpass", "user1");
            guess(first.in("ns1"), "more", "user7", "user6");
            guess(first.in("ns1"), "userpass", "user4", "user3", "user5");
            guess(first.in("ns1/ns2"), "userpass", "user8");
            first.anonymous().login("userpass", "ghost", "wrong");

            String ofNs1 =
                    "{\"namespace_id\":\"" + id1 + "\",\"namespace_path\":\"ns1/\",\"counts\":5,\"mount_accessors\":["
                            + "{\"mount_accessor\":\"" + in1
                            + "\",\"counts\":3,\"alias_identifiers\":[\"user3\",\"user4\",\"user5\"]},"
                            + "{\"mount_accessor\":\"" + more1
                            + "\",\"counts\":2,\"alias_identifiers\":[\"user6\",\"user7\"]}]}";
            String ofNs2 = "{\"namespace_id\":\"" + id2 + "\",\"namespace_path\":\"ns1/ns2/\",\"counts\":1,"
                    + "\"mount_accessors\":[{\"mount_accessor\":\"" + in2
                    + "\",\"counts\":1,\"alias_identifiers\":[\"user8\"]}]}";
            String ofRoot = "{\"namespace_id\":\"root\",\"namespace_path\":\"\",\"counts\":1,\"mount_accessors\":["
                    + "{\"mount_accessor\":\"" + inRoot + "\",\"counts\":1,\"alias_identifiers\":[\"user1\"]}]}";
            Reply whole = good(first.get("sys/locked-users"));
            assertThat(whole.data().toString())
                    .isEqualTo("{\"by_namespace\":[" + ofNs1 + "," + ofRoot + "," + ofNs2 + "],\"total\":7}");
            assertThat(whole.body())
                    .matches(
                            "\\{\"request_id\":\"[0-9a-f-]{36}\",\"lease_id\":\"\",\"renewable\":false,"
                                    + "\"lease_duration\":0,\"data\":\\{.*\\},\"wrap_info\":null,\"warnings\":null,\"auth\":null\\}\n");
            assertThat(data(first.in("ns1").get("sys/locked-users")).toString())
                    .isEqualTo("{\"by_namespace\":[" + ofNs1 + "," + ofNs2 + "],\"total\":6}");
            assertThat(data(first.in("ns1/ns2").get("sys/locked-users")).toString())
                    .isEqualTo("{\"by_namespace\":[" + ofNs2 + "],\"total\":1}");
            assertThat(data(first.in("ns1/ns2").get("sys/locked-users?mount_accessor=" + in2))
                            .toString())
                    .isEqualTo("{\"by_namespace\":[" + ofNs2 + "],\"total\":1}");
            assertThat(data(first.in("ns1/ns2").get("sys/locked-users?mount_accessor="))
                            .toString())
                    .isEqualTo("{\"by_namespace\":[" + ofNs2 + "],\"total\":1}");
        }
    }

    @Test
    void anAccessorNarrowsToThatMountOfThisNamespace() {
        ApiClient in = namespace(root, "narrow");
        String accessor = mount(in, "people", "ada");
        String free = mount(in, "free", "eve");
        guess(in, "people", "ada");

        assertThat(names(in, accessor)).containsExactly("ada");
        String none =
                "{\"by_namespace\":[{\"namespace_id\":\"%s\",\"namespace_path\":\"%s\",\"counts\":0,\"mount_accessors\":"
                        + "[{\"mount_accessor\":\"%s\",\"counts\":0,\"alias_identifiers\":[]}]}],\"total\":0}";
        String id = root.get("sys/namespaces/narrow").data().path("id").asText();
        assertThat(data(in.get("sys/locked-users?mount_accessor=" + free)).toString())
                .isEqualTo(none.formatted(id, "narrow/", free));
        assertThat(data(in.get("sys/locked-users?mount_accessor=no%22thing")).toString())
                .isEqualTo(none.formatted(id, "narrow/", "no\\\"thing"));
        assertThat(data(root.get("sys/locked-users?mount_accessor=" + accessor)).toString())
                .as("from above")
                .isEqualTo(none.formatted("root", "", accessor));
    }

    @Test
    void theAccessorMayStandInTheBodyAndTheQueryWins() {
        ApiClient in = namespace(root, "bodies");
        String people = mount(in, "people", "ada", "bob");
        String robots = mount(in, "robots", "r2");
        guess(in, "people", "ada", "bob");
        guess(in, "robots", "r2");

        assertThat(total(in.send("GET", "sys/locked-users", "{'mount_accessor':'" + robots + "'}")))
                .isEqualTo(1);
        assertThat(total(root.send("GET", "bodies/sys/locked-users", "{'mount_accessor':'" + robots + "'}")))
                .isEqualTo(1);
        assertThat(total(in.sendWith(
                        "GET",
                        "sys/locked-users",
                        "{'mount_accessor':'" + robots + "'}",
                        "Content-Type",
                        "application/x-www-form-urlencoded")))
                .as("as curl sends it")
                .isEqualTo(1);
        assertThat(total(in.send(
                        "GET", "sys/locked-users?mount_accessor=" + people, "{'mount_accessor':'" + robots + "'}")))
                .isEqualTo(2);
        assertThat(total(in.send("GET", "sys/locked-users?mount_accessor=", "{'mount_accessor':'" + robots + "'}")))
                .isEqualTo(1);
        assertThat(total(in.send("GET", "sys/locked-users", "{}"))).isEqualTo(3);
        assertThat(in.send("GET", "sys/locked-users", "{'mount_acc").status()).isEqualTo(400);
        assertThat(in.send("GET", "sys/auth", "{'mount_acc").status())
                .as("elsewhere it is not looked at")
                .isEqualTo(200);
    }

    private static int total(Reply reply) {
        return data(reply).path("total").asInt(-1);
    }

    @Test
    void aPageIsOfTheNamesOfEachMount() {
        ApiClient in = namespace(root, "paged");
        String people = mount(in, "people", "a", "b", "c", "d");
        String robots = mount(in, "robots", "a1", "c1");
        guess(in, "people", "a", "b", "c", "d");
        guess(in, "robots", "a1", "c1");

        JsonNode overview = data(in.get("sys/locked-users?limit=1&after=a"));
        JsonNode mounts = overview.path("by_namespace").path(0).path("mount_accessors");
        assertThat(overview.path("total").asInt()).isEqualTo(6);
        assertThat(mounts.path(0).path("mount_accessor").asText()).isEqualTo(people);
        assertThat(mounts.path(0).path("counts").asInt()).isEqualTo(4);
        assertThat(texts(mounts.path(0).path("alias_identifiers"))).containsExactly("b");
        assertThat(mounts.path(1).path("mount_accessor").asText()).isEqualTo(robots);
        assertThat(texts(mounts.path(1).path("alias_identifiers"))).containsExactly("a1");

        String ofPeople = "sys/locked-users?mount_accessor=" + people;
        assertThat(page(in.get(ofPeople + "&limit=2"))).containsExactly("a", "b");
        assertThat(page(in.get(ofPeople + "&limit=2&after=b"))).containsExactly("c", "d");
        assertThat(page(in.get(ofPeople + "&limit=2&after=d"))).isEmpty();
        assertThat(page(in.get(ofPeople + "&limit=0"))).hasSize(4);
        assertThat(in.get(ofPeople + "&limit=x").status()).isEqualTo(400);
    }

    private static List<String> page(Reply reply) {
        return texts(data(reply)
                .path("by_namespace")
                .path(0)
                .path("mount_accessors")
                .path(0)
                .path("alias_identifiers"));
    }

    @Test
    void unlockingGoesNoFurtherThanTheNamespace() {
        ApiClient in = namespace(root, "above");
        ApiClient below = namespace(in, "above/below");
        String accessor = mount(in, "people", "ada", "bob");
        tune(in, "people", "'lockout_threshold':'2'");
        guess(in, "people", "ada");
        guess(in, "people", "bob", "bob");

        for (ApiClient elsewhere : List.of(below, root, namespace(root, "beside"))) {
            assertUnlock(elsewhere, accessor, "ada");
            assertUnlock(elsewhere, accessor, "bob");
            assertThat(good(elsewhere.post("sys/locked-users/" + accessor + "/unlock", null))
                            .data()
                            .toString())
                    .isEqualTo("{\"unlocked\":0}");
            assertThat(elsewhere.get("sys/locked-users/" + accessor + "/bob").status())
                    .isEqualTo(404);
        }

        assertThat(in.login("people", "bob", "right").status()).isEqualTo(403);
        guess(in, "people", "ada");
        assertThat(in.login("people", "ada", "right").status())
                .as("the first failure is still counted")
                .isEqualTo(403);
    }

    @Test
    void theListIsOfWhoIsLockedByTheSettingsOfNow() throws Exception {
        ApiClient in = namespace(root, "settings");
        String accessor = mount(in, "people", "ada", "bob");
        tune(in, "people", "'lockout_threshold':'2'");
        guess(in, "people", "ada", "bob", "bob");
        assertThat(names(in, accessor)).containsExactly("bob");

        tune(in, "people", "'lockout_threshold':'1'");
        assertThat(names(in, accessor)).containsExactly("ada", "bob");
        tune(in, "people", "'lockout_threshold':'3'");
        assertThat(names(in, accessor)).isEmpty();
        tune(in, "people", "'lockout_threshold':'1','lockout_disable':true");
        assertThat(names(in, accessor)).isEmpty();
        assertThat(data(in.get("sys/locked-users")).path("by_namespace").isEmpty())
                .isTrue();
        tune(in, "people", "'lockout_disable':false,'lockout_duration':'1s'");
        Poll.until(Duration.ofSeconds(5), () -> names(in, accessor).isEmpty());
    }

    @Test
    void aDeletedNamespaceIsListedInRootUntilTheLockRunsOut() throws Exception {
        ApiClient in = namespace(root, "doomed");
        ApiClient sibling = namespace(root, "sibling");
        String accessor = mount(in, "people", "ada", "bob", "eve");
        String brief = mount(in, "brief", "ann");
        guess(in, "people", "ada", "bob");
        guess(in, "brief", "ann");
        String id = root.get("sys/namespaces/doomed").data().path("id").asText();
        tune(in, "brief", "'lockout_duration':'2s'");

        good(root.delete("sys/namespaces/doomed"));

        Poll.until(
                Duration.ofSeconds(10),
                () -> deleted(id) != null && deleted(id).path("counts").asInt() == 2);
        JsonNode row = deleted(id);
        assertThat(row.path("namespace_path").asText()).isEqualTo("deleted namespace " + id);
        assertThat(row.path("mount_accessors").size()).isEqualTo(1);
        assertThat(row.path("mount_accessors").path(0).path("mount_accessor").asText())
                .isEqualTo(accessor);
        assertThat(texts(row.path("mount_accessors").path(0).path("alias_identifiers")))
                .containsExactly("ada", "bob");
        assertThat(names(root, accessor)).containsExactly("ada", "bob");
        assertThat(names(sibling, accessor)).isEmpty();
        assertThat(data(sibling.get("sys/locked-users")).path("total").asInt()).isZero();
        assertThat(good(other("").get("sys/locked-users/" + accessor + "/ada"))
                        .data()
                        .path("locked")
                        .asBoolean())
                .isTrue();

        assertUnlock(sibling, accessor, "ada");
        assertThat(names(root, accessor)).containsExactly("ada", "bob");
        assertUnlock(root, accessor, "ADA");
        assertThat(names(root, accessor)).containsExactly("bob");
        assertUnlock(root, accessor, "bob");
        assertThat(deleted(id)).isNull();
    }

    private static JsonNode deleted(String id) {
        for (JsonNode row : data(root.get("sys/locked-users")).path("by_namespace")) {
            if (row.path("namespace_id").asText().equals(id)
                    && row.path("namespace_path").asText().startsWith("deleted ")) {
                return row;
            }
        }
        return null;
    }

    @Test
    void aDisabledMountTakesItsLocksAlong() {
        ApiClient in = namespace(root, "disabled");
        String accessor = mount(in, "people", "ada");
        guess(in, "people", "ada");

        good(in.delete("sys/auth/people"));
        String again = mount(in, "people", "ada");

        assertThat(again).isNotEqualTo(accessor);
        assertThat(total(in.get("sys/locked-users"))).isZero();
        assertThat(names(root, accessor)).isEmpty();
        assertThat(in.login("people", "ada", "right").status()).isEqualTo(200);
    }

    @Test
    void oneAccountIsToldOfInFull() {
        ApiClient in = namespace(root, "detail");
        String accessor = mount(in, "people", "ada", "bob", "unlock");
        tune(in, "people", "'lockout_threshold':'2','lockout_counter_reset_duration':'1h'");
        guess(in, "people", "ada", "bob", "bob", "unlock");

        String path = "sys/locked-users/" + accessor + "/";
        JsonNode ada = data(other("detail").get(path + "ada"));
        JsonNode bob = data(other("detail").get(path + "BOB"));

        String settings =
                ",\"settings\":{\"lockout_counter_reset_duration\":3600,\"lockout_counter_reset_duration_from\":\"mount\","
                        + "\"lockout_duration\":900,\"lockout_duration_from\":\"configuration\",\"lockout_threshold\":2,\"lockout_threshold_from\":\"mount\"}}";
        assertThat(ada.toString())
                .isEqualTo("{\"alias_identifier\":\"ada\",\"locked\":false,\"mount_accessor\":\"" + accessor
                        + "\",\"count\":1,\"since\":null,\"until\":null" + settings);
        assertThat(bob.path("locked").asBoolean()).isTrue();
        assertThat(bob.path("count").asInt()).isEqualTo(2);
        Instant since = Instant.parse(bob.path("since").asText());
        assertThat(Duration.between(since, Instant.parse(bob.path("until").asText())))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(Duration.between(since, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(data(in.get(path + "unlock")).path("alias_identifier").asText())
                .isEqualTo("unlock");
        assertThat(in.get(path + "nobody").toString()).isEqualTo("404 {\"errors\":[]}\n");
        assertThat(in.get(path + "a%20b").status()).isEqualTo(404);
    }

    @Test
    void aWholeMountIsUnlockedAndSaysHowMany() {
        ApiClient in = namespace(root, "whole");
        String accessor = mount(in, "people", "ada", "bob", "eve");
        String other = mount(in, "others", "ann");
        tune(in, "people", "'lockout_threshold':'2'");
        guess(in, "people", "ada", "ada", "bob", "bob", "eve", "ghost", "ghost");
        guess(in, "others", "ann");
        assertThat(in.login("people", "ghost", "x").status()).isEqualTo(403);

        Reply unlocked = other("whole").post("sys/locked-users/" + accessor + "/unlock", null);

        assertThat(data(unlocked).toString()).isEqualTo("{\"unlocked\":2}");
        assertThat(names(in, accessor)).isEmpty();
        assertThat(names(in, other)).containsExactly("ann");
        assertThat(in.login("people", "ghost", "x").status())
                .as("else it would tell that nobody has the name")
                .isEqualTo(400);
        guess(in, "people", "eve");
        assertThat(in.login("people", "eve", "right").status()).isEqualTo(200);
    }

    @Test
    void networksThatAreTrustedHaveTheirOwnCount() {
        ApiClient in = namespace(root, "trusted");
        String accessor = mount(in, "people", "ada");
        tune(in, "people", "'lockout_trusted_cidrs':['10.0.0.0/8']");
        guess(in, "people", "ada");

        JsonNode ada = data(in.get("sys/locked-users/" + accessor + "/ada"));

        assertThat(names(in, accessor)).containsExactly("ada");
        assertThat(ada.path("locked").asBoolean()).isTrue();
        assertThat(ada.path("count").asInt(-1)).isZero();
        assertThat(ada.path("outside").path("count").asInt()).isEqualTo(1);
        assertThat(ada.path("outside").path("until").asText()).isNotEmpty();
        assertUnlock(in, accessor, "ada");
        assertThat(names(in, accessor)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, sys/locked-users, 404, unsupported path",
        "GET, sys/locked-users/, 404, unsupported path",
        "GET, sys/locked-users?list=true, 404, unsupported path",
        "POST, sys/locked-users, 405, unsupported operation",
        "DELETE, sys/locked-users, 405, unsupported operation",
        "GET, sys/locked-users/acc/unlock/bob, 405, unsupported operation",
        "DELETE, sys/locked-users/acc/unlock/bob, 405, unsupported operation",
        "POST, sys/locked-users/acc/bob, 405, unsupported operation",
        "POST, sys/locked-users/acc/Unlock, 405, unsupported operation"
    })
    void whatThereIsNot(String method, String path, int status, String why) {
        Reply reply = root.send(method, path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error()).isEqualTo("1 error occurred:\n\t* " + why + "\n\n");
    }

    @Test
    void parametersAreCheckedAndUnknownOnesToldOf() {
        Reply twice = root.get("sys/locked-users?mount_accessor=a&mount_accessor=b");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.error()).startsWith("Field validation failed: ");
        assertThat(texts(good(root.get("sys/locked-users?colour=red")).json().path("warnings")))
                .containsExactly("Endpoint ignored these unrecognized parameters: [colour]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ADA", "Ada"})
    void policiesSeeTheNameInItsOneSpelling(String spelled) {
        ApiClient in = namespace(root, "policies" + spelled.hashCode());
        String accessor = mount(in, "people", "ada", "bob");
        String unlock = "sys/locked-users/" + accessor + "/unlock/";
        String policy = "path \\\"" + unlock + "*\\\" {capabilities=[\\\"update\\\"]} path \\\"" + unlock
                + "ada\\\" {capabilities=[\\\"deny\\\"]}";
        good(in.post("sys/policies/acl/helpdesk", "{'policy':'" + policy + "'}"));
        ApiClient helper = in.with(
                good(in.post("auth/token/create", "{'policies':['helpdesk']}")).token());

        assertThat(helper.post(unlock + spelled, null).status()).isEqualTo(403);
        assertThat(helper.post(unlock + "bob", null).status()).isEqualTo(204);
        assertThat(helper.get("sys/locked-users").status()).isEqualTo(403);
        assertThat(helper.post("sys/locked-users/" + accessor + "/unlock", null).status())
                .isEqualTo(403);
        assertThat(helper.get("sys/locked-users/" + accessor + "/" + spelled).status())
                .isEqualTo(403);
    }
}
