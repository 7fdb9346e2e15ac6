package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.namespace.NamespacePlant;
import io.portcullis.policy.PolicyPlant;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The end of a namespace: at once for everybody, whoever finishes it, with nothing left (CVE-2026-42186). */
class NamespaceDeletionTest {

    private static final Duration BEFORE_SWEEPS = Duration.ofSeconds(14);
    private static final String PLAIN = "{'type':'userpass'}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(3);
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

    /** A namespace with an account {@code ada}. */
    private static JsonNode made(String name) {
        JsonNode namespace = good(root.send("PUT", "sys/namespaces/" + name)).data();
        ApiClient in = root.in(name);
        good(in.post("sys/auth/people", PLAIN));
        good(in.post("auth/people/users/ada", "{'password':'pw'}"));
        return namespace;
    }

    private static void gone(String name) throws Exception {
        Poll.until(PATIENCE, () -> root.get("sys/namespaces/" + name).status() == 404);
    }

    private static void deleted(String name) throws Exception {
        Reply reply = good(root.delete("sys/namespaces/" + name));
        assertThat(reply.data().toString()).isEqualTo("{\"status\":\"in-progress\"}");
        gone(name);
    }

    /** Commits what a node commits when it begins to delete, and then dies. */
    private static void taint(Fleet store, String name) throws Throwable {
        commit(store, view -> NamespacePlant.taint(view, name));
    }

    private static void commit(Fleet store, Function<View, Change<Void>> decision) throws Throwable {
        try (EventLoop loop = new EventLoop()) {
            ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 100);
            ControlWriter writer = new ControlWriter(loop.vertx(), plane, loop.gateway(store.redis()));
            loop.run(() -> writer.commit(decision));
        }
    }

    @Test
    void whatHasChildrenStays() throws Exception {
        made("family");
        good(root.in("family").send("PUT", "sys/namespaces/child"));

        Reply reply = fleet.node(1).delete("sys/namespaces/family");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("unable to delete namespace containing child namespaces");
        assertThat(fleet.node(2).in("family").login("people", "ada", "pw").status())
                .isEqualTo(200);
        good(root.in("family").delete("sys/namespaces/child"));
        Poll.until(PATIENCE, () -> root.in("family").get("sys/namespaces/child").status() == 404);
        deleted("family");
    }

    @Test
    void itsTokensAreDeadOnEveryNodeWhenItIsAnswered() throws Exception {
        String id = made("dead").path("id").asText();
        String token = root.in("dead").login("people", "ada", "pw").token();
        Reply made = good(root.in("dead").post("auth/token/create", "{'policies':['default']}"));
        String accessor = made.auth().path("accessor").asText();

        assertThat(root.delete("sys/namespaces/dead").status()).isEqualTo(200);

        for (ApiClient node : fleet.all()) {
            for (String each : List.of(token, made.token())) {
                assertThat(node.with(each).get("auth/token/lookup-self").toString())
                        .isEqualTo("403 {\"errors\":[\"permission denied\"]}\n");
            }
        }
        gone("dead");
        for (ApiClient node : fleet.all()) {
            assertThat(node.in("dead").get("sys/mounts").toString())
                    .isEqualTo("404 {\"errors\":[\"namespace not found\"]}\n");
            assertThat(node.in("dead").login("people", "ada", "pw").status()).isEqualTo(404);
            assertThat(node.post("auth/token/lookup", "{'token':'" + token + "'}")
                            .toString())
                    .isEqualTo("403 {\"errors\":[\"bad token\"]}\n");
            assertThat(node.post("auth/token/lookup-accessor", "{'accessor':'" + accessor + "'}")
                            .error())
                    .isEqualTo("1 error occurred:\n\t* invalid accessor\n\n");
            assertThat(node.post("auth/token/revoke", "{'token':'" + token + "'}")
                            .status())
                    .isEqualTo(204);
            assertThat(node.post("auth/token/renew", "{'token':'" + token + "'}")
                            .error())
                    .isEqualTo("token not found");
        }
        assertThat(token).endsWith("." + id);
    }

    /** New nodes do not sweep in their first seconds, so that the state lasts; a machine that takes longer than that tells nothing. */
    @Test
    void whileItIsBeingDeletedNothingInItIsServed() throws Throwable {
        for (int attempt = 0; attempt < 3; attempt++) {
            long started = System.nanoTime();
            try {
                nothingIsServedOfWhatIsBeingDeleted();
                return;
            } catch (AssertionError perhapsSwept) {
                if (System.nanoTime() - started < BEFORE_SWEEPS.toNanos()) {
                    throw perhapsSwept;
                }
            }
        }
        throw new TestAbortedException("the machine is too slow");
    }

    private static void nothingIsServedOfWhatIsBeingDeleted() throws Throwable {
        try (Fleet fresh = Fleet.start(2)) {
            ApiClient above = fresh.node(0);
            ApiClient in = above.in("half");
            good(above.send("PUT", "sys/namespaces/half"));
            good(in.post("sys/auth/people", PLAIN));
            good(in.post("auth/people/users/ada", "{'password':'pw'}"));
            String token = in.login("people", "ada", "pw").token();
            String outsider =
                    above.post("auth/token/create", "{'policies':['default']}").token();
            taint(fresh, "half");

            for (ApiClient node : fresh.all()) {
                ApiClient there = node.in("half");
                String text = "404 {\"errors\":[\"no handler for route \\\"%s\\\" on namespace \\\"half/\\\"."
                        + " route entry or namespace is tainted.\"]}\n";
                assertThat(there.get("sys/mounts").toString()).isEqualTo(text.formatted("sys/mounts"));
                assertThat(node.get("half/sys/auth").toString()).isEqualTo(text.formatted("sys/auth"));
                assertThat(there.post("sys/auth/more", PLAIN).toString()).isEqualTo(text.formatted("sys/auth/more"));
                assertThat(there.send("PUT", "sys/namespaces/x").status()).isEqualTo(404);
                assertThat(there.get("nope").status()).isEqualTo(404);
                assertThat(there.anonymous().get("sys/internal/ui/mounts").toString())
                        .isEqualTo(text.formatted("sys/internal/ui/mounts"));
                assertThat(there.login("people", "ada", "pw").toString())
                        .isEqualTo(text.formatted("auth/people/login/ada"));
                assertThat(there.with(outsider).get("sys/mounts").status()).isEqualTo(403);
                assertThat(there.anonymous().get("sys/mounts").status()).isEqualTo(403);
                assertThat(there.get("sys/audit").status()).isEqualTo(400);
                assertThat(node.post("auth/token/lookup", "{'token':'" + token + "'}")
                                .toString())
                        .isEqualTo(text.formatted("auth/token/lookup"));
                for (String header : List.of("", "half")) {
                    assertThat(node.with(token)
                                    .in(header)
                                    .get("auth/token/lookup-self")
                                    .status())
                            .isEqualTo(403);
                }
                assertThat(node.get("sys/namespaces/half")
                                .data()
                                .path("tainted")
                                .asBoolean())
                        .isTrue();
                assertThat(node.send("LIST", "sys/namespaces")
                                .data()
                                .path("keys")
                                .toString())
                        .isEqualTo("[\"half/\"]");
                for (String method : List.of("PUT", "POST")) {
                    assertThat(node.send(method, "sys/namespaces/half").toString())
                            .isEqualTo("400 {\"errors\":[\"namespace with that name exists and is currently"
                                    + " tainted\"]}\n");
                }
            }
            assertThat(above.delete("sys/namespaces/half").data().toString()).isEqualTo("{\"status\":\"in-progress\"}");
            Poll.until(PATIENCE, () -> above.get("sys/namespaces/half").status() == 404);
        }
    }

    @Test
    void aNamespaceThatADeadNodeBeganToDeleteIsFinishedByTheOthers() throws Throwable {
        try (Fleet fresh = Fleet.start(2)) {
            good(fresh.node(0).send("PUT", "sys/namespaces/orphaned"));
            good(fresh.node(0).send("PUT", "sys/namespaces/other"));
            taint(fresh, "orphaned");
            fresh.stopNode(0);

            // Whatever else is deleted wakes the passes of the node, which find it.
            good(fresh.node(1).delete("sys/namespaces/other"));
            Poll.until(
                    PATIENCE, () -> fresh.node(1).get("sys/namespaces/orphaned").status() == 404);
            good(fresh.node(1).send("PUT", "sys/namespaces/orphaned"));
        }
    }

    @Test
    void theSameNameIsAnotherNamespaceAfterwards() throws Exception {
        JsonNode first = made("phoenix");
        ApiClient in = root.in("phoenix");
        good(in.post("sys/policies/acl/own", "{'policy':'# own'}"));
        good(in.post("auth/token/roles/own", "{}"));
        good(in.post("sys/leases/revoke-prefix/auth/people", "{}"));
        Reply login = in.login("people", "ada", "pw");
        String accessor = in.get("sys/auth/people").data().path("accessor").asText();
        deleted("phoenix");

        JsonNode second = made("phoenix");
        assertThat(second.path("id")).isNotEqualTo(first.path("id"));
        assertThat(second.path("uuid")).isNotEqualTo(first.path("uuid"));
        for (ApiClient node : fleet.all()) {
            ApiClient now = node.in("phoenix");
            assertThat(now.with(login.token()).get("auth/token/lookup-self").status())
                    .isEqualTo(403);
            assertThat(now.get("sys/policies/acl/own").status()).isEqualTo(404);
            assertThat(now.send("LIST", "auth/token/roles").status()).isEqualTo(404);
            assertThat(now.send("LIST", "auth/token/accessors").status()).isEqualTo(404);
            assertThat(now.get("sys/auth/people").data().path("accessor").asText())
                    .isNotEqualTo(accessor);
            assertThat(now.post(
                                    "auth/token/lookup-accessor",
                                    "{'accessor':'"
                                            + login.auth().path("accessor").asText() + "'}")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(root.in("phoenix").login("people", "ada", "pw").auth().path("entity_id"))
                .as("somebody else of the same name")
                .isNotEqualTo(login.auth().path("entity_id"));
    }

    @Test
    @Tag("single-redis")
    void nothingOfItIsLeftInRedisButThatItWas() throws Exception {
        List<String> before = keys();
        String id = made("scanned").path("id").asText();
        ApiClient in = root.in("scanned");
        List<String> traces = new ArrayList<>(List.of(id));
        traces.add(in.get("sys/auth/people").data().path("accessor").asText());
        traces.add(in.get("sys/auth/token").data().path("accessor").asText());
        for (int i = 0; i < 30; i++) {
            good(in.post("auth/people/users/u" + i, "{'password':'pw'}"));
            Reply made = good(in.post("auth/token/create", "{'policies':['default']}"));
            good(in.post("auth/token/create-orphan", "{'policies':['default']}"));
            traces.add(made.auth().path("accessor").asText());
        }
        Reply parent = good(in.post("auth/token/create", "{'policies':['makes']}"));
        good(in.post(
                "sys/policies/acl/makes",
                "{'policy':'path \\'auth/token/create\\' { capabilities = [\\'update\\'] }'}".replace("\\'", "\\\"")));
        for (int i = 0; i < 5; i++) {
            Reply child = good(in.with(parent.token()).post("auth/token/create", "{}"));
            traces.add(child.auth().path("accessor").asText());
        }
        good(in.post("sys/policies/acl/p", "{'policy':'# p'}"));
        good(in.post("auth/token/roles/r", "{}"));
        good(in.post("sys/leases/revoke-prefix/auth/nobody", "{}"));
        assertThat(left(traces)).isNotEmpty();
        assertThat(newSince(before)).hasSizeGreaterThan(100);

        deleted("scanned");

        Poll.until(PATIENCE, () -> left(traces).isEmpty() && newSince(before).isEmpty());
    }

    /** What stands in the store, in names or in fields, with one of these in it; not the lists of the dead, nor the log. */
    private static List<String> left(List<String> traces) throws Exception {
        List<String> left = new ArrayList<>();
        for (String key : keys()) {
            if (key.contains("dead-") || key.endsWith(":log")) {
                continue;
            }
            List<String> names = new ArrayList<>(List.of(key));
            Object type = TestRedis.shared().command("TYPE", key);
            if ("hash".equals(type)) {
                names.addAll(texts(TestRedis.shared().command("HKEYS", key)));
            } else if ("zset".equals(type)) {
                names.addAll(texts(TestRedis.shared().command("ZRANGE", key, "0", "-1")));
            }
            names.stream()
                    .filter(name -> traces.stream().anyMatch(name::contains))
                    .map(name -> key + " " + name)
                    .forEach(left::add);
        }
        return left;
    }

    /** Keys of tokens, accessors and accounts, the names of which do not tell whose they are. */
    private static List<String> newSince(List<String> before) throws Exception {
        List<String> now = new ArrayList<>(keys());
        now.removeAll(before);
        now.removeIf(key -> key.contains("{cp}"));
        return now;
    }

    private static List<String> keys() throws Exception {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            List<?> page = (List<?>) TestRedis.shared()
                    .command(
                            "SCAN",
                            cursor,
                            "MATCH",
                            fleet.redis().keys().epoch().replaceAll("\\{.*", "") + "*",
                            "COUNT",
                            "1000");
            cursor = text(page.get(0));
            keys.addAll(texts(page.get(1)));
        } while (!cursor.equals("0"));
        return keys;
    }

    private static List<String> texts(Object reply) {
        return ((List<?>) reply).stream().map(NamespaceDeletionTest::text).toList();
    }

    private static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(reply);
    }

    @Test
    void aLoginThatRunsMeanwhileGetsNoTokenThatLives() throws Exception {
        for (int round = 0; round < 4; round++) {
            made("running");
            List<CompletableFuture<Reply>> logins = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                logins.add(fleet.node(i % 3)
                        .anonymous()
                        .in("running")
                        .sendAsync("POST", "auth/people/login/ada", "{'password':'pw'}"));
            }
            int waiting = round * 4;
            Poll.until(
                    PATIENCE,
                    () -> logins.stream().filter(CompletableFuture::isDone).count() >= waiting);
            assertThat(root.delete("sys/namespaces/running").status()).isEqualTo(200);

            for (CompletableFuture<Reply> login : logins) {
                Reply reply = login.join();
                assertThat(reply.status()).as(reply.toString()).isIn(200, 404, 403);
                if (reply.status() == 200) {
                    assertThat(fleet.node(round % 3)
                                    .with(reply.token())
                                    .get("auth/token/lookup-self")
                                    .status())
                            .isEqualTo(403);
                }
            }
            gone("running");
        }
    }

    @Test
    void whatIsMadeInItMeanwhileDiesWithItOrIsRefused() throws Exception {
        for (int round = 0; round < 5; round++) {
            made("doomed");
            CompletableFuture<Reply> deletion = fleet.node(1).sendAsync("DELETE", "sys/namespaces/doomed", null);
            List<CompletableFuture<Reply>> children = IntStream.range(0, 4)
                    .mapToObj(i -> fleet.node(i % 3).in("doomed").sendAsync("PUT", "sys/namespaces/x" + i, "{}"))
                    .toList();
            List<Integer> statuses =
                    children.stream().map(child -> child.join().status()).toList();
            int status = deletion.join().status();

            assertThat(statuses).allMatch(each -> each == 200 || each == 404);
            if (status == 400) {
                assertThat(statuses).contains(200);
                for (int i = 0; i < 4; i++) {
                    good(root.in("doomed").delete("sys/namespaces/x" + i));
                }
                Poll.until(
                        PATIENCE,
                        () -> root.in("doomed").send("LIST", "sys/namespaces").status() == 404);
                deleted("doomed");
            } else {
                assertThat(status).isEqualTo(200);
                assertThat(statuses).doesNotContain(200);
                gone("doomed");
            }
        }
    }

    @Test
    void manyEntriesAreTakenAwayInSeveralCommits() throws Throwable {
        good(root.send("PUT", "sys/namespaces/heavy"));
        commit(fleet, view -> PolicyPlant.policies(view, NamespacePlant.idOf(view, "heavy"), 1_500));
        assertThat(root.in("heavy").send("LIST", "sys/policies/acl").data().path("keys"))
                .hasSize(1_501);
        long before = epoch();

        assertThat(root.delete("sys/namespaces/heavy").status()).isEqualTo(200);
        gone("heavy");

        assertThat(epoch() - before)
                .as("one that taints it, and four of 500 entries at most")
                .isGreaterThanOrEqualTo(5);
        good(root.send("PUT", "sys/namespaces/heavy"));
        assertThat(root.in("heavy").send("LIST", "sys/policies/acl").data().path("keys"))
                .hasSize(1);
    }

    private static long epoch() throws Exception {
        String epoch =
                text(TestRedis.shared().command("GET", fleet.redis().keys().epoch()));
        return Long.parseLong(epoch.substring(0, epoch.indexOf('-')));
    }

    @Test
    void aStormLeavesNothingStuck() throws Exception {
        long seed = new Random().nextLong();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < 6; client++) {
            Random random = new Random(seed + client);
            ApiClient node = fleet.node(client % 3);
            threads.add(new Thread(() -> {
                while (System.nanoTime() < end) {
                    Reply reply = storm(node, random);
                    if (reply.status() >= 500) {
                        wrong.add(reply.toString());
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).as("seed %d", seed).isEmpty();
        for (String name : List.of("storm0", "storm1")) {
            Poll.until(
                    PATIENCE, () -> !root.get("sys/namespaces/" + name).body().contains("\"tainted\":true"));
            good(root.send("PUT", "sys/namespaces/" + name));
            for (String mount : List.of("m0", "m1")) {
                assertThat(root.in(name).delete("sys/auth/" + mount).status()).isEqualTo(204);
            }
            deleted(name);
        }
    }

    private static Reply storm(ApiClient node, Random random) {
        String name = "storm" + random.nextInt(2);
        ApiClient in = node.in(name);
        return switch (random.nextInt(8)) {
            case 0 -> node.delete("sys/namespaces/" + name);
            case 1, 2 -> node.send("PUT", "sys/namespaces/" + name);
            case 3 ->
                node.sendWith(
                        "PATCH",
                        "sys/namespaces/" + name,
                        "{'custom_metadata':{'k':'" + random.nextInt(9) + "'}}",
                        "Content-Type",
                        "application/merge-patch+json");
            case 4, 5 -> in.post("sys/auth/m" + random.nextInt(2), PLAIN);
            case 6 -> in.delete("sys/auth/m" + random.nextInt(2));
            default -> in.post("auth/token/create", "{'policies':['default']}");
        };
    }
}
