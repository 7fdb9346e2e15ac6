package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enabling, reading, tuning and disabling auth methods; what one node answered, the other knows. */
@ExtendWith(SharedFleet.class)
class MountsTest {

    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final String PLAIN = "{'type':'userpass'}";

    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void find(Fleet fleet) {
        one = fleet.node(0);
        other = fleet.node(1);
    }

    private static void enable(String path, String body) {
        Reply reply = one.post("sys/auth/" + path, body);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    private static void refused(Reply reply, String text) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(text);
    }

    @Test
    void aNewMountIsReadAsItsRecordInBothPlaces() {
        enable("golden", "{'type':'userpass','description':'<people>','local':true}");

        Reply reply = other.get("sys/auth/golden");

        String accessor = reply.data().path("accessor").asText();
        String uuid = reply.data().path("uuid").asText();
        String version = reply.data().path("running_plugin_version").asText();
        String record = "\"accessor\":\"" + accessor
                + "\",\"config\":{\"default_lease_ttl\":0,\"force_no_cache\":false,"
                + "\"max_lease_ttl\":0,\"token_type\":\"default-service\"},\"deprecation_status\":\"supported\","
                + "\"description\":\"\\u003cpeople\\u003e\",\"external_entropy_access\":false,\"local\":true,"
                + "\"options\":{},\"plugin_version\":\"\",\"running_plugin_version\":\"" + version
                + "\",\"running_sha256\":\"\",\"seal_wrap\":false,\"type\":\"userpass\",\"uuid\":\"" + uuid + "\"";
        assertThat(accessor).matches("auth_userpass_[0-9a-f]{8}");
        assertThat(reply.body()).startsWith("{" + record + ",\"request_id\"").contains("\"data\":{" + record + "}");
        assertThat(other.get("sys/mounts/auth/golden").data()).isEqualTo(reply.data());
        assertThat(other.get("sys/auth/golden/").data()).isEqualTo(reply.data());
        assertThat(other.get("sys/auth").data().path("golden/")).isEqualTo(reply.data());
    }

    @Test
    void theListStandsInDataAndAtTheTop() {
        Reply reply = other.get("sys/auth");

        JsonNode token = reply.data().path("token/");
        assertThat(reply.json().path("token/")).isEqualTo(token);
        assertThat(token.path("type").asText()).isEqualTo("token");
        assertThat(token.path("description").asText()).isEqualTo("token based credentials");
        assertThat(token.path("options").isNull()).isTrue();
        assertThat(token.has("deprecation_status")).isFalse();
        assertThat(other.send("LIST", "sys/auth").status()).isEqualTo(404);
        assertThat(other.get("sys/auth/").status()).isEqualTo(404);
        assertThat(other.post("sys/auth", "{}").status()).isEqualTo(405);
        assertThat(other.delete("sys/auth").status()).isEqualTo(405);
    }

    @Test
    void whatIsThereFromTheBeginningIsListedElsewhere() {
        JsonNode mounts = other.get("sys/mounts").data();

        List<String> names = new ArrayList<>();
        mounts.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("cubbyhole/", "identity/", "sys/");
        assertThat(one.get("sys/mounts").data()).as("on every node the same").isEqualTo(mounts);
        assertThat(other.get("sys/mounts/sys").data()).isEqualTo(mounts.path("sys/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"taken", "taken/sub", "token", "token/x"})
    void aPathThatIsTakenIsRefusedByTheOtherNodeToo(String path) {
        one.post("sys/auth/taken", PLAIN);

        String by = path.startsWith("token") ? "token/" : "taken/";
        refused(other.post("sys/auth/" + path, PLAIN), "path is already in use at " + by);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'nope'} | plugin not found in the catalog: nope",
                "{'type':'token'} | token credential backend cannot be instantiated",
                "{} | backend type must be specified as a string",
                "null | backend type must be specified as a string",
                "{'type':'userpass','options':{'version':'2'}} | auth method \"userpass\" does not allow setting a version",
                "{'type':'userpass','config':{'default_lease_ttl':'xx'}} | unable to parse default TTL of xx: time: invalid duration \"xx\""
            })
    void whatCannotBeMountedIsRefused(String body, String text) {
        refused(one.post("sys/auth/refused", body), text);
        refused(other.get("sys/auth/refused"), "No auth engine at refused/");
    }

    @Test
    void whatIsNotThereIsToldApartByThePath() {
        refused(one.get("sys/auth/foo"), "No auth engine at foo/");
        refused(one.get("sys/mounts/auth/foo"), "No secret engine mount at auth/foo/");
        refused(one.get("sys/auth/foo/tune"), "cannot fetch sysview for path \"auth/foo/\"");
        refused(
                one.post("sys/auth/foo/tune", "{'description':'x'}"),
                "tune of path \"auth/foo/\" failed: no mount entry found");
        refused(one.delete("sys/auth/token"), "token credential backend cannot be disabled");
        assertThat(one.delete("sys/auth/never-there").status()).isEqualTo(204);
        refused(one.post("sys/auth/foo/", PLAIN), "cannot write to a path ending in '/'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep/er/still", "with%20blank", "Capital", "ünïcödé", "tune", "a.b_c-d"})
    void aMethodCanBeMountedAtAnyPath(String path) {
        String encoded = path.equals("ünïcödé") ? "%C3%BCn%C3%AFc%C3%B6d%C3%A9" : path;
        enable(encoded, PLAIN);
        one.post("auth/" + encoded + "/users/u", "{'password_hash':'" + HASH + "'}");

        Reply login = other.login(encoded, "u", "U*U");

        assertThat(login.status()).as(login.toString()).isEqualTo(200);
        assertThat(other.get("sys/auth")
                        .data()
                        .has(java.net.URLDecoder.decode(encoded, java.nio.charset.StandardCharsets.UTF_8) + "/"))
                .isTrue();
    }

    @Test
    void tuningIsReadFlatWithTheTimesThatApply() {
        enable("tuned", PLAIN);
        assertThat(other.get("sys/auth/tuned/tune").data().toString())
                .isEqualTo("{\"default_lease_ttl\":2764800,\"description\":\"\",\"force_no_cache\":false,"
                        + "\"max_lease_ttl\":2764800,\"token_type\":\"default-service\"}");

        assertThat(one.post(
                                "sys/mounts/auth/tuned/tune",
                                "{'default_lease_ttl':'1h','max_lease_ttl':'','description':'d','options':null,"
                                        + "'listing_visibility':'hidden','force_no_cache':false}")
                        .status())
                .isEqualTo(204);

        assertThat(other.get("sys/mounts/auth/tuned/tune").data().toString())
                .isEqualTo(
                        "{\"default_lease_ttl\":3600,\"description\":\"d\",\"force_no_cache\":false,"
                                + "\"listing_visibility\":\"hidden\",\"max_lease_ttl\":2764800,\"token_type\":\"default-service\"}");
        assertThat(other.get("sys/auth/tuned")
                        .data()
                        .path("config")
                        .path("default_lease_ttl")
                        .asInt())
                .isEqualTo(3_600);
    }

    @Test
    void aTuneThatIsRefusedChangesNothing() {
        enable("kept", "{'type':'userpass','config':{'default_lease_ttl':'1h','max_lease_ttl':'2h'}}");
        String before = other.get("sys/auth/kept/tune").data().toString();

        refused(
                one.post("sys/auth/kept/tune", "{'description':'x','max_lease_ttl':10}"),
                "backend max lease TTL of 10 would be less than backend default lease TTL of 3600");

        assertThat(other.get("sys/auth/kept/tune").data()).hasToString(before);
        refused(
                one.post("sys/auth/token/tune", "{'token_type':'batch'}"),
                "'token_type' cannot be set for 'token' or 'ns_token' auth mounts");
    }

    @Test
    void theNextLoginAndTheNextRenewalOnAnyNodeGoByTheTune() {
        enable("binding", PLAIN);
        one.post("auth/binding/users/u", "{'password_hash':'" + HASH + "'}");
        String token = other.login("binding", "u", "U*U").token();

        for (int minutes = 1; minutes <= 20; minutes++) {
            one.post("sys/auth/binding/tune", "{'default_lease_ttl':'" + minutes + "m'}");
            assertThat(other.with(token)
                            .post("auth/token/renew-self", null)
                            .auth()
                            .path("lease_duration")
                            .asInt())
                    .isEqualTo(60 * minutes);
        }
        assertThat(other.login("binding", "u", "U*U")
                        .auth()
                        .path("lease_duration")
                        .asInt())
                .isEqualTo(1_200);
    }

    @Test
    void aMountThatIsEnabledAgainHasNothingOfTheOldOne() {
        enable("again", PLAIN);
        one.post("auth/again/users/u", "{'password_hash':'" + HASH + "'}");
        String accessor = one.get("sys/auth/again").data().path("accessor").asText();
        String token = other.login("again", "u", "U*U").token();

        one.delete("sys/auth/again");
        assertThat(other.anonymous().login("again", "u", "U*U").toString())
                .isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
        enable("again", PLAIN);

        assertThat(other.get("sys/auth/again").data().path("accessor").asText()).isNotEqualTo(accessor);
        assertThat(other.login("again", "u", "U*U").status()).isEqualTo(400);
        assertThat(other.send("LIST", "auth/again/users").status()).isEqualTo(404);
        assertThat(other.with(token).get("auth/token/lookup-self").status()).isEqualTo(403);
    }

    @Test
    void strangersSeeOnlyWhatIsListedForThem() {
        enable("seen", "{'type':'userpass','description':'d','config':{'listing_visibility':'unauth'}}");
        enable("unseen", PLAIN);
        Reply stranger = other.anonymous().get("sys/internal/ui/mounts");

        assertThat(stranger.status()).isEqualTo(200);
        assertThat(stranger.data().path("auth").path("seen/").toString())
                .isEqualTo("{\"description\":\"d\",\"options\":{},\"type\":\"userpass\"}");
        assertThat(stranger.data().path("auth").has("unseen/")).isFalse();
        assertThat(stranger.data().path("auth").has("token/")).isFalse();
        assertThat(stranger.data().path("secret").toString()).isEqualTo("{}");
        assertThat(other.with("s.garbage").get("sys/internal/ui/mounts").status())
                .isEqualTo(403);
        assertThat(other.get("sys/internal/ui/mounts")
                        .data()
                        .path("auth")
                        .path("unseen/")
                        .has("accessor"))
                .isTrue();
    }

    @Test
    void theMountOfAPathIsToldToWhoMayTouchIt() {
        enable("asked", PLAIN);

        Reply reply = other.get("sys/internal/ui/mounts/auth/asked/users/x");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.data().path("path").asText()).isEqualTo("asked/");
        assertThat(other.anonymous().get("sys/internal/ui/mounts/auth/asked").status())
                .isEqualTo(403);
        Reply nope = other.get("sys/internal/ui/mounts/nope");
        assertThat(nope.status()).isEqualTo(403);
        assertThat(nope.error())
                .isEqualTo("preflight capability check returned 403, please ensure client's policies grant access to"
                        + " path \"nope/\"");
    }

    @Test
    void thereAreNoSecretEngines() {
        refused(one.post("sys/mounts/kv", "{'type':'kv'}"), "plugin not found in the catalog: kv");
        refused(one.post("sys/mounts/sys", "{'type':'kv'}"), "cannot mount \"sys/\"");
        refused(one.delete("sys/mounts/sys"), "cannot unmount \"sys/\"");
        assertThat(one.delete("sys/mounts/kv").status()).isEqualTo(204);
    }
}
