package io.portcullis.app;

import static io.portcullis.app.Tenants.LOCK;
import static io.portcullis.app.Tenants.UNLOCK;
import static io.portcullis.app.Tenants.create;
import static io.portcullis.app.Tenants.people;
import static io.portcullis.app.Tenants.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.GateHistory.Closing;
import io.portcullis.app.GateHistory.Kind;
import io.portcullis.app.GateHistory.Seen;
import io.portcullis.password.HashingSettings;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Invariant N1: clients hammer five namespaces of one tree through three nodes while they are locked and unlocked; every answer is judged by its moments. How
 * many locks: {@code -Dportcullis.test.locks}.
 */
class NamespaceLockStormTest {

    private static final int NODES = 3;
    private static final int CLIENTS = 6;
    private static final int LOCKS = Integer.getInteger("portcullis.test.locks", 25);
    private static final List<String> TREE = List.of("t", "t/a", "t/a/x", "t/b", "t/b/y");

    /** Cheap, so that there are many; one that is under way for certain is in {@link NamespaceLockLoginTest}. */
    private static final int COST = 5;

    private static Fleet fleet;
    private static ApiClient root;

    private final long seed = new Random().nextLong();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final List<Closing> closings = new ArrayList<>();
    private final Queue<String> leaked = new ConcurrentLinkedQueue<>();
    private final Queue<String> oddities = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        fleet = Fleet.start(
                NODES,
                EventLoop.shared(TestRedis.freshPrefix()),
                usual -> Options.withHashing(usual, new HashingSettings(2, 1, Duration.ofSeconds(60), COST, false)));
        root = fleet.node(0);
        for (String namespace : TREE) {
            create(root, namespace);
            policy(root, namespace, "all", "path '*' { capabilities = ['create','read','update','list','sudo'] }");
            people(root, namespace, "'token_policies':['all']");
        }
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** One token of each namespace, for one client. */
    private static Map<String, String> tokens() {
        Map<String, String> namespaceToToken = new HashMap<>();
        for (String namespace : TREE) {
            namespaceToToken.put(
                    namespace, Tenants.token(root, namespace, "all").token());
        }
        return namespaceToToken;
    }

    /** Goes on asking for this and that until it is over. */
    private void client(Map<String, String> namespaceToToken, Random random, AtomicBoolean over) {
        while (!over.get()) {
            String namespace = TREE.get(random.nextInt(TREE.size()));
            ApiClient node = fleet.node(random.nextInt(NODES));
            ApiClient tenant = node.with(namespaceToToken.get(namespace));
            switch (random.nextInt(7)) {
                case 0 -> ask(Kind.LOOK, namespace, node.in(namespace), "GET", "sys/auth", null);
                case 1 -> ask(Kind.LOOK, namespace, tenant.in(namespace), "GET", "auth/token/lookup-self", null);
                case 2 -> ask(Kind.LOOK, namespace, tenant, "GET", "auth/token/lookup-self", null);
                case 3 -> ask(Kind.TOKEN, namespace, tenant, "POST", "auth/token/renew-self", "{}");
                case 4 ->
                    ask(Kind.TOKEN, namespace, tenant.in(namespace), "POST", "auth/token/create", "{'ttl':'60s'}");
                default ->
                    ask(
                            Kind.TOKEN,
                            namespace,
                            node.anonymous().in(namespace),
                            "POST",
                            "auth/people/login/ada",
                            "{'password':'pw'}");
            }
        }
    }

    private void ask(Kind kind, String namespace, ApiClient who, String method, String path, String body) {
        long begun = System.nanoTime();
        Reply reply = who.sendAsync(method, path, body).join();
        seen.add(new Seen(kind, namespace + "/", begun, System.nanoTime(), reply.status()));
        boolean closed = reply.status() == 503;
        if (closed
                ? !reply.error().startsWith("API access to this namespace has been locked")
                : reply.status() != 200) {
            oddities.add(path + " " + reply);
        }
        if (!reply.token().isEmpty() && !path.endsWith("renew-self")) {
            use(namespace, reply.token());
        }
    }

    /** A token that was just handed out is judged by what it is good for. */
    private void use(String namespace, String token) {
        long begun = System.nanoTime();
        Reply reply = root.with(token).get("auth/token/lookup-self");
        seen.add(new Seen(Kind.LOOK, namespace + "/", begun, System.nanoTime(), reply.status()));
        if (reply.status() != 200 && reply.status() != 503) {
            leaked.add("a token that was handed out is dead: " + reply);
        }
    }

    /** Locks and unlocks one after the other, sometimes a parent over a child. */
    private void administrator(Random random) throws InterruptedException {
        for (int i = 0; i < LOCKS; i++) {
            String first = TREE.get(random.nextInt(TREE.size()));
            long[] one = lock(first, random);
            int slash = first.lastIndexOf('/');
            if (slash > 0 && random.nextBoolean()) {
                String above = first.substring(0, slash);
                long[] two = lock(above, random);
                pause(random);
                unlock(above, two, random);
            }
            pause(random);
            unlock(first, one, random);
            pause(random);
        }
    }

    private static void pause(Random random) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(40));
    }

    private static long[] lock(String namespace, Random random) {
        long called = System.nanoTime();
        Reply locked = fleet.node(random.nextInt(NODES))
                .sendAsync("PUT", LOCK + "/" + namespace, null)
                .join();
        long closed = System.nanoTime();
        assertThat(locked.status()).as(locked.toString()).isEqualTo(200);
        return new long[] {called, closed};
    }

    private void unlock(String namespace, long[] lock, Random random) {
        long opening = System.nanoTime();
        Reply unlocked = fleet.node(random.nextInt(NODES))
                .sendAsync("PUT", UNLOCK + "/" + namespace, null)
                .join();
        assertThat(unlocked.status()).as(unlocked.toString()).isEqualTo(200);
        closings.add(new Closing(namespace + "/", lock[0], lock[1], opening, System.nanoTime()));
    }

    @Test
    void nothingStartsBehindALockAndNoTokenComesOut() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + i);
                Map<String, String> namespaceToToken = tokens();
                clients.add(threads.submit(() -> client(namespaceToToken, random, over)));
            }
            try {
                administrator(new Random(seed - 1));
            } finally {
                over.set(true);
            }
            for (Future<?> each : clients) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        GateHistory history = new GateHistory(List.copyOf(seen), closings);
        String what = "seed " + seed + ", " + seen.size() + " answers, " + history.behind() + " behind a lock, "
                + history.caught() + " tokens caught, latest " + history.latestMillis() + " ms";
        assertThat(oddities).as(what).isEmpty();
        assertThat(leaked).as(what).isEmpty();
        assertThat(history.impossible()).as(what).isEmpty();
        assertThat(history.behind()).as(what).isPositive();
        assertThat(history.caught()).as(what).isPositive();
        System.getLogger(NamespaceLockStormTest.class.getName()).log(System.Logger.Level.INFO, what);
    }
}
