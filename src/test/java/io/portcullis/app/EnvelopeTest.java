package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request and every answer has in common, and which error wins. */
@ExtendWith(SharedFleet.class)
class EnvelopeTest {

    private static final String DENIED = "{\"errors\":[\"permission denied\"]}\n";
    private static final String DENIED_BY_POLICY =
            "{\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}\n";
    private static final String NOTHING = "{\"errors\":[]}\n";
    private static final String MOUNT = "envelope";

    private static ApiClient root;
    private static ApiClient weak;
    private static ApiClient nobody;

    @BeforeAll
    static void logIn(Fleet fleet) {
        root = fleet.node(0);
        nobody = root.anonymous();
        root.post("sys/auth/" + MOUNT, "{'type':'userpass'}");
        root.post("sys/auth/" + MOUNT + "/tune", "{'user_lockout_config':{'lockout_disable':true}}");
        root.post("auth/" + MOUNT + "/users/alice", "{'password':'p','policies':'web'}");
        weak = root.with(root.login(MOUNT, "alice", "p").token());
    }

    private ApiClient who(String name) {
        return switch (name) {
            case "root" -> root;
            case "weak" -> weak;
            case "garbage" -> root.with("s.garbage");
            default -> nobody;
        };
    }

    @Test
    void anErrorHasTheHeadersOfEveryAnswer() {
        Reply reply = nobody.get("auth/token/lookup-self");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo(DENIED);
        assertThat(headerNames(reply))
                .containsExactly("cache-control", "content-length", "content-type", "strict-transport-security");
        assertThat(reply.http().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(reply.http().headers().firstValue("Strict-Transport-Security"))
                .contains("max-age=31536000; includeSubDomains");
    }

    private static TreeSet<String> headerNames(Reply reply) {
        TreeSet<String> names = new TreeSet<>(reply.http().headers().map().keySet());
        names.remove("date");
        return names;
    }

    @Test
    void theNamespaceHeaderIsEchoedAsSent() {
        assertThat(nobody.sendWith("GET", "auth/token/lookup-self", null, "X-Vault-Namespace", "/root/")
                        .http()
                        .headers()
                        .firstValue("X-Vault-Namespace"))
                .contains("/root/");
    }

    @ParameterizedTest
    @CsvSource({"/", "root", "root/", "/root/"})
    void theRootNamespaceHasManyNames(String header) {
        assertThat(root.sendWith("GET", "sys/auth", null, "X-Vault-Namespace", header)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anotherNamespaceIsNotFoundBeforeAnyTokenIsLookedAt() {
        for (ApiClient each : List.of(nobody, weak, root)) {
            Reply reply = each.sendWith("GET", "sys/auth", null, "X-Vault-Namespace", "nope");
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEqualTo("{\"errors\":[\"namespace not found\"]}\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer %s, 200",
        "bearer %s, 403",
        "BEARER %s, 403",
        "Bearer, 403",
        "'Bearer  %s ', 200",
        "Token %s, 403",
        "Basic %s, 403",
        "Bearer x%s, 403"
    })
    void aTokenMayComeAsABearer(String scheme, int status) {
        String token = root.login(MOUNT, "alice", "p").token();

        assertThat(nobody.sendWith("GET", "auth/token/lookup-self", null, "Authorization", scheme.replace("%s", token))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theTokenHeaderWinsOverTheBearer() {
        String token = root.login(MOUNT, "alice", "p").token();

        assertThat(root.with("s.wrong")
                        .sendWith("GET", "auth/token/lookup-self", null, "Authorization", "Bearer " + token)
                        .body())
                .isEqualTo(DENIED);
        assertThat(nobody.sendWith(
                                "GET",
                                "auth/token/lookup-self",
                                null,
                                "X-Vault-Token",
                                "",
                                "Authorization",
                                "Bearer " + token)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "root    | GET    | foo/bar                    | 404 | {\"errors\":[\"no handler for route \\\"foo/bar\\\". route entry not found.\"]}",
                "weak    | GET    | foo/bar                    | 403 | {\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}",
                "nobody  | GET    | foo/bar                    | 403 | {\"errors\":[\"permission denied\"]}",
                "garbage | GET    | foo/bar                    | 403 | {\"errors\":[\"permission denied\"]}",
                "nobody  | POST   | auth/nope/login/x          | 403 | {\"errors\":[\"permission denied\"]}",
                "root    | POST   | auth/nope/login/x          | 404 | {\"errors\":[\"no handler for route \\\"auth/nope/login/x\\\". route entry not found.\"]}",
                "nobody  | PUT    | sys/policies/acl/x/        | 400 | {\"errors\":[\"cannot write to a path ending in '/'\"]}",
                "root    | PUT    | sys/policies/acl/x/        | 400 | {\"errors\":[\"cannot write to a path ending in '/'\"]}",
                "root    | GET    | sys/nope                   | 404 | {\"errors\":[\"1 error occurred:\\n\\t* unsupported path\\n\\n\"]}",
                "weak    | GET    | sys/nope                   | 403 | {\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}",
                "root    | POST   | auth/envelope/users        | 405 | {\"errors\":[\"1 error occurred:\\n\\t* unsupported operation\\n\\n\"]}",
                "root    | GET    | auth/envelope/users        | 405 | {\"errors\":[\"1 error occurred:\\n\\t* unsupported operation\\n\\n\"]}",
                "nobody  | GET    | auth/envelope/login/alice  | 405 | {\"errors\":[\"unsupported operation\"]}",
                "garbage | DELETE | auth/envelope/login/alice  | 405 | {\"errors\":[\"unsupported operation\"]}",
                "nobody  | LIST   | auth/envelope/login/alice  | 404 | {\"errors\":[\"unsupported path\"]}",
                "nobody  | LIST   | auth/envelope/login        | 404 | {\"errors\":[\"unsupported path\"]}",
                "nobody  | POST   | auth/envelope/login        | 403 | {\"errors\":[\"permission denied\"]}",
                "nobody  | POST   | auth/envelope/login/       | 400 | {\"errors\":[\"cannot write to a path ending in '/'\"]}",
                "nobody  | POST   | auth/envelope/login/.a     | 404 | {\"errors\":[\"unsupported path\"]}",
                "nobody  | POST   | auth/envelope/login/a%40b  | 404 | {\"errors\":[\"unsupported path\"]}",
                "nobody  | FOO    | sys/auth                   | 405 | {\"errors\":[]}",
                "root    | OPTIONS| sys/auth                   | 400 | {\"errors\":[\"cannot handle internal-only request operation\"]}",
                "nobody  | GET    | sys/auth?list=banana       | 400 | {\"errors\":[]}",
                "root    | SCAN   | auth/envelope/users        | 405 | {\"errors\":[\"1 error occurred:\\n\\t* unsupported operation\\n\\n\"]}",
                "nobody  | GET    |                            | 403 | {\"errors\":[\"permission denied\"]}"
            })
    void theErrorThatWinsIsTheReferences(String who, String method, String path, int status, String body) {
        Reply reply = who(who).send(method, path == null ? "" : path);

        assertThat(reply.body()).isEqualTo(body + "\n");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.http().headers().firstValue("Allow")).isEmpty();
    }

    @Test
    void whatIsOutsideOfTheApiIsNotFound() {
        for (String path : List.of("/v2/x", "/v1", "/x")) {
            assertThat(raw(path).toString()).as(path).isEqualTo("404 " + NOTHING);
        }
    }

    private static Reply raw(String path) {
        try {
            var http = java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(root.address() + path))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString());
            return new Reply(http.statusCode(), http.body(), http);
        } catch (java.io.IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void anUncleanPathIsSentOnToTheCleanOne() {
        Reply reply = root.post("auth//token/lookup-self", null);

        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.http().headers().firstValue("Location")).contains("/v1/auth/token/lookup-self");
        assertThat(reply.http().headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1]     | 400 | cannot unmarshal array",
                "\"x\"   | 400 | cannot unmarshal string",
                "{\"a\": | 400 | failed to decode JSON input: unexpected EOF",
                "nonsense| 400 | invalid character",
                "null    | 200 | ~~",
                "{}      | 200 | ~~"
            })
    void aBodyIsAnObjectOrNothing(String body, int status, String text) {
        Reply reply = weak.post("auth/token/renew-self", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.error()).contains(text);
    }

    @Test
    void aBodyThatIsNoJsonComesBeforeTheToken() {
        assertThat(nobody.post("auth/token/renew-self", "{\"a\":").status()).isEqualTo(400);
        assertThat(nobody.post("auth/nope/login/x", "[1]").status()).isEqualTo(400);
    }

    @Test
    void aThousandStringsAreReadAndNotOneMore() {
        String most = "{\"password\":\"p\",\"x\":[" + "\"\",".repeat(996) + "\"\"]}";
        String more = most.replace("[", "[\"\",\"\",\"\",");

        assertThat(nobody.post("auth/" + MOUNT + "/login/alice", most).status()).isEqualTo(200);
        Reply refused = nobody.post("auth/" + MOUNT + "/login/alice", more);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("exceeded maximum number of strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=p", "{\"password\":\"p\"}"})
    void aFormIsReadAndJsonThatSaysItIsAForm(String body) {
        assertThat(nobody.sendWith(
                                "POST",
                                "auth/" + MOUNT + "/login/alice",
                                body,
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"application/json | 415 | application/json", "text/plain; charset=utf-8 | 415 | text/plain"})
    void aPatchMustSayThatItIsOne(String type, int status, String told) {
        Reply reply = root.sendWith("PATCH", "sys/auth", "{}", "Content-Type", type);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error()).contains(told);
    }

    @Test
    void aPatchWithoutATypeIsRefused() {
        assertThat(root.send("PATCH", "sys/auth", "{}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"abc, error parsing X-Vault-Wrap-TTL header: ", "-5s, requested wrap ttl cannot be negative"})
    void aWrappingTimeThatIsNoneIsRefused(String ttl, String text) {
        Reply reply = weak.sendWith("GET", "auth/token/lookup-self", null, "X-Vault-Wrap-TTL", ttl);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s"})
    void aWrappingTimeOfZeroIsNone(String ttl) {
        assertThat(weak.sendWith("GET", "auth/token/lookup-self", null, "X-Vault-Wrap-TTL", ttl)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aParameterThatNobodyKnowsIsWarnedOfOnlyWhereThereIsABody() {
        assertThat(weak.post("auth/token/renew-self", "{'increment':60,'zzz':1}")
                        .json()
                        .path("warnings"))
                .extracting(warning -> warning.asText())
                .containsExactly("Endpoint ignored these unrecognized parameters: [zzz]");
        assertThat(root.post("sys/auth/" + MOUNT + "/tune", "{'zzz':1}").status())
                .isEqualTo(204);
    }

    @Test
    void anEmptyListingIsNotFoundInAllItsForms() {
        root.post("sys/auth/" + MOUNT + "-empty", "{'type':'userpass'}");
        for (String form : List.of("users?list=true", "users/?list=true", "users?list=1")) {
            assertThat(root.get("auth/" + MOUNT + "-empty/" + form).toString()).isEqualTo("404 " + NOTHING);
        }
        assertThat(root.send("LIST", "auth/" + MOUNT + "-empty/users").toString())
                .isEqualTo("404 " + NOTHING);
        assertThat(root.send("LIST", "auth/" + MOUNT + "-empty/users/").toString())
                .isEqualTo("404 " + NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"auth/envelope/login/alice, 405", "auth/token/lookup-self, 403", "sys/health, 200"})
    void aHeadHasNoBody(String path, int status) {
        Reply reply = nobody.send("HEAD", path);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void aRequestIdIsAnotherEachTime() {
        Reply one = weak.get("auth/token/lookup-self");
        Reply two = weak.get("auth/token/lookup-self");

        assertThat(one.json().path("request_id").asText()).matches("[0-9a-f-]{36}");
        assertThat(one.json().path("request_id")).isNotEqualTo(two.json().path("request_id"));
    }

    @Test
    void aWeakTokenMayOnlyLookAtProlongAndEndItself() {
        for (String request : List.of(
                "GET sys/auth",
                "POST sys/auth/x",
                "GET sys/mounts",
                "GET auth/envelope/users/alice",
                "LIST auth/envelope/users",
                "POST auth/envelope/users/eve",
                "DELETE auth/envelope/users/alice",
                "POST auth/token/create",
                "POST auth/token/lookup-self",
                "GET auth/token/renew-self",
                "GET auth/token/lookup-self/")) {
            String[] parts = request.split(" ");
            assertThat(weak.send(parts[0], parts[1]).toString()).as(request).isEqualTo("403 " + DENIED_BY_POLICY);
        }
        assertThat(weak.get("auth/token/lookup-self").status()).isEqualTo(200);
    }

    @Test
    void helpIsForWhoeverHasAToken() {
        Reply reply = weak.get("sys/auth?help=1");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("help").asText()).isNotBlank();
    }
}
