package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.NamespaceMatrix.Ask;
import io.portcullis.app.NamespaceMatrix.Ids;
import io.portcullis.app.NamespaceMatrix.Kind;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every identifier of a namespace, tried from another with every endpoint: by header, by path, and in the own namespace, by somebody
 * who may do everything in his own, and by nobody. He sees and changes nothing, and what there is is answered like what there is not
 * (CVE-2026-40264, CVE-2026-45808).
 */
class NamespaceMatrixTest {

    private static final String ALL = "{'policy':'{\\'path\\':{\\'*\\':{\\'capabilities\\':[\\'create\\',\\'read\\',"
            + "\\'update\\',\\'patch\\',\\'delete\\',\\'list\\',\\'scan\\',\\'sudo\\']}}} '}";
    private static final String OWN = "in the own";
    private static final List<String> NAMESPACES = List.of("", "p/", "p/a/", "p/b/", "p/a/c/");

    private static Fleet fleet;
    private static ApiClient root;
    private static final Map<String, Ids> PATH_TO_IDS = new LinkedHashMap<>();

    /** A namespace that an answer was asked of. */
    private record Form(String name, ApiClient client, String prefix) {

        boolean isOwn() {
            return name.equals(OWN);
        }

        Reply send(Ask ask) {
            String[] headers = ask.method().equals("PATCH")
                    ? new String[] {"Content-Type", "application/merge-patch+json"}
                    : new String[0];
            return client.sendWith(ask.method(), prefix + ask.path(), ask.body(), headers);
        }
    }

    @BeforeAll
    static void build() {
        fleet = Fleet.start(2);
        root = fleet.node(0);
        NAMESPACES.forEach(path -> PATH_TO_IDS.put(path, built(path)));
    }

    @AfterAll
    static void close() {
        fleet.close();
    }

    private static Reply good(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
        return reply;
    }

    private static Ids built(String path) {
        String tag = "t" + path.replace("/", "") + "x";
        ApiClient in = root.in(path);
        if (!path.isEmpty()) {
            String parent = path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
            good(root.in(parent).send("PUT", "sys/namespaces/" + path.substring(parent.length(), path.length() - 1)));
        }
        good(in.send("PUT", "sys/namespaces/" + "child" + tag));
        good(in.post("sys/auth/mount" + tag, "{'type':'userpass','config':{'listing_visibility':'unauth'}}"));
        good(in.post(
                "auth/mount" + tag + "/users/user" + tag, "{'password':'pw','token_policies':'policy" + tag + "'}"));
        good(in.post("sys/policies/acl/policy" + tag, "{'policy':'# secret of policy" + tag + "'}"));
        good(in.post("sys/policies/acl/admin", ALL.replace("\\'", "\\\"")));
        good(in.post("auth/token/roles/role" + tag, "{'orphan':true,'path_suffix':'suffix" + tag + "'}"));
        Reply login = good(in.login("mount" + tag, "user" + tag, "pw"));
        String accessor = login.auth().path("accessor").asText();
        good(in.post("sys/auth/moving", "{'type':'userpass'}"));
        Reply move = good(in.post("sys/remount", "{'from':'auth/moving','to':'auth/moved" + tag + "'}"));
        return new Ids(
                "child" + tag,
                login.token(),
                accessor,
                leaseOf(in, "auth/mount" + tag + "/login/user" + tag),
                "mount" + tag,
                good(in.get("sys/auth/mount" + tag)).data().path("accessor").asText(),
                "user" + tag,
                "role" + tag,
                "policy" + tag,
                login.auth().path("entity_id").asText(),
                move.data().path("migration_id").asText(),
                path);
    }

    private static String leaseOf(ApiClient in, String path) {
        return path + "/"
                + good(in.send("LIST", "sys/leases/lookup/" + path))
                        .data()
                        .path("keys")
                        .get(0)
                        .asText();
    }

    /** Identifiers that look like those, of nothing. */
    private static Ids unlike(Ids ids) {
        return new Ids(
                turned(ids.name()),
                turned(ids.token()),
                turned(ids.accessor()),
                "auth/" + turned(ids.mount()) + "/login/" + turned(ids.user())
                        + ids.lease()
                                .substring(
                                        ids.lease().lastIndexOf("/h"),
                                        ids.lease().lastIndexOf("/h") + 3)
                        + turned(ids.lease().substring(ids.lease().lastIndexOf("/h") + 3)),
                turned(ids.mount()),
                turned(ids.mountAccessor()),
                turned(ids.user()),
                turned(ids.role()),
                turned(ids.policy()),
                turned(ids.entityId()),
                ids.move().substring(0, 30) + "abcdef",
                ids.namespacePath());
    }

    /** The same, but for two characters. */
    private static String turned(String text) {
        return text.substring(0, 3) + "zq" + text.substring(5);
    }

    private static ApiClient admin(String path) {
        String body = "{'policies':['admin'],'no_default_policy':true,'no_parent':true,'period':'1h'}";
        return fleet.node(1)
                .with(good(root.in(path).post("auth/token/create", body)).token());
    }

    /** What somebody of one namespace, or nobody, can send to another, or say in his own. */
    private static List<Form> forms(ApiClient client, String from, String to) {
        Form byHeader = new Form("by header", client.in(to.isEmpty() ? "root" : to), "");
        Form byPath = new Form("by path", client.in(""), to);
        Form own = new Form(OWN, client.in(from), "");
        return List.of(byHeader, byPath, own);
    }

    private static String plain(Reply reply, Ids ids) {
        String text = reply.status() + " " + reply.body();
        for (String id : ids.all().toList()) {
            text = text.replace(id, "ID");
        }
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
                .replaceAll(
                        "\"(last_renewal_time|ttl|lease_duration|modified|creation_time|expire_time|issue_time"
                                + "|last_renewal|accessor|client_token|id)\":(\"[^\"]*\"|[0-9]+)",
                        "\"$1\":0")
                .replaceAll("auth_(userpass|token)_[0-9a-f]{8}", "ACCESSOR")
                .replaceAll("\"[A-Za-z0-9]{20,}\\.[A-Za-z0-9]{5}\"", "\"ACC\"")
                .replaceAll("(\"ACC\",?)+", "ACCS")
                .replaceAll("h[A-Za-z0-9_-]{43}", "LEASE")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }

    /** All that a namespace has, as its first administrator sees it. */
    private static String state(String path) {
        ApiClient in = root.in(path);
        List<String> parts = new ArrayList<>();
        Ids ids = PATH_TO_IDS.get(path);
        Stream.of(
                        "sys/auth",
                        "sys/policies/detailed/acl?list=true",
                        "auth/token/roles?list=true",
                        "auth/token/roles/" + ids.role(),
                        "sys/namespaces?list=true",
                        "auth/" + ids.mount() + "/users?list=true",
                        "auth/" + ids.mount() + "/users/" + ids.user(),
                        "sys/auth/" + ids.mount() + "/tune")
                .forEach(asked -> parts.add(asked + " " + in.get(asked).data()));
        Reply token = in.post("auth/token/lookup-accessor", "{'accessor':'" + ids.accessor() + "'}");
        parts.add(token.data().toString().replaceAll("\"ttl\":[0-9]+", ""));
        parts.add("login " + in.login(ids.mount(), ids.user(), "pw").status());
        parts.add("self " + in.with(ids.token()).get("auth/token/lookup-self").status());
        return String.join("\n", parts);
    }

    @ParameterizedTest
    @CsvSource({"p/a/, ''", "p/a/, p/", "p/a/, p/b/", "p/a/c/, p/a/", "p/a/c/, p/b/", "p/, ''"})
    void whoMayDoEverythingInHisOwnNamespaceMayDoNothingInAnother(String from, String to) {
        Ids there = PATH_TO_IDS.get(to);
        String before = state(to);
        ApiClient admin = admin(from);

        List<String> wrong = tried(admin, from, to, there);

        assertThat(wrong).as("from %s in %s", from, to).isEmpty();
        assertThat(state(to)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p/a/"})
    void nobodyMayDoAnything(String to) {
        Ids there = PATH_TO_IDS.get(to);
        String before = state(to);

        assertThat(tried(fleet.node(1).anonymous(), "p/b/", to, there)).isEmpty();
        assertThat(state(to)).isEqualTo(before);
    }

    /** From above everything below can be reached by its path, but no identifier of below means anything above. */
    @ParameterizedTest
    @CsvSource({"'', p/a/", "p/, p/a/", "p/a/, p/a/c/"})
    void whatIsBelowIsReachedByItsPathAlone(String from, String to) {
        Ids there = PATH_TO_IDS.get(to);
        String before = state(to);
        Form own = new Form(OWN, admin(from).in(from), "");
        List<String> wrong = new ArrayList<>();
        for (String name : NamespaceMatrix.ROWS.keySet()) {
            boolean byId = name.contains("-accessor")
                    || Stream.of("UserpassRoutes", "RoleRoutes", "PolicyRoutes", "CreationRoutes")
                            .anyMatch(name::startsWith);
            if (byId) {
                compare(name, NamespaceMatrix.ROWS.get(name), own, there, wrong);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(state(to)).isEqualTo(before);
    }

    private static List<String> tried(ApiClient client, String from, String to, Ids there) {
        boolean fromNowhere = client.get("auth/token/lookup-self").status() == 403;
        List<String> wrong = new ArrayList<>();
        NamespaceMatrix.ROWS.forEach((name, row) -> {
            for (Form form : forms(client, from, to)) {
                boolean ends = name.endsWith("revoke-self") && !fromNowhere;
                List<Answered> answers = ends
                        ? ask(
                                row,
                                there,
                                new Form(
                                        form.name(),
                                        form.client().with(admin(from).token()),
                                        form.prefix()))
                        : compare(name, row, form, there, wrong);
                for (Answered answer : answers) {
                    check(row.kind(), answer, there, fromNowhere)
                            .ifPresent(why -> wrong.add(name + " " + form.name() + " " + why + ": " + answer));
                }
            }
        });
        return wrong;
    }

    /** A question and its answer. */
    private record Answered(Ask ask, Form form, Reply reply) {}

    private static List<Answered> ask(NamespaceMatrix.Row row, Ids ids, Form form) {
        return row.asks().apply(ids).stream()
                .map(ask -> new Answered(ask, form, form.send(ask)))
                .toList();
    }

    /** The answers about what is there; those about what is not must be the same. */
    private static List<Answered> compare(
            String name, NamespaceMatrix.Row row, Form form, Ids there, List<String> wrong) {
        List<Answered> found = ask(row, there, form);
        boolean publicThere = row.kind() == Kind.PUBLIC && !form.isOwn();
        if (publicThere || form.name().equals("by path")) {
            return found;
        }
        Ids nowhere = unlike(there);
        List<Answered> missing = ask(row, nowhere, form);
        for (int i = 0; i < found.size(); i++) {
            String one = plain(found.get(i).reply(), there);
            String other = plain(missing.get(i).reply(), nowhere);
            if (!one.equals(other)) {
                wrong.add(name + " " + form.name() + " tells what is there: "
                        + found.get(i).ask() + "\n  " + one + "\n  " + other);
            }
        }
        return found;
    }

    /** What is wrong with an answer. */
    private static Optional<String> check(Kind kind, Answered answer, Ids there, boolean fromNowhere) {
        int status = answer.reply().status();
        boolean guarded = !answer.form().isOwn() || fromNowhere;
        boolean right = switch (kind) {
            case GUARDED -> guarded ? status == 403 : status < 500;
            case SELF -> fromNowhere ? status == 403 : status < 300;
            case PUBLIC -> status < 500;
            case ROOT_ONLY -> status >= 400 && status < 500;
        };
        Optional<String> shown = Stream.of(
                        there.accessor(),
                        there.entityId(),
                        there.mountAccessor(),
                        "secret of " + there.policy(),
                        there.lease())
                .filter(secret -> answer.reply().body().contains(secret))
                .filter(secret -> !(answer.ask().path() + answer.ask().body()).contains(secret))
                .findFirst();
        return right ? shown.map(secret -> "shows " + secret) : Optional.of("is served");
    }
}
