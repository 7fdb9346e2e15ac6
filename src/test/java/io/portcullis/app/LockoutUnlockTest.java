package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.LoginHistory.Attempt;
import io.portcullis.app.LoginHistory.Kind;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What logins see of an administrator who unlocks: spec of userpass, 5.2, D6 and D8. */
@ExtendWith(SharedFleet.class)
class LockoutUnlockTest {

    private static final int THRESHOLD = 3;

    private static Fleet fleet;

    @BeforeAll
    static void start(Fleet usual) {
        fleet = Logins.cheapFleet(3, usual);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static Logins mount(String namespace, String path) {
        Logins logins = Logins.mount(fleet, namespace, "lockout-unlock-" + path, "'lockout_threshold':" + THRESHOLD);
        logins.create("ada");
        return logins;
    }

    private static void unlock(ApiClient by, String accessor, String name) {
        ApiClient.Reply reply = by.post("sys/locked-users/" + accessor + "/unlock/" + name, null);
        assertThat(reply.toString()).isEqualTo("204 ");
    }

    @Test
    void whoIsUnlockedHasAFullBudgetOnAllNodes() {
        Logins logins = mount("", "full");
        assertThat(logins.play("ada", "wwwr")).isEqualTo("400 400 400 403");

        unlock(logins.root(), logins.accessor(), "ADA");

        assertThat(logins.play("ada", "wwrwwwr")).isEqualTo("400 400 200 400 400 400 403");
    }

    @Test
    void unlockingWhoIsNotLockedClearsTheCounter() {
        Logins logins = mount("", "below");
        assertThat(logins.play("ada", "ww")).isEqualTo("400 400");

        unlock(logins.root(), logins.accessor(), "ada");

        assertThat(logins.play("ada", "wwwr")).isEqualTo("400 400 400 403");
    }

    @Test
    void aNewPasswordIsOfUseOnceItsAccountIsUnlocked() {
        Logins logins = mount("", "new-password");
        assertThat(logins.play("ada", "wwwr")).isEqualTo("400 400 400 403");
        logins.root().post(logins.path("users/ada/password"), "{'password':'fresh'}");

        unlock(logins.root(), logins.accessor(), "ada");

        assertThat(logins.anyone()
                        .post(logins.path("login/ada"), "{'password':'fresh'}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyItsOwnNamespaceUnlocksAnAccount() {
        fleet.node(0).post("sys/namespaces/lockout-unlock-one", null);
        fleet.node(1).post("sys/namespaces/lockout-unlock-two", null);
        Logins ofRoot = mount("", "own");
        Logins ofOne = mount("lockout-unlock-one", "own");
        Logins ofTwo = mount("lockout-unlock-two", "own");
        for (Logins logins : List.of(ofRoot, ofOne, ofTwo)) {
            assertThat(logins.play("ada", "ww")).isEqualTo("400 400");
        }

        unlock(ofOne.root(), ofRoot.accessor(), "ada");
        unlock(ofOne.root(), ofTwo.accessor(), "ada");
        unlock(ofRoot.root(), ofOne.accessor(), "ada");

        for (Logins logins : List.of(ofRoot, ofOne, ofTwo)) {
            assertThat(logins.play("ada", "wr")).isEqualTo("400 403");
        }
        unlock(ofOne.root(), ofOne.accessor(), "ada");
        assertThat(ofOne.play("ada", "r")).isEqualTo("200");
        assertThat(ofTwo.play("ada", "r")).isEqualTo("403");
    }

    @Test
    void unlockingANameThatDoesNotExistOrAnAccessorThatIsNoneChangesNothing() {
        Logins logins = mount("", "nobody");
        assertThat(logins.play("ada", "ww")).isEqualTo("400 400");

        unlock(logins.root(), logins.accessor(), "nobody");
        unlock(logins.root(), "auth_userpass_00000000", "ada");

        assertThat(logins.play("ada", "wr")).isEqualTo("400 403");
    }

    @Test
    void aStormWithUnlocksAmongItIsWhatOneCounterAnswers() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Logins logins = mount("", "storm");
        String unlock = "sys/locked-users/" + logins.accessor() + "/unlock/";
        for (int round = 0; round < 8; round++) {
            String name = "guessed" + round;
            logins.create(name);
            List<CompletableFuture<Attempt>> sent = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                int kind = random.nextInt(30);
                boolean right = kind == 1;
                String body = "{'password':'" + (right ? Logins.RIGHT : "wrong") + "'}";
                long begun = System.nanoTime();
                sent.add(
                        kind == 0
                                ? logins.root()
                                        .sendAsync("POST", unlock + name, null)
                                        .thenApply(reply -> unlocked(reply, begun))
                                : logins.anyone()
                                        .sendAsync("POST", logins.path("login/" + name), body)
                                        .thenApply(reply -> Attempt.answered(right, reply, begun, System.nanoTime())));
                if (random.nextInt(40) == 0) {
                    sent.get(random.nextInt(sent.size()))
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join();
                }
            }

            LoginHistory history = new LoginHistory(sent.stream()
                    .map(each -> each.orTimeout(60, TimeUnit.SECONDS).join())
                    .toList());
            assertThat(history.isPossible(THRESHOLD))
                    .as("seed " + seed + history)
                    .isTrue();
        }
    }

    private static Attempt unlocked(ApiClient.Reply reply, long begun) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
        return Attempt.of(Kind.UNLOCKED, begun, System.nanoTime());
    }
}
