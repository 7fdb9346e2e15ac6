package io.portcullis.app;

import static io.portcullis.app.Logins.LOCKED;
import static io.portcullis.app.Logins.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts that are guessed at are locked, on all nodes: spec of userpass, section 4, and its decisions D1 and D5 to D8. */
@ExtendWith(SharedFleet.class)
class LockoutTest {

    private static final String BOUND = "'token_bound_cidrs':'10.0.0.0/8'";

    private static Fleet fleet;
    private static Fleet beside;

    @BeforeAll
    static void start(Fleet usual) {
        beside = usual;
        fleet = Logins.cheapFleet(2, usual);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** A mount with an account {@code ada}. */
    private static Logins mount(String path, String lockout) {
        Logins logins = Logins.mount(fleet, "lockout-" + path, lockout);
        logins.create("ada");
        return logins;
    }

    @Test
    void theFifthWrongPasswordLocksAndTheRightOneIsRefusedFromThenOn() {
        Logins logins = mount("defaults", "");

        for (int i = 0; i < 5; i++) {
            assertThat(logins.wrong("ada").toString()).isEqualTo(REFUSED);
        }
        assertThat(logins.wrong("ada").toString()).isEqualTo(LOCKED);
        for (int i = 0; i < 4; i++) {
            assertThat(logins.right("ada").toString()).isEqualTo(LOCKED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, wwwwrwwwwr, 400 400 400 400 200 400 400 400 400 200",
        "1, wrw, 400 403 403",
        "2, wrwwr, 400 200 400 400 403",
        "3, rrwwrwwwr, 200 200 400 400 200 400 400 400 403"
    })
    void aSuccessClearsTheCounterAndTheThresholdIsExact(int threshold, String attempts, String statuses) {
        Logins logins = mount("exact-" + threshold, "'lockout_threshold':" + threshold);

        assertThat(logins.play("ada", attempts)).isEqualTo(statuses);
    }

    @Test
    void allSpellingsOfANameAreOneAccount() {
        Logins logins = mount("spellings", "");

        for (String spelling : List.of("ada", "ADA", "Ada", "aDa", "adA")) {
            assertThat(logins.wrong(spelling).status()).as(spelling).isEqualTo(400);
        }

        assertThat(logins.play("ada", "r")).isEqualTo("403");
        assertThat(logins.play("AdA", "r")).isEqualTo("403");
    }

    @Test
    void accountsAndMountsCountForThemselves() {
        Logins logins = mount("one-of-two", "'lockout_threshold':2");
        Logins other = mount("two-of-two", "'lockout_threshold':2");
        logins.create("bob");

        assertThat(logins.play("ada", "www")).isEqualTo("400 400 403");

        assertThat(logins.play("bob", "wr")).isEqualTo("400 200");
        assertThat(other.play("ada", "wr")).isEqualTo("400 200");
    }

    @Test
    void whatIsNoLoginIsNotCountedAndNotLocked() {
        Logins logins = mount("not-counted", "");
        String login = logins.path("login/ada");

        assertThat(logins.play("ada", "wwww")).isEqualTo("400 400 400 400");
        for (String body : List.of("{}", "{'password':''}", "{'password':['x']}", "{'password'", "null")) {
            assertThat(logins.anyone().post(login, body).status()).as(body).isEqualTo(400);
        }
        assertThat(logins.anyone().get(login).status()).isEqualTo(405);
        assertThat(logins.anyone().send("LIST", logins.path("login")).status()).isEqualTo(404);
        assertThat(logins.anyone().send("LIST", login).status()).isEqualTo(404);
        assertThat(logins.anyone().post(login + "/", "{'password':'wrong'}").status())
                .isEqualTo(400);

        assertThat(logins.play("ada", "r")).isEqualTo("200");
    }

    @Test
    void aTokenThatIsSentAlongClearsNoCounter() {
        Logins logins = mount("token-beside", "");
        String login = logins.path("login/ada");
        logins.create("eve");
        String ofEve = logins.right("eve").token();

        assertThat(logins.play("ada", "wwww")).isEqualTo("400 400 400 400");
        for (String token : List.of(Fleet.ROOT, ofEve, "s.garbage")) {
            assertThat(logins.anyone().with(token).post(login, "{}").status()).isEqualTo(400);
            assertThat(logins.anyone().with(token).get(login).status()).isEqualTo(405);
        }

        assertThat(logins.play("ada", "wr")).isEqualTo("400 403");
        assertThat(logins.anyone()
                        .with(Fleet.ROOT)
                        .post(login, "{'password':'" + Logins.RIGHT + "'}")
                        .toString())
                .isEqualTo(LOCKED);
    }

    @Test
    void rightPasswordsSideBySideAllLogInWithOneFailureLeft() throws Exception {
        Logins logins = mount("all-right", "");
        assertThat(logins.play("ada", "wwww")).isEqualTo("400 400 400 400");

        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            work.add(() -> logins.right("ada").status());
        }

        assertThat(together(work)).hasSize(50).containsOnly(200);
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void lockoutThatIsSwitchedOffCountsNothingAndLocksNobody() {
        Logins logins = mount("off", "'lockout_disable':true,'lockout_threshold':2");

        assertThat(logins.play("ada", "wwwwwr")).isEqualTo("400 400 400 400 400 200");
        assertThat(logins.play("nobody", "wwww")).isEqualTo("400 400 400 400");
        assertThat(logins.play("ada", "www")).isEqualTo("400 400 400");
        logins.tune("'lockout_disable':false");

        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");
    }

    @Test
    void lockoutThatIsSwitchedOffLetsTheLockedInAndOnAgainLocksThem() {
        Logins logins = mount("off-on", "'lockout_threshold':2");
        logins.create("bob");
        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");
        assertThat(logins.play("bob", "wwr")).isEqualTo("400 400 403");

        logins.tune("'lockout_disable':true");
        assertThat(logins.play("ada", "wr")).isEqualTo("400 200");
        logins.tune("'lockout_disable':false");

        assertThat(logins.play("bob", "r")).isEqualTo("403");
    }

    @Test
    void onlyMethodsThatCheckPasswordsAreTuned() {
        Reply reply = fleet.node(0).post("sys/auth/token/tune", "{'user_lockout_config':{'lockout_threshold':'3'}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("tuning of user lockout configuration for auth type \"token\" not allowed");
    }

    @Test
    void aRaisedThresholdFreesAtOnceAndASuccessThenClears() {
        Logins logins = mount("raised", "'lockout_threshold':2");
        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");

        logins.tune("'lockout_threshold':6");
        assertThat(logins.play("ada", "rrr")).isEqualTo("200 200 200");

        logins.tune("'lockout_threshold':2");
        assertThat(logins.play("ada", "rwr")).isEqualTo("200 400 200");
    }

    @Test
    void aRaisedThresholdLeavesTheCountAsItIs() {
        Logins logins = mount("raised-counting", "'lockout_threshold':2");
        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");

        logins.tune("'lockout_threshold':4");

        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");
    }

    @Test
    void aLoweredThresholdLocksAtOnce() {
        Logins logins = mount("lowered", "'lockout_threshold':9");
        assertThat(logins.play("ada", "www")).isEqualTo("400 400 400");

        logins.tune("'lockout_threshold':3");

        assertThat(logins.play("ada", "rw")).isEqualTo("403 403");
    }

    @Test
    void namesThatDoNotExistAreCountedAndLockedAlike() {
        Logins logins = mount("unknown", "");

        for (int i = 0; i < 10; i++) {
            assertThat(logins.wrong(i % 2 == 0 ? "nobody" : "NoBody").toString())
                    .isEqualTo(i < 5 ? REFUSED : LOCKED);
        }
        assertThat(logins.play("somebody", "w")).isEqualTo("400");
        assertThat(logins.play("ada", "r")).isEqualTo("200");
    }

    @Test
    void whoIsCreatedStartsCleanThoughTheNameWasLocked() {
        Logins logins = mount("created", "'lockout_threshold':2");
        assertThat(logins.play("new", "www")).isEqualTo("400 400 403");

        logins.create("new");

        assertThat(logins.play("new", "wrwwr")).isEqualTo("400 200 400 400 403");
    }

    @Test
    void whoIsDeletedAndCreatedAgainStartsClean() {
        Logins logins = mount("recreated", "'lockout_threshold':2");
        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");

        logins.delete("ada");
        assertThat(logins.play("ada", "wr")).as("by nobody's name").isEqualTo("400 400");
        logins.create("ada");

        assertThat(logins.play("ada", "wrwwr")).isEqualTo("400 200 400 400 403");
    }

    @Test
    void aNewPasswordOrPolicyDoesNotUnlock() {
        Logins logins = mount("reset", "'lockout_threshold':2");
        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");

        logins.root().post(logins.path("users/ada/password"), "{'password':'fresh'}");
        logins.root().post(logins.path("users/ada/policies"), "{'policies':'ops'}");

        assertThat(logins.anyone()
                        .post(logins.path("login/ada"), "{'password':'fresh'}")
                        .toString())
                .isEqualTo(LOCKED);
    }

    @Test
    void aMountThatIsMadeAgainStartsClean() {
        Logins logins = mount("again", "'lockout_threshold':2");
        assertThat(logins.play("ada", "wwr")).isEqualTo("400 400 403");
        String before = logins.accessor();

        assertThat(fleet.node(1).delete("sys/auth/lockout-again").status()).isEqualTo(204);
        Logins again = mount("again", "'lockout_threshold':2");

        assertThat(again.accessor()).isNotEqualTo(before);
        assertThat(again.play("ada", "wrwwr")).isEqualTo("400 200 400 400 403");
    }

    @Test
    void aMountThatIsMovedTakesItsLocksAndCountersAlong() {
        Logins logins = mount("moving", "'lockout_threshold':3");
        logins.create("bob");
        assertThat(logins.play("ada", "wwwr")).isEqualTo("400 400 400 403");
        assertThat(logins.play("bob", "ww")).isEqualTo("400 400");
        assertThat(logins.play("nobody", "ww")).isEqualTo("400 400");

        fleet.node(0).post("sys/remount", "{'from':'auth/lockout-moving','to':'auth/lockout-moved'}");

        List<Integer> statuses = new ArrayList<>();
        for (String name : List.of("ada", "bob", "bob", "nobody", "nobody")) {
            statuses.add(fleet.node(statuses.size() % 2)
                    .login("lockout-moved", name, "wrong")
                    .status());
        }
        assertThat(statuses).containsExactly(403, 400, 403, 400, 403);
    }

    @Test
    void aLockHoldsInANamespaceAsInRoot() {
        fleet.node(0).post("sys/namespaces/lockout-team", null);
        Logins root = mount("everywhere", "'lockout_threshold':2");
        Logins team = Logins.mount(fleet, "lockout-team", "lockout-everywhere", "'lockout_threshold':2");
        team.create("ada");

        assertThat(team.play("ada", "wwr")).isEqualTo("400 400 403");

        assertThat(root.play("ada", "wr")).isEqualTo("400 200");
    }

    @Test
    void aRightPasswordFromOutsideTheNetworksNeitherCountsNorClears() {
        Logins logins = mount("neither", "'lockout_threshold':3");
        logins.create("bound", BOUND);

        assertThat(logins.play("bound", "wwrrrwrw")).isEqualTo("400 400 403 403 403 400 403 403");
        logins.create("bound", "'token_bound_cidrs':''");
        assertThat(logins.play("bound", "r"))
                .as("locked by the third wrong one")
                .isEqualTo("403");
    }

    @Test
    void whatANodeCountedIsThereWhenItHasEnded() {
        Logins logins = mount("ended", "");

        try (Fleet doomed = Logins.cheapFleet(1, beside)) {
            for (int i = 0; i < 4; i++) {
                assertThat(doomed.node(0).login("lockout-ended", "ada", "wrong").status())
                        .isEqualTo(400);
            }
        }

        assertThat(logins.play("ada", "wr")).isEqualTo("400 403");
    }
}
