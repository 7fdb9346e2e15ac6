package io.portcullis.lockout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.lockout.FailureModel.Rules;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts that decide logins against {@link FailureModel}: random logins of one name, several in flight, whose steps come in any order,
 * with changes of the account and of the mount's settings and steps of the clock in between. After each step every answer and all that is
 * stored is compared.
 *
 * <p>No test can move the clock of Redis. So what runs here is the text of the scripts with one change: where they ask for {@code TIME} they
 * get the two last arguments, seconds and microseconds.
 */
class FailureModelTest {

    private static final String ASKS_TIME = "redis.call('TIME')";
    private static final String GIVEN_TIME = "{ ARGV[#ARGV - 1], ARGV[#ARGV] }";
    private static final String USERPASS = "/io/portcullis/userpass/";
    private static final String NAME = "ada";
    private static final String HASH = "hash-of-ada";
    private static final int STEPS = 200;
    private static final int RUNS = 10;

    private static final Script BEGIN = script(USERPASS + "begin.lua");
    private static final Script FINISH = script("finish.lua");
    private static final Script UNLOCK = script("unlock.lua");
    private static final Script EXPIRE = script("expire.lua");
    private static final Script SETTLE = script(USERPASS + "settle.lua");
    private static final Script WRITE = script(USERPASS + "write_account.lua");

    /** Gives all that is stored. */
    private static final Script LOOK = scriptOf("""
            return { redis.call('HGETALL', KEYS[1]), redis.call('ZRANGE', KEYS[2], 0, -1), redis.call('ZRANGE', KEYS[3], 0, -1, 'WITHSCORES'),
              redis.call('ZRANGE', KEYS[4], 0, -1), redis.call('XRANGE', KEYS[5], '-', '+') }
            """);

    private static EventLoop loop;
    private static RedisGateway redis;

    @BeforeAll
    static void start() {
        loop = new EventLoop();
        redis = loop.gateway(EventLoop.shared(TestRedis.freshPrefix()));
    }

    @AfterAll
    static void stop() {
        loop.close();
    }

    private static Script script(String name) {
        String text = Script.of(FailureStore.class, name, FailureStore.FAILURES).text();
        assertThat(text).contains(ASKS_TIME);
        return scriptOf(text.replace(ASKS_TIME, GIVEN_TIME));
    }

    private static Script scriptOf(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return new Script(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverTheOrderOfTheirStepsLoginsAreDecidedAsByTheModel(boolean countsUnknown) throws Throwable {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            Run each = new Run(random, countsUnknown);
            try {
                each.play();
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed + ", run " + run + each.log, failed);
            }
        }
    }

    /** A login in flight: what it began with, and how far it is. */
    private record Flight(Side side, boolean right, String record, Rules rules, boolean open) {

        Flight opened() {
            return new Flight(side, right, record, rules, true);
        }
    }

    /** One name in a bucket of its own, and the model beside it. */
    private static final class Run {

        private final String bucket = "{" + UUID.randomUUID() + "}:";
        private final List<Flight> flights = new ArrayList<>();
        private final StringBuilder log = new StringBuilder();
        private final Random random;
        private final FailureModel model;
        private final boolean countsUnknown;
        private Rules rules;
        private long now = 1_700_000_000_000L;
        private String record = "";
        private int records;

        Run(Random random, boolean countsUnknown) {
            this.random = random;
            this.countsUnknown = countsUnknown;
            this.model = new FailureModel(countsUnknown);
            this.rules = newRules();
        }

        private Rules newRules() {
            return new Rules(1 + random.nextInt(5), 1_000L * random.nextInt(6), 1_000L * (1 + random.nextInt(6)));
        }

        void play() throws Throwable {
            write();
            for (int step = 0; step < STEPS; step++) {
                int kind = random.nextInt(100);
                if (kind < 30) {
                    begin();
                } else if (kind < 77) {
                    goOn();
                } else if (kind < 87) {
                    passTime();
                } else if (kind < 90) {
                    sweep();
                } else if (kind < 92) {
                    unlock();
                } else if (kind < 96) {
                    rules = newRules();
                    log.append("\nnow ").append(rules);
                } else if (kind < 98) {
                    change();
                } else {
                    write();
                }
                compareStore();
            }
        }

        /** To where something ends, just before or after it, or anywhere; now and then a little back, as clocks do. */
        private void passTime() {
            long before = now;
            List<Long> lasts = model.lastFailures();
            if (lasts.isEmpty() || random.nextInt(3) == 0) {
                now += random.nextInt(10) == 0 ? -random.nextInt(500) : random.nextInt(3_000);
            } else {
                long last = lasts.get(random.nextInt(lasts.size()));
                long end = last + (random.nextBoolean() ? rules.duration() : rules.reset()) + random.nextInt(3) - 1;
                now = Math.max(now, end);
            }
            log.append("\n").append(now - before).append(" ms pass");
        }

        private void begin() throws Throwable {
            Side side = random.nextInt(4) == 0 ? Side.OUTSIDE : Side.INSIDE;
            boolean right = model.exists() && random.nextInt(5) == 0;
            Reply reply = run(
                    BEGIN,
                    List.of(key("users"), key("costs"), key("counter")),
                    NAME,
                    rules.threshold(),
                    rules.duration(),
                    1);
            log.append("\nbegin ").append(side).append(right ? " right" : " wrong");
            assertThat(reply.get(0).number() == 1)
                    .as("locked inside")
                    .isEqualTo(model.isLocked(Side.INSIDE, rules, now));
            assertThat(reply.get(1).number() == 1)
                    .as("locked outside")
                    .isEqualTo(model.isLocked(Side.OUTSIDE, rules, now));
            if (!model.isLocked(side, rules, now)) {
                flights.add(new Flight(side, right, record, rules, false));
            }
        }

        private void goOn() throws Throwable {
            if (flights.isEmpty()) {
                return;
            }
            Flight flight = flights.remove(random.nextInt(flights.size()));
            if (flight.open()) {
                settle(flight);
            } else {
                finish(flight);
            }
        }

        private void finish(Flight flight) throws Throwable {
            String expected = model.finish(flight.side(), flight.right(), flight.rules(), now);
            log.append("\nfinish ").append(flight).append(" → ").append(expected);
            Reply reply = run(
                    FINISH,
                    List.of(
                            key("users"),
                            key("counter"),
                            key("failing"),
                            key("counted"),
                            key("phantoms"),
                            key("events")),
                    NAME,
                    HASH,
                    flight.side().prefix(),
                    flight.rules().threshold(),
                    flight.rules().duration(),
                    flight.rules().reset(),
                    flight.right() ? 1 : 0,
                    countsUnknown ? 100 : 0);
            String verdict = reply.get(0).text();
            boolean locks = verdict.equals("wrong") && reply.get(1).number() == 1;
            assertThat(verdict + (locks ? ", locks" : "")).isEqualTo(expected);
            if (expected.equals("open")) {
                flights.add(flight.opened());
            }
        }

        private void settle(Flight flight) throws Throwable {
            String expected = model.settle(flight.side(), flight.record().equals(record), flight.rules(), now);
            log.append("\nsettle ").append(flight).append(" → ").append(expected);
            Reply reply = run(
                    SETTLE,
                    List.of(key("users"), key("counter"), key("failing"), key("counted"), key("events")),
                    NAME,
                    flight.record(),
                    flight.side().prefix(),
                    flight.rules().threshold(),
                    flight.rules().duration());
            assertThat(reply.text()).isEqualTo(expected);
        }

        private void unlock() throws Throwable {
            int expected = model.unlock(rules, now);
            log.append("\nunlock → ").append(expected);
            Reply reply = run(
                    UNLOCK,
                    List.of(key("failing"), key("counted"), key("phantoms"), key("events"), key("counter")),
                    rules.threshold(),
                    rules.duration(),
                    1,
                    model.exists() ? NAME : "",
                    HASH);
            assertThat(reply.number()).isEqualTo(expected);
        }

        private void sweep() throws Throwable {
            if (!model.exists()) {
                return;
            }
            int before = model.events().size();
            model.sweep(rules, now);
            log.append("\nsweep");
            Reply told = run(
                    EXPIRE,
                    List.of(key("failing"), key("counted"), key("events"), key("counter")),
                    rules.threshold(),
                    rules.duration(),
                    rules.reset(),
                    1,
                    NAME);
            assertThat(told(told))
                    .isEqualTo(model.events().subList(before, model.events().size()));
        }

        /** A new password: counters stay. */
        private void change() throws Throwable {
            if (model.exists()) {
                log.append("\nnew password");
                write("record" + ++records);
            }
        }

        /** The account comes or goes. */
        private void write() throws Throwable {
            log.append(model.exists() ? "\ndeleted" : "\ncreated");
            String next = model.exists() ? "" : "record" + ++records;
            model.write(!model.exists());
            write(next);
        }

        private void write(String next) throws Throwable {
            Reply reply = run(
                    WRITE,
                    List.of(
                            key("users"),
                            key("names"),
                            key("costs"),
                            key("counter"),
                            key("failing"),
                            key("counted"),
                            key("phantoms"),
                            key("events")),
                    NAME,
                    record,
                    next,
                    record.isEmpty() ? "" : 10,
                    next.isEmpty() ? "" : 10,
                    HASH);
            assertThat(reply.number()).isEqualTo(1);
            record = next;
        }

        private void compareStore() throws Throwable {
            Reply all =
                    run(LOOK, List.of(key("counter"), key("counted"), key("failing"), key("phantoms"), key("events")));
            Map<String, String> stored = pairs(all.get(0));
            List<Side> noted = Stream.of(Side.values())
                    .filter(side -> stored.remove(side.prefix() + "lockedAt") != null)
                    .toList();
            boolean isCounted = !model.fields().isEmpty();
            boolean isAccount = isCounted && model.exists();
            assertThat(stored).isEqualTo(model.fields());
            assertThat(noted).as("locks noted").isEqualTo(model.noted());
            assertThat(texts(all.get(1)))
                    .isEqualTo(
                            isAccount
                                    ? List.of(
                                            NAME + " " + model.numbers(Side.INSIDE) + " " + model.numbers(Side.OUTSIDE))
                                    : List.of());
            List<String> failing = texts(all.get(2));
            assertThat(failing.stream().limit(1).toList()).isEqualTo(isAccount ? List.of(NAME) : List.of());
            if (isAccount && model.firstEnd().isPresent()) {
                assertThat(Double.parseDouble(failing.get(1)))
                        .as("when the sweep looks at a lock")
                        .isBetween(1.0, (double) model.firstEnd().getAsLong());
            }
            assertThat(texts(all.get(3))).isEqualTo(isCounted && !isAccount ? List.of(HASH) : List.of());
            assertThat(told(all.get(4))).isEqualTo(model.events());
        }

        private static List<String> told(Reply entries) {
            List<String> told = new ArrayList<>();
            for (Reply entry : entries.list()) {
                Reply fields = entry.get(1);
                assertThat(texts(fields, 0, 2, 4, 6, 8, 10))
                        .containsExactly("kind", "why", "name", "count", "side", "at");
                assertThat(fields.get(5).text()).isEqualTo(NAME);
                told.add(fields.get(1).text() + " " + fields.get(9).text()
                        + fields.get(7).number());
            }
            return told;
        }

        private static List<String> texts(Reply list) {
            return list.list().stream().map(Reply::text).toList();
        }

        private static List<String> texts(Reply list, int... indices) {
            return IntStream.of(indices).mapToObj(i -> list.get(i).text()).toList();
        }

        private static Map<String, String> pairs(Reply flat) {
            List<String> texts = texts(flat);
            Map<String, String> pairs = new TreeMap<>();
            for (int i = 0; i < texts.size(); i += 2) {
                pairs.put(texts.get(i), texts.get(i + 1));
            }
            return pairs;
        }

        private String key(String name) {
            return redis.keys().prefix() + bucket + name;
        }

        private Reply run(Script script, List<String> keys, Object... arguments) throws Throwable {
            List<Object> all = new ArrayList<>(List.of(arguments));
            all.add(now / 1_000);
            all.add(now % 1_000 * 1_000);
            return loop.run(() -> redis.eval(script, keys, all));
        }
    }
}
