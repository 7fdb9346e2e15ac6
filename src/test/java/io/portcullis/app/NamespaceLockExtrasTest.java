package io.portcullis.app;

import static io.portcullis.app.Tenants.LOCK;
import static io.portcullis.app.Tenants.STATUS;
import static io.portcullis.app.Tenants.UNLOCK;
import static io.portcullis.app.Tenants.closed;
import static io.portcullis.app.Tenants.create;
import static io.portcullis.app.Tenants.done;
import static io.portcullis.app.Tenants.key;
import static io.portcullis.app.Tenants.lock;
import static io.portcullis.app.Tenants.policy;
import static io.portcullis.app.Tenants.refused;
import static io.portcullis.app.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLines;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is ours: reasons, locks that lift themselves, other keys, the status; and what operators hear. */
class NamespaceLockExtrasTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EventLines lines;
    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void start() {
        lines = new EventLines();
        fleet = Fleet.start(3, EventLoop.shared(TestRedis.freshPrefix()), Options::withOps);
        root = fleet.node(0);
    }

    @AfterAll
    static void stop() {
        fleet.close();
        lines.close();
    }

    private static Reply lockFor(String path, String ttl, String more) {
        return root.send("PUT", LOCK + "/" + path, "{'ttl':'" + ttl + "'" + more + "}");
    }

    private static boolean isOpen(ApiClient node, String namespace) {
        return node.in(namespace).get("sys/auth").status() == 200;
    }

    private static void awaitLine(String... words) throws Exception {
        Poll.until(PATIENCE, () -> !lines.with(words).isEmpty());
    }

    private static double measured(int node, String series) {
        double value = fleet.measured(node, series);
        return Double.isNaN(value) ? 0 : value;
    }

    private static double overAll(String series) {
        return IntStream.range(0, 3).mapToDouble(node -> measured(node, series)).sum();
    }

    @Test
    void lockLiftsItselfOnceForTheWholeFleet() throws Exception {
        create(root, "brief/in");
        Reply locked = lockFor("brief", "8s", ",'reason':'a \\'test\\''".replace("\\'", "\\\""));
        assertThat(locked.status()).as(locked.toString()).isEqualTo(200);
        closed(fleet.node(1).in("brief/in").get("sys/auth"), "brief");
        awaitLine("kind=namespace_locked", "namespace=\"brief/\"", "reason=\"a \\\"test\\\"\"", " until=");

        for (ApiClient node : fleet.all()) {
            Poll.until(PATIENCE, () -> isOpen(node, "brief/in"));
        }
        refused(root.send("PUT", UNLOCK + "/brief"), "namespace \"brief/\" is not locked");

        awaitLine("kind=namespace_lock_expired", "namespace=\"brief/\"");
        create(root, "marker");
        assertThat(lockFor("marker", "1s", "").status()).isEqualTo(200);
        awaitLine("kind=namespace_lock_expired", "namespace=\"marker/\"");
        assertThat(lines.with("kind=namespace_lock_expired", "namespace=\"brief/\""))
                .hasSize(1);
        String id = lines.with("kind=namespace_locked", "namespace=\"brief/\"")
                .get(0)
                .replaceAll(".* id=(\\S+) .*", "$1");
        assertThat(lines.with("kind=namespace_lock_expired", id)).hasSize(1);
    }

    @Test
    void lockThatRanOutMayBeFollowedByAnother() throws Exception {
        create(root, "next");
        assertThat(lockFor("next", "2s", "").status()).isEqualTo(200);
        Poll.until(PATIENCE, () -> isOpen(root, "next"));

        String key = lock(root, "next");

        closed(fleet.node(2).in("next").get("sys/auth"), "next");
        awaitLine("kind=namespace_lock_expired", "namespace=\"next/\"");
        closed(fleet.node(2).in("next").get("sys/auth"), "next");
        done(root.send("PUT", UNLOCK + "/next", key(key)));
    }

    @Test
    void whatIsGivenWithALockIsChecked() {
        create(root, "given");
        assertThat(lockFor("given", "soon", "").status()).isEqualTo(400);
        assertThat(lockFor("given", "-1s", "").status()).isEqualTo(400);
        refused(
                root.send("PUT", LOCK + "/given", "{'reason':'" + "x".repeat(513) + "'}"),
                "reason is longer than 512 bytes");
        assertThat(isOpen(root, "given")).isTrue();

        assertThat(lockFor("given", "0", "").status()).isEqualTo(200);
        assertThat(status("given").path("locks").path(0).path("until").isNull()).isTrue();
    }

    private static JsonNode status(String path) {
        Reply reply = fleet.node(1).get(STATUS + (path.isEmpty() ? "" : "/" + path));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.data();
    }

    @Test
    void statusTellsWhatIsLockedSinceWhenByWhomWhyAndUntilWhen() {
        create(root, "shown/a/deep");
        create(root, "shown/b");
        create(root, "shown-not");
        lock(root, "shown-not");
        policy(root, "", "locks", "path 'sys/namespaces/api-lock/*' { capabilities = ['update','read'] }");
        ApiClient admin = token(root, "", "locks");
        String accessor =
                admin.get("auth/token/lookup-self").data().path("accessor").asText();
        Instant before = Instant.now().minusSeconds(30);
        assertThat(status("shown").toString()).isEqualTo("{\"closed_by\":null,\"locks\":[],\"more\":false}");

        Reply first = admin.send("PUT", LOCK + "/shown/a/deep");
        Reply second = admin.send("PUT", LOCK + "/shown/a", "{'reason':'incident 12','ttl':3600}");

        JsonNode all = admin.get(STATUS + "/shown").data();
        assertThat(all.path("closed_by").isNull()).isTrue();
        assertThat(all.path("locks").findValuesAsText("path")).containsExactly("shown/a/", "shown/a/deep/");
        JsonNode outer = all.path("locks").path(0);
        assertThat(outer.path("reason").asText()).isEqualTo("incident 12");
        assertThat(outer.path("token_accessor").asText()).isEqualTo(accessor);
        assertThat(outer.path("display_name").asText()).isEqualTo("token");
        assertThat(outer.path("remote_address").asText()).isEqualTo("127.0.0.1");
        Instant at = Instant.parse(outer.path("locked_at").asText());
        assertThat(at).isAfter(before);
        assertThat(Instant.parse(outer.path("until").asText())).isEqualTo(at.plusSeconds(3600));
        assertThat(status("shown/a/deep").path("closed_by").asText()).isEqualTo("shown/a/");
        assertThat(all.toString())
                .doesNotContain(
                        first.data().path("unlock_key").asText(),
                        second.data().path("unlock_key").asText());
        JsonNode page = fleet.node(1).get(STATUS + "/shown?limit=1").data();
        assertThat(page.path("locks").findValuesAsText("path")).containsExactly("shown/a/");
        assertThat(page.path("more").asBoolean()).isTrue();
        JsonNode rest =
                fleet.node(1).get(STATUS + "/shown?limit=1&after=shown/a/").data();
        assertThat(rest.path("locks").findValuesAsText("path")).containsExactly("shown/a/deep/");
        assertThat(rest.path("more").asBoolean()).isFalse();
        closed(fleet.node(1).in("shown/a").get(STATUS), "shown/a");
        assertThat(fleet.node(1).in("shown").get(STATUS).data().toString()).contains("shown/a/deep/");
        assertThat(fleet.node(1).get(STATUS + "/nope").status()).isEqualTo(404);
        assertThat(token(root, "", "default").get(STATUS).status()).isEqualTo(403);
    }

    @Test
    void whoIsAboveGetsAnotherKeyForALock() throws Exception {
        create(root, "keys/in");
        String rules = "path 'sys/namespaces/api-lock/*' { capabilities = ['update','sudo'] } "
                + "path 'in/sys/namespaces/api-lock/*' { capabilities = ['update','sudo'] }";
        policy(root, "keys", "force", rules);
        policy(root, "keys/in", "force", rules);
        policy(root, "", "plain", "path 'sys/namespaces/api-lock/*' { capabilities = ['update'] }");
        String rekey = "{'rekey':true}";
        refused(root.send("PUT", LOCK + "/keys/in", rekey), "namespace \"keys/in/\" is not locked");
        refused(root.send("PUT", LOCK, rekey), "root namespace cannot be locked/unlocked");
        ApiClient above = token(root, "keys", "force").in("keys");
        ApiClient inside = token(root, "keys/in", "force").in("keys/in");
        Reply first = lockFor("keys/in", "1h", ",'reason':'mine'");
        String lost = first.data().path("unlock_key").asText();
        String since = status("keys/in").path("locks").path(0).path("locked_at").asText();

        Reply reissued = above.send("PUT", LOCK + "/in", "{'rekey':true,'reason':'ours'}");
        assertThat(token(root, "", "plain")
                        .send("PUT", LOCK + "/keys/in", rekey)
                        .status())
                .isEqualTo(403);
        closed(inside.send("PUT", LOCK, rekey), "keys/in");

        assertThat(reissued.status()).as(reissued.toString()).isEqualTo(200);
        assertThat(status("keys/in").path("locks").path(0).path("locked_at").asText())
                .isEqualTo(since);
        JsonNode takenOver = status("keys/in").path("locks").path(0);
        assertThat(takenOver.path("until").isNull()).isTrue();
        assertThat(takenOver.path("reason").asText()).isEqualTo("ours");
        assertThat(takenOver.path("token_accessor").asText())
                .isEqualTo(above.get("auth/token/lookup-self")
                        .data()
                        .path("accessor")
                        .asText());
        awaitLine("kind=namespace_lock_rekeyed", "namespace=\"keys/in/\"");
        refused(root.send("PUT", UNLOCK + "/keys/in", key(lost)), "incorrect unlock key");
        done(root.send(
                "PUT",
                UNLOCK + "/keys/in",
                key(reissued.data().path("unlock_key").asText())));
    }

    @Test
    void lockAndUnlockAreToldAndCounted() throws Exception {
        create(root, "told");
        double locked = overAll("portcullis_namespace_lock_events_total{event=\"locked\"}");
        double unlocked = overAll("portcullis_namespace_lock_events_total{event=\"unlocked\"}");
        String key = lock(root, "told");
        awaitLine("kind=namespace_locked", "namespace=\"told/\"", " accessor=", " display_name=", " source=127.0.0.1");
        for (int i = 0; i < 5; i++) {
            closed(fleet.node(2).in("told").get("sys/auth"), "told");
        }
        root.send("PUT", UNLOCK + "/told", key("wrong"));
        done(fleet.node(1).send("PUT", UNLOCK + "/told", key(key)));

        awaitLine("kind=namespace_unlocked", "namespace=\"told/\"", "why=key");
        awaitLine("kind=namespace_wrong_key", "namespace=\"told/\"");
        lock(root, "told");
        root.send("PUT", UNLOCK + "/told");
        awaitLine("kind=namespace_unlocked", "namespace=\"told/\"", "why=sudo");
        assertThat(overAll("portcullis_namespace_lock_events_total{event=\"locked\"}"))
                .isGreaterThanOrEqualTo(locked + 2);
        assertThat(overAll("portcullis_namespace_lock_events_total{event=\"unlocked\"}"))
                .isGreaterThanOrEqualTo(unlocked + 2);
        assertThat(measured(2, "portcullis_namespace_lock_refused_total{namespace=\"told/\"}"))
                .isEqualTo(5);
        assertThat(measured(0, "portcullis_namespace_locks")).isGreaterThanOrEqualTo(0);
        assertThat(lines.with(key)).isEmpty();
        assertThat(lines.with("namespace=\"told/\""))
                .allSatisfy(line -> assertThat(line).doesNotContain("unlock_key"));
    }

    @Test
    void nodeThatStartsLaterKnowsTheLock() throws Exception {
        try (Fleet before = Fleet.start(1, EventLoop.shared(TestRedis.freshPrefix()))) {
            create(before.node(0), "kept");
            String key = lock(before.node(0), "kept");
            ApiClient later = before.addNode();
            before.stopNode(0);

            closed(later.in("kept").get("sys/auth"), "kept");
            done(later.in("kept").send("PUT", UNLOCK, key(key)));
            assertThat(isOpen(later, "kept")).isTrue();
        }
    }
}
