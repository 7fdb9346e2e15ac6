package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sys/internal/specs/openapi}: what it shows to whom, and that it is what it says it is. */
@ExtendWith(SharedFleet.class)
class DocumentTest {

    private static final String DOCUMENT = "sys/internal/specs/openapi";
    private static final List<String> VERBS = List.of("get", "post", "patch", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final String NAMESPACE = "documented";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void prepare(Fleet fleet) {
        Tenants.create(fleet.node(0), NAMESPACE);
        root = fleet.node(0).in(NAMESPACE);
        other = fleet.node(1).in(NAMESPACE);
        for (String mount : List.of("userpass", "team/a", "team-a", "%7Bodd%7D%20one")) {
            done(root.post("sys/auth/" + mount, "{'type':'userpass'}"));
        }
    }

    private static void done(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    private static ApiClient holder(String name, String rules) {
        done(root.post("sys/policies/acl/" + name, "{'policy':'" + rules.replace("'", "\\\"") + "'}"));
        Reply made = root.post("auth/token/create", "{'policies':['" + name + "'],'no_default_policy':true}");
        return other.with(made.token());
    }

    private static JsonNode document(ApiClient client, String query) {
        Reply reply = client.get(DOCUMENT + query);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.json();
    }

    private static Set<String> paths(JsonNode document) {
        Set<String> paths = new TreeSet<>();
        document.path("paths").fieldNames().forEachRemaining(paths::add);
        return paths;
    }

    /** The mounts that a document shows: {@code sys}, and those below {@code auth/}. */
    private static Set<String> mounts(JsonNode document) {
        Set<String> mounts = new TreeSet<>();
        for (String path : paths(document)) {
            mounts.add(path.replaceFirst("^/sys/.*", "sys")
                    .replaceFirst("^/auth/(.*?)/(users|login)(/.*)?$", "$1")
                    .replaceFirst("^/auth/token/.*", "token"));
        }
        return mounts;
    }

    private static List<JsonNode> operations(JsonNode document) {
        List<JsonNode> operations = new ArrayList<>();
        document.path("paths")
                .forEach(
                        item -> VERBS.stream().filter(item::has).map(item::path).forEach(operations::add));
        return operations;
    }

    private static List<String> texts(Iterable<JsonNode> nodes, String field) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.path(field).asText())
                .toList();
    }

    @Test
    void itIsRawAndSaysWhichOpenApiItSpeaks() {
        JsonNode document = document(root, "");

        assertThat(document.fieldNames()).toIterable().containsExactly("openapi", "info", "paths", "components");
        assertThat(document.path("openapi").asText()).isEqualTo("3.0.2");
        assertThat(document.at("/info/version").asText()).startsWith("2.7.2");
    }

    @Test
    void onePathOfEachKindIsAsTheReferenceHasIt() {
        JsonNode paths = document(root, "").path("paths");
        JsonNode login = paths.path("/auth/userpass/login/{username}");
        JsonNode user = paths.path("/auth/userpass/users/{username}");
        JsonNode users = paths.path("/auth/userpass/users");

        assertThat(login.path("x-vault-unauthenticated").asBoolean()).isTrue();
        assertThat(login.at("/post/operationId").asText()).isEqualTo("userpass-login");
        assertThat(login.at("/post/tags/0").asText()).isEqualTo("auth");
        assertThat(login.at("/post/requestBody/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/UserpassLoginRequest");
        assertThat(user.path("x-vault-createSupported").asBoolean()).isTrue();
        assertThat(user.at("/delete/responses").has("204")).isTrue();
        assertThat(users.at("/get/parameters/0/name").asText()).isEqualTo("list");
        assertThat(users.at("/get/parameters/0/required").asBoolean()).isTrue();
        assertThat(texts(users.at("/get/parameters"), "name")).containsExactly("list", "after", "limit");
        assertThat(paths.at("/~1sys~1auth~1{path}/x-vault-sudo").asBoolean()).isTrue();
        assertThat(paths.path("/sys/auth/{path}").has("x-vault-unauthenticated"))
                .isFalse();
        assertThat(paths.path("/sys/health").path("x-vault-unauthenticated").asBoolean())
                .isTrue();
        assertThat(texts(paths.at("/~1sys~1internal~1specs~1openapi/get/parameters"), "name"))
                .containsExactly("context", "generic_mount_paths");
        assertThat(paths.at("/~1sys~1policies~1acl~1{name}/get/parameters/0").has("required"))
                .as("what can be read and listed")
                .isFalse();
    }

    @Test
    void everyFieldIsOfTheTypeThatItIsReadAs() {
        JsonNode fields = document(root, "").at("/components/schemas/UserpassWriteUserRequest/properties");

        assertThat(fields.at("/token_ttl").toString()).contains("\"type\":\"integer\",\"format\":\"seconds\"");
        assertThat(fields.at("/token_policies/items/type").asText()).isEqualTo("string");
        assertThat(fields.at("/password/x-vault-displayAttrs/sensitive").asBoolean())
                .isTrue();
        assertThat(fields.at("/ttl/deprecated").asBoolean()).isTrue();
        assertThat(fields.has("username")).as("what stands in the path").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?generic_mount_paths=true"})
    void everyReferenceLeadsSomewhereAndEveryIdIsThereOnce(String query) {
        JsonNode document = document(root, query);

        Set<String> schemas = new HashSet<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);
        Set<String> used = new HashSet<>();
        document.findValuesAsText("$ref").forEach(each -> used.add(each.replace("#/components/schemas/", "")));
        assertThat(used).isEqualTo(schemas).hasSizeGreaterThan(20);
        assertThat(texts(operations(document), "operationId"))
                .hasSizeGreaterThan(80)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("[0-9A-Za-z]+(-[0-9A-Za-z]+)*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?generic_mount_paths=true"})
    void everyParameterOfAPathIsDeclaredAndNoTwoPathsLookAlike(String query) {
        JsonNode paths = document(root, query).path("paths");

        Set<String> shapes = new HashSet<>();
        paths.properties().forEach(each -> {
            Set<String> inPath = new TreeSet<>();
            Matcher matcher = PARAMETER.matcher(each.getKey());
            while (matcher.find()) {
                inPath.add(matcher.group(1));
            }
            assertThat(new TreeSet<>(texts(each.getValue().path("parameters"), "name")))
                    .as(each.getKey())
                    .isEqualTo(inPath);
            assertThat(shapes.add(each.getKey().replaceAll("\\{[^}]+}", "{}")))
                    .as(each.getKey())
                    .isTrue();
        });
    }

    @Test
    void whoHasNoTokenSeesWhatIsListedForStrangers() {
        done(root.post("sys/auth/listed", "{'type':'userpass','config':{'listing_visibility':'unauth'}}"));
        try {
            assertThat(mounts(document(other.anonymous(), ""))).containsExactly("listed");
        } finally {
            root.delete("sys/auth/listed");
        }
        assertThat(document(other.anonymous(), "").path("paths")).isEmpty();
        assertThat(other.with("s.nobody").get(DOCUMENT).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, auth/userpass/users/x, read, userpass",
        "lister, auth/+/users/*, list, 'team-a,token,userpass,%7Bodd%7D%20one'",
        "system, sys/auth, read, sys",
        "refused, sys/auth, deny, ''"
    })
    void aTokenSeesTheMountsThatItTouches(String name, String path, String capability, String seen) {
        ApiClient client = holder("document-" + name, "path '" + path + "' { capabilities = ['" + capability + "'] }");

        assertThat(mounts(document(client, "")))
                .containsExactlyInAnyOrder(seen.isEmpty() ? new String[0] : seen.split(","));
    }

    @Test
    void oneSetOfPathsStandsForAllMountsOfAType() {
        JsonNode generic = document(root, "?generic_mount_paths=true");
        JsonNode item = generic.path("paths").path("/auth/{userpass_mount_path}/login/{username}");

        assertThat(mounts(generic)).containsExactlyInAnyOrder("sys", "token", "{userpass_mount_path}");
        assertThat(texts(item.path("parameters"), "name")).containsExactly("username", "userpass_mount_path");
        assertThat(root.post(DOCUMENT, "{'generic_mount_paths':true,'context':'x'}")
                        .json())
                .isEqualTo(generic);
        assertThat(root.post(DOCUMENT, "{}").json()).isEqualTo(document(root, ""));
        assertThat(root.get(DOCUMENT + "?generic_mount_paths=perhaps").status()).isEqualTo(400);
        assertThat(root.delete(DOCUMENT).toString()).isEqualTo("405 {\"errors\":[\"unsupported operation\"]}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "auth/userpass, 'users/?$'",
        "auth/userpass/, 'users/?$'",
        "sys/, '^internal/specs/openapi$'",
        "auth/userpass/users/ada, 'Request:        users/ada'",
        "auth/userpass/users/ada, '## PARAMETERS'",
        "auth/userpass/users/ada, '    token_ttl (duration (sec))'",
        "auth/userpass/users/ada, '(DEPRECATED) '",
        "auth/userpass/users/ada, 'Served: GET, POST, DELETE.'",
        "sys/auth/x, 'Matching Route: ^auth/(?P<path>.+?)/?$'",
        "sys/auth/x, and `sudo`",
        "auth/token/create, 'Request:        create'"
    })
    void theHelpOfAPathSaysWhatItTakes(String path, String text) {
        Reply reply = root.get(path + "?help=1");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().path("help").asText()).contains(text);
        assertThat(reply.json().fieldNames()).toIterable().containsExactly("help", "openapi", "see_also");
        assertThat(reply.json().at("/openapi/openapi").asText()).isEqualTo("3.0.2");
        assertThat(root.send("HELP", path).json()).isEqualTo(reply.json());
    }

    @Test
    void theDocumentInAHelpIsOfThatPathAlone() {
        JsonNode document = root.get("auth/userpass/users/ada?help=1").json().path("openapi");

        assertThat(paths(document)).containsExactly("/users/{username}");
        assertThat(document.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactly("UserpassWriteUserRequest");
        assertThat(paths(root.get("auth/userpass?help=1").json().path("openapi")))
                .contains("/login/{username}", "/users")
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "auth/userpass/login/x, 200",
        "sys/internal/specs/openapi, 200",
        "auth/userpass, 403",
        "sys/auth, 403",
        "sys/nothing, 403"
    })
    void helpNeedsATokenWhereThePathDoes(String path, int status) {
        assertThat(root.anonymous().get(path + "?help=1").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys/health", "sys/seal-status", "sys/leader", "sys/init"})
    void whatTellsOfTheServerHasHelpToo(String path) {
        Reply reply = root.in("").anonymous().get(path + "?help=1");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().path("help").asText()).startsWith("Request:        " + path.substring(4) + "\n");
    }
}
