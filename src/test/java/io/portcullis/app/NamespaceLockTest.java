package io.portcullis.app;

import static io.portcullis.app.Tenants.LOCK;
import static io.portcullis.app.Tenants.STATUS;
import static io.portcullis.app.Tenants.UNLOCK;
import static io.portcullis.app.Tenants.closed;
import static io.portcullis.app.Tenants.create;
import static io.portcullis.app.Tenants.done;
import static io.portcullis.app.Tenants.key;
import static io.portcullis.app.Tenants.lock;
import static io.portcullis.app.Tenants.people;
import static io.portcullis.app.Tenants.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locking and unlocking namespaces, and what a locked one answers: spec of namespaces, section 2. What is done on one node is seen on the other. */
@ExtendWith(SharedFleet.class)
class NamespaceLockTest {

    private static Fleet fleet;
    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void begin(Fleet shared) {
        fleet = shared;
        root = fleet.node(0);
        other = fleet.node(1);
        create(root, "shut/child");
        lock(root, "shut");
    }

    private static Reply any(String namespace) {
        return other.in(namespace).get("sys/auth");
    }

    private static void open(String namespace) {
        Reply reply = any(namespace);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @Test
    void lockOfANamespaceClosesAllBelowItAndEachIsUnlockedByItsOwnKey() {
        create(root, "seq/b/c");

        String inner = lock(root, "seq/b");
        open("seq");
        closed(any("seq/b"), "seq/b");
        closed(any("seq/b/c"), "seq/b");
        refused(
                root.send("PUT", LOCK + "/seq/b/c"),
                "cannot lock namespace \"seq/b/c/\": ancestor namespace \"seq/b/\" is already locked");
        refused(root.send("PUT", LOCK + "/seq/b"), "cannot lock namespace \"seq/b/\": is already locked");
        String outer = lock(root, "seq");
        closed(any("seq/b"), "seq");
        closed(any("seq"), "seq");
        refused(
                root.in("seq/b").send("PUT", UNLOCK, key(inner)),
                "cannot unlock \"seq/b/\" with namespace \"seq/\" being locked");
        refused(
                root.send("PUT", UNLOCK + "/seq/b", key(inner)),
                "cannot unlock \"seq/b/\" with namespace \"seq/\" being locked");
        done(root.in("seq").send("PUT", UNLOCK, key(outer)));
        open("seq");
        closed(any("seq/b"), "seq/b");
        refused(root.in("seq/b").send("PUT", UNLOCK, key(outer)), "incorrect unlock key");
        done(root.in("seq/b").send("PUT", UNLOCK, key(inner)));
        open("seq/b/c");
        refused(root.in("seq/b").send("PUT", UNLOCK, key(inner)), "namespace \"seq/b/\" is not locked");
        String again = lock(root, "seq/b");
        assertThat(again).isNotEqualTo(inner);
        refused(root.send("PUT", UNLOCK + "/seq/b", key(inner)), "incorrect unlock key");
        done(root.send("PUT", UNLOCK + "/seq%2Fb", key(again)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | root namespace cannot be locked/unlocked",
                "'' | /nope | requested namespace does not exist",
                "'' | /root | requested namespace does not exist",
                "rules | /root | requested namespace does not exist",
                "rules | /nope/a | requested namespace does not exist",
                "'' | /rules/ | cannot write to a path ending in '/'",
                "'' | / | cannot write to a path ending in '/'",
                "'' | k | namespace name cannot contain /",
                "'' | -rules | namespace name cannot contain /"
            })
    void whatCannotBeLockedCannotBeUnlockedEither(String namespace, String path, String text) {
        create(root, "rules");
        for (String what : List.of(LOCK, UNLOCK)) {
            refused(root.in(namespace).send("PUT", what + path, key("x")), text);
            refused(root.in(namespace).send("POST", what + path, null), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "LIST", "SCAN", "PATCH", "DELETE"})
    void onlyWritesAreServed(String method) {
        for (String path : List.of(LOCK, LOCK + "/verbs", UNLOCK, UNLOCK + "/verbs")) {
            Reply reply = root.sendWith(method, path, null, "Content-Type", "application/merge-patch+json");
            boolean list = method.equals("LIST") || method.equals("SCAN");
            assertThat(reply.status())
                    .as(method + " " + path + ": " + reply)
                    .isIn(list ? List.of(400, 405) : List.of(405));
        }
    }

    @Test
    void pathInTheBodyCountsForNothing() {
        create(root, "body");
        create(root, "other-body");

        Reply locked = root.send("PUT", LOCK + "/body", "{'path':'other-body','extra':1}");

        assertThat(locked.json().path("warnings").toString())
                .contains("[path]")
                .contains("unrecognized parameters: [extra]");
        open("other-body");
        closed(any("body"), "body");
        refused(root.send("PUT", LOCK, "{'path':'other-body'}"), "root namespace cannot be locked/unlocked");
        done(root.send(
                "PUT", UNLOCK + "/body", key(locked.data().path("unlock_key").asText())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | sys/auth",
                "GET | nothing/here",
                "LIST | auth/token/accessors",
                "GET | auth/token/lookup-self",
                "POST | auth/people/login/ada",
                "POST | auth/people/users/ada",
                "PUT | sys/namespaces/child",
                "LIST | sys/namespaces",
                "PUT | sys/namespaces/api-lock/lock",
                "PUT | sys/namespaces/api-lock/unlock/child",
                "PUT | sys/namespaces/api-lock/unlock/",
                "LIST | sys/namespaces/api-lock/unlock",
                "GET | sys/namespaces/api-lock/status",
                "GET | sys/audit",
                "GET | sys/internal/ui/mounts",
                "GET | sys/internal/ui/namespaces",
                "GET | auth/people/users/ada?help=1",
                "OPTIONS | sys/auth",
                "POST | a/path/"
            })
    void everythingElseIsRefusedWithTheSameWordsWhoeverAsks(String method, String path) {
        for (String namespace : List.of("shut", "shut/child")) {
            for (String token : List.of(root.token(), "", "s.garbage")) {
                closed(other.with(token).in(namespace).send(method, path, "{}"), "shut");
                closed(other.with(token).send(method, namespace + "/" + path, "{}"), "shut");
            }
        }
        assertThat(other.in("shut/nope").send(method, path, "{}").error()).isEqualTo("namespace not found");
    }

    @Test
    void whatTellsOfTheServerAnswersInALockedNamespaceToo() {
        create(root, "status");
        lock(root, "status");

        for (String path : List.of("sys/health", "sys/seal-status", "sys/leader", "sys/init")) {
            assertThat(other.anonymous().in("status").get(path).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(other.anonymous().get("status/" + path).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(other.anonymous().in("status").send("HEAD", path).status())
                    .as(path)
                    .isEqualTo(200);
        }
        Reply refused = other.in("status").get("sys/auth");
        assertThat(refused.http().headers().firstValue("Retry-After")).isEmpty();
        assertThat(refused.http().headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void namespacesTellWhetherTheyThemselvesAreLocked() {
        create(root, "told/child");
        lock(root, "told");

        assertThat(other.get("sys/namespaces/told").data().path("locked").asBoolean())
                .isTrue();
        Reply scan = other.send("SCAN", "sys/namespaces");
        assertThat(scan.data().at("/key_info/told~1/locked").asBoolean()).isTrue();
        assertThat(scan.data().at("/key_info/told~1child~1/locked").isBoolean()).isTrue();
        assertThat(scan.data().at("/key_info/told~1child~1/locked").asBoolean()).isFalse();
        Reply changed = other.send("POST", "sys/namespaces/told", "{'custom_metadata':{'a':'b'}}");
        assertThat(changed.data().path("locked").asBoolean()).isTrue();
        closed(any("told"), "told");
        assertThat(other.delete("told/sys/namespaces/child").status()).isEqualTo(503);
        assertThat(root.send("PUT", UNLOCK + "/told").status()).isEqualTo(200);
        assertThat(other.get("sys/namespaces/told").data().path("locked").asBoolean())
                .isFalse();
    }

    @Test
    void namespaceThatIsDeletedTakesItsLockWithIt() throws Exception {
        create(root, "gone");
        lock(root, "gone");

        assertThat(root.delete("sys/namespaces/gone").status()).isEqualTo(200);
        io.portcullis.testing.Poll.until(
                java.time.Duration.ofSeconds(20),
                () -> root.get("sys/namespaces/gone").status() == 404);

        create(root, "gone");
        open("gone");
        assertThat(other.get(STATUS).data().toString()).doesNotContain("\"gone/\"");
    }

    @Test
    void loginToALockedNamespaceIsNotCounted() {
        create(root, "logins");
        people(root, "logins", "");
        String key = lock(root, "logins");
        for (int i = 0; i < 10; i++) {
            closed(other.in("logins").login("people", "ada", "wrong"), "logins");
        }
        closed(other.in("logins").login("people", "ada", "pw"), "logins");

        done(root.send("PUT", UNLOCK + "/logins", key(key)));

        assertThat(other.in("logins").login("people", "ada", "pw").status()).isEqualTo(200);
    }

    @Test
    void ofTwoLocksAtOnceOneHasTheKey() {
        for (int round = 0; round < 10; round++) {
            String name = "twice" + round;
            create(root, name);
            List<CompletableFuture<Reply>> locking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                locking.add(fleet.node(i % 2).sendAsync("PUT", LOCK + "/" + name, null));
            }

            List<Reply> locked = locking.stream().map(CompletableFuture::join).toList();

            assertThat(locked).filteredOn(reply -> reply.status() == 200).hasSize(1);
            assertThat(locked)
                    .filteredOn(reply -> reply.status() != 200)
                    .allSatisfy(reply -> refused(reply, "cannot lock namespace \"" + name + "/\": is already locked"));
            String key = locked.stream()
                    .filter(reply -> reply.status() == 200)
                    .map(reply -> reply.data().path("unlock_key").asText())
                    .findFirst()
                    .orElseThrow();
            done(other.send("PUT", UNLOCK + "/" + name, key(key)));
        }
    }

    @Test
    void ofAParentAndAChildThatAreLockedAtOnceNoKeyIsLost() {
        create(root, "race/child");
        for (int round = 0; round < 10; round++) {
            CompletableFuture<Reply> parent = root.sendAsync("PUT", LOCK + "/race", null);
            CompletableFuture<Reply> child = other.sendAsync("PUT", LOCK + "/race/child", null);

            assertThat(parent.join().status()).isEqualTo(200);
            done(root.send(
                    "PUT",
                    UNLOCK + "/race",
                    key(parent.join().data().path("unlock_key").asText())));
            if (child.join().status() == 200) {
                closed(any("race/child"), "race/child");
                done(root.send(
                        "PUT",
                        UNLOCK + "/race/child",
                        key(child.join().data().path("unlock_key").asText())));
            }
            open("race/child");
        }
    }
}
