package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts that change on one node while others log in to them on all: threats A1. */
class AccountStormTest {

    private static final int WRITES = 25;

    /** What an answer may take from the server to the client on a busy machine. */
    private static final long ON_ITS_WAY = TimeUnit.MILLISECONDS.toNanos(500);

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(3);
        fleet.node(0).post("sys/auth/people", "{'type':'userpass'}");
        // Here many passwords are wrong for another reason than that somebody guesses.
        fleet.node(0).post("sys/auth/people/tune", "{'user_lockout_config':{'lockout_disable':true}}");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static ApiClient node(int turn) {
        return fleet.node(turn % 3);
    }

    private static String hash(String password) {
        return "{'password_hash':'" + Hashes.of(password) + "'}";
    }

    private record Ended(ApiClient.Reply reply, long at) {}

    @Test
    void aLoginThatIsUnderWayWithTheOldPasswordGetsNoTokenAfterTheChange() {
        node(0).post("auth/people/users/slow", "{'password_hash':'" + Hashes.of("old", 12) + "'}");
        List<CompletableFuture<Ended>> logins = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            logins.add(node(i).anonymous()
                    .sendAsync("POST", "auth/people/login/slow", "{'password':'old'}")
                    .thenApply(reply -> new Ended(reply, System.nanoTime())));
        }

        assertThat(node(1).post("auth/people/users/slow/password", hash("new")).status())
                .isEqualTo(204);
        long changed = System.nanoTime();

        List<Ended> ended = logins.stream().map(CompletableFuture::join).toList();
        List<Ended> late = ended.stream()
                .filter(login -> login.at() - changed > ON_ITS_WAY)
                .toList();
        assertThat(late).as("some were still under way").isNotEmpty();
        assertThat(late).extracting(login -> login.reply().status()).isSubsetOf(400, 503);
        assertThat(node(2).login("people", "slow", "new").status()).isEqualTo(200);
    }

    @Test
    void aLoginThatIsUnderWayGetsNoTokenAfterItsAccountIsDeleted() {
        node(0).post("auth/people/users/leaver", "{'password_hash':'" + Hashes.of("old", 12) + "'}");
        List<CompletableFuture<Ended>> logins = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            logins.add(node(i).anonymous()
                    .sendAsync("POST", "auth/people/login/leaver", "{'password':'old'}")
                    .thenApply(reply -> new Ended(reply, System.nanoTime())));
        }

        assertThat(node(1).delete("auth/people/users/leaver").status()).isEqualTo(204);
        long deleted = System.nanoTime();

        assertThat(logins.stream().map(CompletableFuture::join).filter(login -> login.at() - deleted > ON_ITS_WAY))
                .extracting(login -> login.reply().status())
                .isSubsetOf(400, 503);
    }

    @Test
    void writersOfDifferentFieldsLoseNothingAndNoOldPasswordWorks() throws Exception {
        node(0).post("auth/people/users/busy", hash("pw0"));
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger rightLogins = new AtomicInteger();

        List<Callable<Void>> work = new ArrayList<>();
        work.add(writer("policies", i -> "{'token_policies':'p" + i + "'}"));
        work.add(writer("", i -> "{'token_ttl':" + (100 + i) + "}"));
        work.add(writer("", i -> "{'token_num_uses':" + (1 + i) + "}"));
        work.add(() -> {
            for (int i = 1; i <= WRITES; i++) {
                write(i, "/password", hash("pw" + i));
                acknowledged.set(i);
            }
            over.set(true);
            return null;
        });
        for (int client = 0; client < 3; client++) {
            int turn = client;
            work.add(() -> {
                while (!over.get()) {
                    int now = acknowledged.get();
                    if (now > 0) {
                        ApiClient.Reply old = node(turn).login("people", "busy", "pw" + (now - 1));
                        assertThat(old.status()).as("old password: " + old).isIn(400, 503);
                    }
                    if (node(turn + 1).login("people", "busy", "pw" + now).status() == 200) {
                        rightLogins.incrementAndGet();
                    }
                }
                return null;
            });
        }
        together(work);

        ApiClient.Reply account = node(1).get("auth/people/users/busy");
        assertThat(account.data().path("token_policies").path(0).asText()).isEqualTo("p" + WRITES);
        assertThat(account.data().path("token_ttl").asInt()).isEqualTo(100 + WRITES);
        assertThat(account.data().path("token_num_uses").asInt()).isEqualTo(1 + WRITES);
        assertThat(node(2).login("people", "busy", "pw" + WRITES).status()).isEqualTo(200);
        assertThat(node(2).login("people", "busy", "pw" + (WRITES - 1)).status())
                .isEqualTo(400);
    }

    private interface Body {
        String of(int turn);
    }

    private static Callable<Void> writer(String below, Body body) {
        return () -> {
            for (int i = 1; i <= WRITES; i++) {
                write(i, below.isEmpty() ? "" : "/" + below, body.of(i));
            }
            return null;
        };
    }

    /** Writes until it is acknowledged; too many others at once are 503. */
    private static void write(int turn, String below, String body) {
        ApiClient.Reply reply = node(turn).post("auth/people/users/busy" + below, body);
        for (int again = 0; reply.status() == 503 && again < 100; again++) {
            reply = node(turn).post("auth/people/users/busy" + below, body);
        }
        assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    }

    @Test
    void anAccountThatIsDeletedAndMadeAgainTakesNoPasswordOfTheOneBefore() throws Exception {
        AtomicInteger dead = new AtomicInteger(-1);
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Void>> work = new ArrayList<>();
        work.add(() -> {
            for (int i = 0; i < WRITES; i++) {
                assertThat(node(i).post("auth/people/users/phoenix", hash("life" + i))
                                .status())
                        .isEqualTo(204);
                assertThat(node(i + 1).login("people", "phoenix", "life" + i).status())
                        .isEqualTo(200);
                assertThat(node(i + 2).delete("auth/people/users/phoenix").status())
                        .isEqualTo(204);
                dead.set(i);
            }
            over.set(true);
            return null;
        });
        for (int client = 0; client < 3; client++) {
            int turn = client;
            work.add(() -> {
                while (!over.get()) {
                    int last = dead.get();
                    ApiClient.Reply reply = node(turn).login("people", "phoenix", "life" + last);
                    assertThat(reply.status()).as(reply.toString()).isIn(400, 503);
                }
                return null;
            });
        }
        together(work);
    }

    private static void together(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
