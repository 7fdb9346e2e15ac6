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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creating, changing, reading, listing and deleting namespaces; what one node answered, the other knows. */
@ExtendWith(SharedFleet.class)
class NamespacesTest {

    private static final String PATCH = "application/merge-patch+json";

    private static ApiClient root;
    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void begin(Fleet fleet) {
        root = fleet.node(0);
        assertThat(root.send("PUT", "sys/namespaces/crud").status()).isEqualTo(200);
        one = root.in("crud");
        other = fleet.node(1).in("crud");
    }

    private static JsonNode made(ApiClient client, String name) {
        Reply reply = client.send("PUT", "sys/namespaces/" + name);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.data();
    }

    private static Reply patch(ApiClient client, String name, String body, String type) {
        return client.sendWith("PATCH", "sys/namespaces/" + name, body, "Content-Type", type);
    }

    private static void refused(Reply reply, String text) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(text);
    }

    private static List<String> keys(Reply reply) {
        List<String> keys = new ArrayList<>();
        reply.data().path("keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    @Test
    void whereThereIsNoneTheListIsNotFoundAndTheScanIsEmpty() {
        made(one, "lonely");
        ApiClient inside = other.in("crud/lonely");

        assertThat(inside.send("LIST", "sys/namespaces").toString()).isEqualTo("404 {\"errors\":[]}\n");
        assertThat(inside.get("sys/namespaces?list=true").toString()).isEqualTo("404 {\"errors\":[]}\n");
        for (Reply scan : List.of(inside.send("SCAN", "sys/namespaces"), inside.get("sys/namespaces?scan=true"))) {
            assertThat(scan.status()).isEqualTo(200);
            assertThat(scan.data().toString()).isEqualTo("{}");
        }
        assertThat(inside.get("sys/namespaces").toString())
                .isEqualTo("405 {\"errors\":[\"1 error occurred:\\n\\t* unsupported operation\\n\\n\"]}\n");
    }

    @Test
    void whateverIsSentAsNothingItIsOneNamespace() {
        JsonNode first = made(one, "same");
        for (String method : List.of("PUT", "POST")) {
            for (String body : new String[] {"", "null", "{}"}) {
                assertThat(other.send(method, "sys/namespaces/same", body).data())
                        .isEqualTo(first);
            }
        }
        assertThat(first.toString())
                .matches("\\{\"custom_metadata\":\\{},\"id\":\"[0-9A-Za-z]{5}\",\"locked\":false,"
                        + "\"path\":\"crud/same/\",\"tainted\":false,\"uuid\":\"[0-9a-f-]{36}\"}");
        assertThat(other.get("sys/namespaces/same").data()).isEqualTo(first);
        assertThat(other.get("sys/namespaces/same/").data()).isEqualTo(first);
        assertThat(root.get("crud/sys/namespaces/same").data()).isEqualTo(first);
        assertThat(other.get("sys/namespaces/nope").toString()).isEqualTo("404 {\"errors\":[]}\n");
    }

    @Test
    void aListHasTheChildrenAndAScanAllThatIsBelow() {
        made(one, "listed");
        ApiClient inside = one.in("crud/listed");
        for (String name : List.of("b", "a-", "a", "B")) {
            made(inside, name);
        }
        made(inside.in("crud/listed/a"), "deep");
        made(inside.in("crud/listed/a/deep"), "er");

        ApiClient reader = other.in("crud/listed");
        Reply list = reader.send("LIST", "sys/namespaces");
        assertThat(keys(list)).containsExactly("B/", "a-/", "a/", "b/");
        assertThat(list.data().path("key_info").path("a/"))
                .isEqualTo(reader.get("sys/namespaces/a").data());
        assertThat(list.data().path("key_info").path("a/").path("path").asText())
                .isEqualTo("crud/listed/a/");
        assertThat(keys(reader.send("SCAN", "sys/namespaces")))
                .containsExactly("B/", "a-/", "a/", "a/deep/", "a/deep/er/", "b/");
        assertThat(keys(reader.get("sys/namespaces/?list=true"))).isEqualTo(keys(list));
        assertThat(keys(other.send("LIST", "sys/namespaces")))
                .contains("listed/")
                .doesNotContain("a/");
        assertThat(reader.send("LIST", "sys/namespaces/a").status()).isEqualTo(405);
        assertThat(reader.send("SCAN", "sys/namespaces/a").status()).isEqualTo(405);
    }

    @Test
    void aListComesInPagesThatTogetherAreTheList() {
        made(one, "paged");
        ApiClient inside = one.in("crud/paged");
        List<String> names = IntStream.range(0, 23).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> made(inside, name));
        made(inside.in("crud/paged/n7"), "x");

        for (String verb : List.of("list", "scan")) {
            List<String> all = keys(inside.get("sys/namespaces?" + verb + "=true"));
            List<String> paged = new ArrayList<>();
            String after = "";
            while (true) {
                Reply page = other.in("crud/paged").get("sys/namespaces?" + verb + "=true&limit=5&after=" + after);
                List<String> keys = keys(page);
                if (keys.isEmpty()) {
                    break;
                }
                assertThat(keys).hasSizeLessThanOrEqualTo(5);
                assertThat(page.data().path("key_info")).hasSize(keys.size());
                paged.addAll(keys);
                after = keys.get(keys.size() - 1);
            }
            assertThat(paged).isEqualTo(all).hasSize(verb.equals("list") ? 23 : 24);
        }
        assertThat(keys(inside.get("sys/namespaces?list=true&limit=-1"))).hasSize(23);
        assertThat(inside.get("sys/namespaces?list=true&limit=x").status()).isEqualTo(400);
        assertThat(inside.get("sys/namespaces?list=true&after=zzz").status()).isEqualTo(404);
    }

    @Test
    void keysAreSortedByTheirBytes() {
        made(one, "sorted");
        ApiClient inside = one.in("crud/sorted");
        for (String name : List.of("%F0%9F%92%AA", "%EF%BC%88", "z", "%E5%A4%A7")) {
            made(inside, name);
        }

        assertThat(keys(inside.send("LIST", "sys/namespaces"))).containsExactly("z/", "大/", "（/", "💪/");
        assertThat(keys(inside.send("SCAN", "sys/namespaces"))).containsExactly("z/", "大/", "（/", "💪/");
        assertThat(keys(inside.get("sys/namespaces?list=true&after=%EF%BC%88/")))
                .containsExactly("💪/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "sys", "audit", "auth", "cubbyhole", "identity"})
    void aReservedNameIsRefusedByEveryVerb(String name) {
        String text = "\"" + name + "/\" is a reserved path and cannot be used as a namespace name";

        refused(one.send("PUT", "sys/namespaces/" + name), text);
        refused(one.get("sys/namespaces/" + name), text);
        refused(one.delete("sys/namespaces/" + name), text);
        refused(patch(one, name, "{}", PATCH), text);
        refused(root.send("PUT", "sys/namespaces/" + name), text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "foo%20bar|\"foo bar\" contains space characters that cannot be used in a namespace name",
                "a+b|\"a+b\" contains wildcard characters that cannot be used in a namespace name: '+'",
                "a*b|\"a*b\" contains wildcard characters that cannot be used in a namespace name: '*'",
                "a/b|namespace name cannot contain /",
                "a%2Fb|namespace name cannot contain /",
                "x/|cannot write to a path ending in '/'",
                "x%2F|cannot write to a path ending in '/'",
                "|cannot write to a path ending in '/'"
            })
    void aBadNameIsRefusedInTheWordsOfTheReference(String name, String text) {
        refused(one.send("PUT", "sys/namespaces/" + (name == null ? "" : name)), text);
    }

    @Test
    void whatOnlyWritingRefusesIsSimplyNotThere() {
        assertThat(one.get("sys/namespaces/a%20b").status()).isEqualTo(404);
        assertThat(one.delete("sys/namespaces/a+b").status()).isEqualTo(200);
        for (String name : List.of("%09x", "%E2%80%80x")) {
            Reply reply = one.send("PUT", "sys/namespaces/" + name);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).isEmpty();
        }
        assertThat(one.send("PUT", "sys/namespaces/%C3%28").status()).isEqualTo(400);
        for (String method : List.of("POST", "DELETE")) {
            assertThat(one.send(method, "sys/namespaces").status()).as(method).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comsys",
                "sysx",
                "1_cubbyhole",
                "api-lock",
                "team_1.1",
                "%25",
                "%E5%A4%A7",
                "%F0%9F%92%AA",
                "a%22b",
                "a%5Cb",
                "Root",
                "-x",
                "..x",
                "a%CC%88b"
            })
    void anUnusualNameIsMadeReadListedEnteredAndDeleted(String name) {
        String path = made(one, name).path("path").asText();
        String key = path.substring("crud/".length());

        assertThat(other.get("sys/namespaces/" + name).data().path("path").asText())
                .isEqualTo(path);
        assertThat(keys(other.send("LIST", "sys/namespaces"))).contains(key);
        assertThat(other.get(name + "/sys/mounts").status()).isEqualTo(200);
        assertThat(other.delete("sys/namespaces/" + name).status()).isEqualTo(200);
        assertThat(keys(other.send("LIST", "sys/namespaces"))).doesNotContain(key);
    }

    @Test
    void metadataIsReplacedAsAWhole() {
        Reply reply = one.post("sys/namespaces/meta", "{'custom_metadata':{'a':'1'}}");
        assertThat(reply.data().path("custom_metadata").toString()).isEqualTo("{\"a\":\"1\"}");
        assertThat(other.send("PUT", "sys/namespaces/meta")
                        .data()
                        .path("custom_metadata")
                        .toString())
                .isEqualTo("{}");
        assertThat(one.get("sys/namespaces/meta").data().path("custom_metadata").toString())
                .isEqualTo("{}");
        for (String value : List.of("1", "true", "{}", "null")) {
            refused(
                    one.post("sys/namespaces/meta", "{'custom_metadata':{'a':" + value + "}}"),
                    "custom_metadata values must be strings");
        }
        assertThat(one.post("sys/namespaces/meta", "{'custom_metadata':'x'}").error())
                .startsWith("Field validation failed: error converting input for field \"custom_metadata\"");
    }

    @Test
    void metadataIsPatched() {
        JsonNode before = one.post("sys/namespaces/patched", "{'custom_metadata':{'a':'1'}}")
                .data();

        assertThat(patch(other, "patched", "{'custom_metadata':{'a':'2','b':'3'}}", PATCH)
                        .data()
                        .path("custom_metadata")
                        .toString())
                .isEqualTo("{\"a\":\"2\",\"b\":\"3\"}");
        assertThat(patch(one, "patched", "{'custom_metadata':{'a':null}}", PATCH + "; charset=utf-8")
                        .data()
                        .path("custom_metadata")
                        .toString())
                .isEqualTo("{\"b\":\"3\"}");
        for (String nothing : List.of("{}", "null", "", "{'custom_metadata':[]}")) {
            assertThat(patch(one, "patched", nothing, PATCH)
                            .data()
                            .path("custom_metadata")
                            .toString())
                    .as(nothing)
                    .isEqualTo("{\"b\":\"3\"}");
        }
        JsonNode after =
                patch(one, "patched", "{'custom_metadata':null}", PATCH).data();
        assertThat(after.path("custom_metadata").toString()).isEqualTo("{}");
        assertThat(after.path("id")).isEqualTo(before.path("id"));
    }

    @Test
    void aPatchIsRefusedForItsTypeThenItsValuesThenItsName() {
        Reply json = patch(one, "nope", "{}", "application/json");
        assertThat(json.status()).isEqualTo(415);
        assertThat(json.error())
                .isEqualTo("PATCH requires Content-Type of application/merge-patch+json, provided application/json");
        refused(one.send("PATCH", "sys/namespaces/nope", "{}"), "mime: no media type");
        refused(
                patch(one, "crud-nope", "{'custom_metadata':{'a':1}}", PATCH),
                "metadata patch can only have string or null values, got json.Number");
        refused(patch(one, "nope", "{}", PATCH), "namespace not found");
    }

    @Test
    void whatIsMoreThanNeededIsTold() {
        Reply reply = one.post("sys/namespaces/told", "{'path':'evil','bogus':1}");

        assertThat(reply.data().path("path").asText()).isEqualTo("crud/told/");
        assertThat(reply.json().path("warnings").toString())
                .isEqualTo("[\"Endpoint ignored these unrecognized parameters: [bogus]\",\"Endpoint replaced the value"
                        + " of these parameters with the values captured from the endpoint's path: [path]\"]");
        refused(
                one.post("sys/namespaces/sealed", "{'seal':'seal \\'shamir\\' {}'}".replace("\\'", "\\\"")),
                "sealable namespaces are not supported");
        assertThat(one.get("sys/namespaces/sealed").status()).isEqualTo(404);
    }

    @Test
    void thereAreLimits() {
        refused(one.send("PUT", "sys/namespaces/" + "n".repeat(129)), "namespace name is longer than 128 bytes");
        String pairs = IntStream.range(0, 65)
                .mapToObj(i -> "'k" + i + "':'v'")
                .collect(Collectors.joining(",", "{'custom_metadata':{", "}}"));
        refused(one.post("sys/namespaces/many", pairs), "custom_metadata has more than 64 keys");
        assertThat(one.get("sys/namespaces/many").status()).isEqualTo(404);

        ApiClient deep = one;
        StringBuilder path = new StringBuilder("crud");
        for (int depth = 2; depth <= 32; depth++) {
            made(deep, "d");
            path.append("/d");
            deep = one.in(path.toString());
        }
        refused(deep.send("PUT", "sys/namespaces/d"), "namespaces cannot be nested more than 32 deep");
        assertThat(other.in(path.toString()).get("sys/mounts").status()).isEqualTo(200);
        assertThat(other.get("d/".repeat(31) + "sys/mounts").status()).isEqualTo(200);
    }

    @Test
    void namesDifferByCaseAndSoDoWhatTheyHave() {
        made(one, "Case");
        made(one, "case");
        one.in("crud/case").post("sys/auth/people", "{'type':'userpass'}");

        assertThat(other.in("crud/case").get("sys/auth/people").status()).isEqualTo(200);
        assertThat(other.in("crud/Case").get("sys/auth/people").status()).isEqualTo(400);
        assertThat(other.in("crud/CASE").get("sys/auth/people").status()).isEqualTo(404);
    }

    /** The status of a login, made again for as long as the node has too many of them at hand. */
    private static int login(ApiClient node, String password) throws Exception {
        AtomicInteger status = new AtomicInteger();
        Poll.until(Duration.ofSeconds(60), () -> {
            status.set(node.login("ns9", "ada", password).status());
            return status.get() != 503;
        });
        return status.get();
    }

    @Test
    void anAuthMountMayBeCalledAsANamespace() throws Exception {
        assertThat(one.post("sys/auth/ns9", "{'type':'userpass'}").status()).isEqualTo(204);
        made(one, "ns9");
        made(one, "ns8");
        assertThat(one.post("sys/auth/ns8", "{'type':'userpass'}").status()).isEqualTo(204);
        one.in("crud/ns9").post("sys/auth/ns9", "{'type':'userpass'}");
        one.post("auth/ns9/users/ada", "{'password':'above'}");
        one.in("crud/ns9").post("auth/ns9/users/ada", "{'password':'below'}");

        assertThat(login(other, "above")).isEqualTo(200);
        assertThat(login(other.in("crud/ns9"), "below")).isEqualTo(200);
        assertThat(login(other.in("crud/ns9"), "above")).isEqualTo(400);
    }

    @Test
    void eachVerbNeedsItsOwnCapability() {
        one.post(
                "sys/policies/acl/creates",
                "{'policy':'{\\'path\\':{\\'sys/namespaces/*\\':{\\'capabilities\\':[\\'create\\']}}}'}"
                        .replace("\\'", "\\\""));
        one.post(
                "sys/policies/acl/updates",
                "{'policy':'{\\'path\\':{\\'sys/namespaces/*\\':{\\'capabilities\\':[\\'update\\',\\'list\\']}}}'}"
                        .replace("\\'", "\\\""));
        ApiClient creates = other.with(
                one.post("auth/token/create", "{'policies':['creates']}").token());
        ApiClient updates = other.with(
                one.post("auth/token/create", "{'policies':['updates']}").token());

        assertThat(creates.send("PUT", "sys/namespaces/acl").status()).isEqualTo(403);
        assertThat(updates.send("PUT", "sys/namespaces/acl").status()).isEqualTo(200);
        assertThat(creates.send("LIST", "sys/namespaces").status()).isEqualTo(403);
        assertThat(updates.send("LIST", "sys/namespaces").status()).isEqualTo(200);
        assertThat(updates.send("SCAN", "sys/namespaces").status()).isEqualTo(403);
        assertThat(updates.get("sys/namespaces/acl").status()).isEqualTo(403);
        assertThat(updates.delete("sys/namespaces/acl").status()).isEqualTo(403);
        assertThat(patch(updates, "acl", "{}", PATCH).status()).isEqualTo(403);
    }

    @Test
    void ofManyWhoCreateOneNamespaceAllGetTheSame() {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            replies.add((i % 2 == 0 ? one : other).sendAsync("PUT", "sys/namespaces/raced", "{}"));
        }
        Set<String> ids = new HashSet<>();
        for (CompletableFuture<Reply> reply : replies) {
            assertThat(reply.join().status()).as(reply.join().toString()).isEqualTo(200);
            ids.add(reply.join().data().path("id").asText());
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void whatOneNodeMadeTheOtherServesAtOnce() {
        for (int i = 0; i < 20; i++) {
            made(one, "once" + i);
            assertThat(other.in("crud/once" + i).get("sys/mounts").status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNotThereIsDeletedWithAWarning() {
        Reply reply = one.delete("sys/namespaces/never-there");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("data").isNull()).isTrue();
        assertThat(reply.json().path("warnings").toString()).isEqualTo("[\"requested namespace does not exist\"]");
    }
}
