package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without the password nobody learns whether a name exists, and by free questions not even whether it is locked (invariant L4, threats
 * A4). Answers are compared whole: status, headers and bytes.
 */
@ExtendWith(SharedFleet.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutOracleTest {

    private static final int THRESHOLD = 3;

    /** What a name can be, and the failures that make it so; those with an account begin with {@code known}. */
    private static final Map<String, Integer> NAME_TO_FAILURES = states();

    private Fleet fleet;
    private Logins logins;

    @BeforeAll
    void start(Fleet usual) {
        fleet = Logins.cheapFleet(2, usual);
        logins = Logins.mount(fleet, "oracle", "'lockout_threshold':" + THRESHOLD);
        NAME_TO_FAILURES.forEach((name, failures) -> {
            if (name.startsWith("known")) {
                logins.create(name);
            }
            for (int i = 0; i < failures; i++) {
                assertThat(logins.wrong(name).status()).isEqualTo(400);
            }
        });
    }

    /** Whatever was asked meanwhile: counters are where they were. */
    @AfterAll
    void stop() {
        try {
            NAME_TO_FAILURES.forEach((name, failures) -> {
                for (int i = failures; i < THRESHOLD; i++) {
                    assertThat(logins.wrong(name).status()).as(name).isEqualTo(400);
                }
                assertThat(logins.wrong(name).status()).as(name).isEqualTo(403);
            });
        } finally {
            fleet.close();
        }
    }

    private static Map<String, Integer> states() {
        Map<String, Integer> nameToFailures = new LinkedHashMap<>();
        for (String kind : List.of("known", "unknown")) {
            nameToFailures.put(kind + "-free", 0);
            nameToFailures.put(kind + "-counted", 1);
            nameToFailures.put(kind + "-nearly", THRESHOLD - 1);
            nameToFailures.put(kind + "-locked", THRESHOLD);
        }
        return nameToFailures;
    }

    /** A request that is no login: method, what follows the name in the path, body, headers. */
    record Malformed(String method, String after, String body, List<String> headers, int status) {

        static Malformed post(String body, int status, String... headers) {
            return new Malformed("POST", "", body, List.of(headers), status);
        }
    }

    static Stream<Malformed> malformed() {
        String right = "{'password':'" + Logins.RIGHT + "'}";
        return Stream.of(
                Malformed.post(null, 400),
                Malformed.post("", 400),
                Malformed.post("{}", 400),
                Malformed.post("null", 400),
                Malformed.post("{'password':''}", 400),
                Malformed.post("{'password':null}", 400),
                Malformed.post("{'passwort':'right'}", 400),
                Malformed.post("{'password':['x']}", 400),
                Malformed.post("{'password':['right','wrong']}", 400),
                Malformed.post("{'password':{'a':1}}", 400),
                Malformed.post("{'password'", 400),
                Malformed.post("{'password':'right'", 400),
                Malformed.post("{'password':'right'} x", 400),
                Malformed.post("[1]", 400),
                Malformed.post("x", 400),
                Malformed.post("{'password':'right','password':'wrong'}", 400),
                Malformed.post("{'password':'\\ud800'}", 400),
                Malformed.post("{'password':'" + "x".repeat(1_025) + "'}", 400),
                Malformed.post("{'password':'" + "é".repeat(513) + "'}", 400),
                Malformed.post("{'password':'" + "x".repeat(70_000) + "'}", 413),
                Malformed.post("{'password':'" + "[".repeat(40) + "'" + ",'a':" + "[".repeat(40) + "}", 400),
                Malformed.post("password=", 400, "Content-Type", "application/x-www-form-urlencoded"),
                Malformed.post("other=right", 400, "Content-Type", "application/x-www-form-urlencoded"),
                new Malformed("PUT", "", "{}", List.of(), 400),
                new Malformed("POST", "?password=right", "{}", List.of(), 400),
                new Malformed("POST", "/", right, List.of(), 400),
                new Malformed("POST", "/more", right, List.of(), 404),
                new Malformed("GET", "", null, List.of(), 405),
                new Malformed("GET", "", right, List.of(), 405),
                new Malformed("GET", "?list=true", null, List.of(), 404),
                new Malformed("GET", "?list=x", null, List.of(), 400),
                new Malformed("LIST", "", null, List.of(), 404),
                new Malformed("DELETE", "", null, List.of(), 405),
                new Malformed("HEAD", "", null, List.of(), 405),
                new Malformed("PATCH", "", right, List.of("Content-Type", "application/merge-patch+json"), 405),
                new Malformed("PATCH", "", right, List.of(), 400));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(Malformed request) {
        Map<String, List<String>> answerToNames = new TreeMap<>();
        for (String name : NAME_TO_FAILURES.keySet()) {
            Reply reply = logins.anyone()
                    .sendWith(
                            request.method(),
                            logins.path("login/" + name + request.after()),
                            request.body(),
                            request.headers().toArray(String[]::new));
            answerToNames
                    .computeIfAbsent(whole(reply), answer -> new ArrayList<>())
                    .add(name);
            assertThat(reply.status()).as(name + ": " + reply).isEqualTo(request.status());
        }

        assertThat(answerToNames).hasSize(1);
    }

    /** Status, headers but for the date, and bytes. */
    private static String whole(Reply reply) {
        Map<String, List<String>> headers = new TreeMap<>(reply.http().headers().map());
        headers.remove("date");
        return reply.status() + " " + headers + " " + reply.body();
    }

    /** Whatever is sent, as long as it is not the password: both get the same answers in the same order. */
    @Test
    void anAccountAndANameThatDoesNotExistGetTheSameAnswersAllTheWay() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Malformed> free = malformed().toList();
        for (int round = 0; round < 4; round++) {
            String known = "known" + round;
            logins.create(known);
            List<String> ofKnown = new ArrayList<>();
            List<String> ofUnknown = new ArrayList<>();
            int locked = 0;
            while (locked < 3) {
                Malformed next = random.nextBoolean()
                        ? free.get(random.nextInt(free.size()))
                        : Malformed.post("{'password':'wrong" + random.nextInt(3) + "'}", 0);
                ofKnown.add(answer(known, next));
                ofUnknown.add(answer("unknown" + round, next));
                locked += ofKnown.get(ofKnown.size() - 1).startsWith("403") ? 1 : 0;
            }

            assertThat(ofUnknown).as("seed " + seed).isEqualTo(ofKnown);
            assertThat(ofKnown)
                    .filteredOn(answer -> answer.contains("invalid username or password"))
                    .hasSize(THRESHOLD);
        }
    }

    private String answer(String name, Malformed request) {
        return whole(logins.anyone()
                .sendWith(
                        request.method(),
                        logins.path("login/" + name + request.after()),
                        request.body(),
                        request.headers().toArray(String[]::new)));
    }

    /** A lock is the same for all: whose name it is, and whether the password would have been right. */
    @Test
    void theAnswerOfALockIsOne() {
        logins.create("known-shut");
        for (String name : List.of("known-shut", "unknown-shut")) {
            assertThat(logins.play(name, "www")).isEqualTo("400 400 400");
        }

        assertThat(Stream.of(
                                logins.right("known-shut"),
                                logins.wrong("known-shut"),
                                logins.right("unknown-shut"),
                                logins.wrong("UNKNOWN-shut"))
                        .map(LockoutOracleTest::whole))
                .containsOnly(whole(logins.wrong("known-shut")));
    }
}
