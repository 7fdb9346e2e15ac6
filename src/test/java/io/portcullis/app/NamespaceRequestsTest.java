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

/** Which namespace serves a request, by its header and its path, and what a namespace has from its beginning. */
@ExtendWith(SharedFleet.class)
class NamespaceRequestsTest {

    private static final String HEADER = "X-Vault-Namespace";
    private static final String PLAIN = "{'type':'userpass'}";

    private static ApiClient one;
    private static ApiClient other;
    private static String id;

    @BeforeAll
    static void begin(Fleet fleet) {
        one = fleet.node(0);
        other = fleet.node(1);
        id = one.send("PUT", "sys/namespaces/req").data().path("id").asText();
        one.in("req").send("PUT", "sys/namespaces/sub");
        one.in("req/sub").send("PUT", "sys/namespaces/leaf");
        one.in("req").post("sys/auth/people", PLAIN);
        one.in("req").post("auth/people/users/ada", "{'password':'below'}");
        one.in("req").send("PUT", "sys/namespaces/twin");
        one.in("req/twin").post("sys/auth/people", PLAIN);
        one.in("req/twin").post("auth/people/users/ada", "{'password':'twin'}");
    }

    /** The children of the namespace that served it tell which that was. */
    private static List<String> children(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        List<String> keys = new ArrayList<>();
        reply.data().path("keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    private static Reply list(String header, String path) {
        return other.sendWith("LIST", path, null, HEADER, header);
    }

    private static void notFound(Reply reply) {
        assertThat(reply.toString()).isEqualTo("404 {\"errors\":[\"namespace not found\"]}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "req",
                "/req",
                "//req",
                "req/",
                "req//",
                "./req",
                "req/./",
                "req/../req",
                "req/sub/..",
                "root/../req"
            })
    void everySpellingOfAHeaderNamesTheNamespaceAndIsEchoedAsItCame(String header) {
        Reply reply = list(header, "sys/namespaces");

        assertThat(children(reply)).containsExactly("sub/", "twin/");
        assertThat(reply.http().headers().allValues(HEADER)).containsExactly(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope",
                "REQ",
                "%72eq",
                "req/nope",
                "req/sub/nope",
                "root/req",
                "req/../../req",
                "/req/../../req",
                "..",
                "req/people",
                "req/auth",
                "req/*",
                "req/su",
                "req/subx",
                "re"
            })
    void aHeaderThatNamesNoneIsRefusedWithOrWithoutAToken(String header) {
        notFound(list(header, "sys/namespaces"));
        notFound(other.anonymous().sendWith("LIST", "sys/namespaces", null, HEADER, header));
        notFound(other.with("s.garbage").sendWith("LIST", "sys/namespaces", null, HEADER, header));
        notFound(other.sendWith("GET", "auth/token/lookup-self", null, HEADER, header));
        Reply login =
                other.anonymous().sendWith("POST", "auth/people/login/ada", "{'password':'below'}", HEADER, header);
        notFound(login);
        assertThat(login.http().headers().allValues(HEADER)).containsExactly(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "root/", "/root", "/", ".", "req/..", "", "req/sub/../.."})
    void someHeadersNameTheFirst(String header) {
        Reply reply = other.sendWith("GET", "auth/token/lookup-self", null, HEADER, header);
        assertThat(children(list(header, "sys/namespaces"))).contains("req/");
        assertThat(reply.data().has("namespace_path")).isFalse();
        if (header.isEmpty()) {
            assertThat(reply.http().headers().allValues(HEADER)).isEmpty();
        } else {
            assertThat(reply.http().headers().allValues(HEADER)).containsExactly(header);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|req/sub/sys/namespaces",
                "req|sub/sys/namespaces",
                "req/sub|sys/namespaces",
                "req/|sub/sys/namespaces/",
                "root|req/sub/sys/namespaces"
            })
    void headerAndPathStack(String header, String path) {
        assertThat(children(list(header, path))).containsExactly("leaf/");
    }

    @Test
    void theyStackAndDoNotCover() {
        Reply reply = list("req", "req/sys/namespaces");

        assertThat(reply.toString())
                .isEqualTo("404 {\"errors\":[\"no handler for route \\\"req/sys/namespaces/\\\". route entry not"
                        + " found.\"]}\n");
    }

    @Test
    void aPathThatLeadsIntoNoNamespaceIsOneOfTheNamespaceThatItReached() {
        assertThat(other.get("nope/sys/mounts").toString())
                .isEqualTo("404 {\"errors\":[\"no handler for route \\\"nope/sys/mounts\\\". route entry not"
                        + " found.\"]}\n");
        assertThat(other.anonymous().get("nope/sys/mounts").toString())
                .isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
        String token =
                other.post("auth/token/create", "{'policies':['default']}").token();
        assertThat(other.with(token).get("nope/sys/mounts").error())
                .contains("permission denied")
                .startsWith("1 error");
        assertThat(other.get("req").error()).isEqualTo("no handler for route \"req\". route entry not found.");
        assertThat(other.get("req/sub").error()).isEqualTo("no handler for route \"sub\". route entry not found.");
        assertThat(other.get("req/").error()).isEqualTo("no handler for route \"\". route entry not found.");
    }

    @Test
    void twoHeadersAreRefused() {
        Reply reply = other.sendWith("LIST", "sys/namespaces", null, HEADER, "req/sub", HEADER, "req");

        assertThat(reply.toString()).isEqualTo("400 {\"errors\":[\"more than one X-Vault-Namespace header\"]}\n");
    }

    @Test
    void aNewNamespaceHasItsTokenStoreItsDefaultPolicyAndNothingElse() {
        one.in("req/twin").send("PUT", "sys/namespaces/fresh");
        ApiClient fresh = other.in("req/twin/fresh");

        JsonNode mounts = fresh.get("sys/mounts").data();
        List<String> names = new ArrayList<>();
        mounts.fieldNames()
                .forEachRemaining(
                        name -> names.add(name + mounts.path(name).path("type").asText()));
        assertThat(names).containsExactly("cubbyhole/ns_cubbyhole", "identity/ns_identity", "sys/ns_system");
        JsonNode auth = fresh.get("sys/auth").data();
        assertThat(auth).hasSize(1);
        assertThat(auth.path("token/").path("type").asText()).isEqualTo("ns_token");
        assertThat(auth.path("token/").path("config").path("token_type").asText())
                .isEqualTo("default");
        assertThat(auth.path("token/").path("accessor").asText()).matches("auth_token_[0-9a-f]{8}");
        assertThat(fresh.send("LIST", "sys/policies/acl").data().path("keys").toString())
                .isEqualTo("[\"default\"]");
        assertThat(fresh.get("sys/policies/acl/default").data().path("policy"))
                .isEqualTo(other.get("sys/policies/acl/default").data().path("policy"));
        assertThat(fresh.get("sys/policies/acl/response-wrapping").status()).isEqualTo(200);
        assertThat(fresh.get("sys/policies/acl/root").data().path("policy").asText("?"))
                .isEmpty();
        for (String empty :
                List.of("auth/token/accessors", "auth/token/roles", "sys/leases/lookup", "sys/namespaces")) {
            assertThat(fresh.send("LIST", empty).toString()).as(empty).isEqualTo("404 {\"errors\":[]}\n");
        }
        assertThat(fresh.anonymous().get("sys/internal/ui/mounts").data().toString())
                .isEqualTo("{\"auth\":{},\"secret\":{}}");
        assertThat(fresh.post("sys/auth/x", "{'type':'ns_token'}").error())
                .isEqualTo("token credential backend cannot be instantiated");
    }

    @Test
    void whoLogsInBelowIsOfThereHoweverTheRequestNamedIt() {
        Reply byHeader = other.in("req").login("people", "ada", "below");
        Reply byPath = other.login("people", "ada", "below");
        assertThat(byPath.status()).as("there is no such mount above").isEqualTo(403);
        byPath = other.anonymous().post("req/auth/people/login/ada", "{'password':'below'}");

        for (Reply reply : List.of(byHeader, byPath)) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.token()).endsWith("." + id);
            assertThat(reply.auth().path("accessor").asText()).endsWith("." + id);
            assertThat(reply.auth().path("entity_id").asText()).endsWith("." + id);
            JsonNode self =
                    other.with(reply.token()).get("auth/token/lookup-self").data();
            assertThat(self.path("namespace_path").asText()).isEqualTo("req/");
            assertThat(self.path("display_name").asText()).isEqualTo("req-auth-people-ada");
            assertThat(self.path("path").asText()).isEqualTo("auth/people/login/ada");
        }
        assertThat(byPath.auth().path("entity_id")).isEqualTo(byHeader.auth().path("entity_id"));
    }

    @Test
    void theSameNameInTwoNamespacesIsTwoUsers() {
        Reply above = other.in("req").login("people", "ada", "below");
        Reply below = other.in("req/twin").login("people", "ada", "twin");

        assertThat(below.auth().path("entity_id")).isNotEqualTo(above.auth().path("entity_id"));
        assertThat(other.in("req").login("people", "ada", "twin").status()).isEqualTo(400);
        assertThat(other.in("req/twin").login("people", "ada", "below").status())
                .isEqualTo(400);
        one.in("req/twin").delete("auth/people/users/ada");
        assertThat(other.in("req").get("auth/people/users/ada").status()).isEqualTo(200);
        one.in("req/twin").post("auth/people/users/ada", "{'password':'twin'}");
    }

    @Test
    void aTokenOfBelowActsForItselfFromEverywhereAndElseInItsOwnNamespace() {
        String token = other.in("req").login("people", "ada", "below").token();
        for (String header : List.of("", "req", "req/sub", "req/twin", "root")) {
            ApiClient self = other.with(token).in(header);
            assertThat(self.get("auth/token/lookup-self").status()).as(header).isEqualTo(200);
            assertThat(self.post("auth/token/renew-self", "{}").status())
                    .as(header)
                    .isEqualTo(200);
            assertThat(self.get("sys/mounts").status()).as(header).isEqualTo(403);
            assertThat(self.post("sys/capabilities-self", "{'paths':['auth/token/lookup-self']}")
                            .status())
                    .as(header)
                    .isEqualTo(header.equals("req") ? 200 : 403);
        }
        assertThat(other.with(token).post("auth/token/revoke-self", "").status())
                .isEqualTo(204);
        assertThat(one.with(token).in("req").get("auth/token/lookup-self").status())
                .isEqualTo(403);
    }

    @Test
    void theDefaultPolicyOfTheFirstNamespaceSaysNothingBelow() {
        String token =
                other.post("auth/token/create", "{'policies':['default']}").token();

        Reply reply = other.with(token).in("req").post("sys/capabilities-self", "{'paths':['x']}");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.error()).isEqualTo("1 error occurred:\n\t* permission denied\n\n");
        assertThat(other.with(token).in("req").get("auth/token/lookup-self").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys/audit",
                "sys/host-info",
                "sys/config/cors",
                "sys/quotas/config",
                "sys/mfa/method/x",
                "sys/monitor",
                "sys/loggers"
            })
    void someIsServedInTheFirstNamespaceOnly(String path) {
        for (ApiClient client : List.of(other, other.anonymous(), other.with("s.garbage"))) {
            assertThat(client.in("req").get(path).toString())
                    .isEqualTo("400 {\"errors\":[\"operation only available in root namespace\"]}\n");
            assertThat(client.get("req/sub/" + path).error()).isEqualTo("operation only available in root namespace");
            notFound(client.in("nope").get(path));
        }
        assertThat(other.get(path).error()).doesNotContain("root namespace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"seal", "step-down", "unseal", "generate-root/attempt", "rekey/init", "in-flight-req", "metrics"
            })
    void someIsServedWithoutAHeaderOnly(String path) {
        for (String header : List.of("root", "/", "req", "nope")) {
            assertThat(other.anonymous().in(header).get("sys/" + path).toString())
                    .isEqualTo("400 {\"errors\":[\"operation unavailable in namespaces\"]}\n");
        }
        assertThat(other.anonymous().in("req").get("sub/sys/" + path).error())
                .isEqualTo("operation only available in root namespace");
        assertThat(other.anonymous().get("sys/" + path).error()).doesNotContain("namespace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys/health", "sys/seal-status", "sys/leader", "sys/init"})
    void theStatusIsToldToEverybodyWhateverNamespaceIsNamed(String path) {
        for (String header : List.of("", "req", "nope", "root", "../x")) {
            assertThat(other.anonymous().in(header).get(path).status())
                    .as(header)
                    .isEqualTo(200);
            assertThat(other.anonymous().in(header).send("HEAD", path).status()).isEqualTo(200);
        }
        assertThat(other.anonymous().get("req/" + path).status()).isEqualTo(200);
        assertThat(other.anonymous().get("req/sub/" + path).status()).isEqualTo(200);
    }

    @Test
    void whatIsOnlyCalledLikeThatIsServedEverywhere() {
        String policy = "{'policy':'# nothing'}";
        assertThat(one.in("req").post("sys/policies/acl/sys/raw", policy).status())
                .isEqualTo(204);
        assertThat(other.in("req").get("sys/policies/acl/sys/raw").status()).isEqualTo(200);
        assertThat(other.in("req").get("sys/quotas/configx").error()).doesNotContain("root namespace");
    }

    @Test
    void garbageInTheNameOfATokenIsNoTrouble() {
        for (String token :
                List.of("s.xxxxxxxxxxxxxxxx.ABCDE", "s.x." + id, Fleet.ROOT + "." + id, "." + id, "a.b.c.d.e")) {
            for (String header : List.of("", "req", "req/sub")) {
                Reply reply = other.with(token).in(header).get("auth/token/lookup-self");
                assertThat(reply.toString()).as(token).isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
            }
        }
    }
}
