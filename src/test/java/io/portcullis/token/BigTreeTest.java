package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.EventLoop;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tree of 100,000 tokens costs its users what one of ten costs them: counted in commands to Redis. */
@Tag("single-redis")
class BigTreeTest {

    private static final int SLACK = 4;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pattern CALLS = Pattern.compile("calls=(\\d+)");
    private static final int BIG = 100_000;

    private interface Work {
        void run() throws Throwable;
    }

    /** What some work sent to Redis, scripts' own commands included. */
    private static long commands(OwnRedis redis, Work work) throws Throwable {
        redis.command("CONFIG", "RESETSTAT");
        work.run();
        Matcher calls = CALLS.matcher(String.valueOf(redis.command("INFO", "commandstats")));
        long sum = 0;
        while (calls.find()) {
            sum += Long.parseLong(calls.group(1));
        }
        return sum;
    }

    private record Costs(long creation, long lookUp, long leafLookUp, long revocation) {

        /** A look at the control plane more or less is a matter of time. */
        boolean areAtMost(Costs other) {
            return creation <= other.creation + SLACK
                    && lookUp <= other.lookUp + SLACK
                    && leafLookUp <= other.leafLookUp + SLACK
                    && revocation <= other.revocation + SLACK;
        }
    }

    private static Costs costs(OwnRedis redis, TokenNode node, String root) throws Throwable {
        String leaf = node.child(root);
        return new Costs(
                commands(redis, () -> node.child(root)),
                commands(redis, () -> node.lives(root)),
                commands(redis, () -> node.lives(leaf)),
                commands(redis, () -> node.revoke(root)));
    }

    /** Gives a token so many more children, and their namespace so many more accessors, as a script does fast. */
    private static void widen(OwnRedis redis, TokenNode node, StoredToken parent, int children) throws Exception {
        String end = String.valueOf(parent.entry().lease().expiresAt().toEpochMilli());
        redis.command(
                "EVAL",
                "for i = 1, ARGV[1] do for _, key in ipairs(KEYS) do redis.call('ZADD', key, ARGV[2], 'c' .. i) end end",
                "2",
                node.redis.keys().children(parent.hash(), parent.entry().accessor()),
                node.redis.keys().accessorsOf("root", 0),
                String.valueOf(children),
                end);
    }

    @Test
    void creatingLookingUpAndRevokingItsRootStayFlat() throws Throwable {
        try (OwnRedis redis = TestRedis.own();
                TokenNode node = new TokenNode(EventLoop.settings(List.of(redis.productAddress()), false, "pc:"))) {
            node.initialise();
            costs(redis, node, node.orphan(HOUR));
            Costs ofSmall = costs(redis, node, node.orphan(HOUR));
            String big = node.orphan(HOUR);
            widen(redis, node, node.find(big).orElseThrow(), BIG);

            Costs ofBig = costs(redis, node, big);

            assertThat(ofBig).matches(costs -> costs.areAtMost(ofSmall), "no more than " + ofSmall);
        }
    }

    @Test
    void aPassOverItIsOfBoundedWorkAndPassesComeToAnEnd() throws Throwable {
        try (OwnRedis redis = TestRedis.own();
                TokenNode node = new TokenNode(EventLoop.settings(List.of(redis.productAddress()), false, "pc:"))) {
            node.initialise();
            String root = node.orphan(HOUR);
            String real = node.child(root);
            StoredToken stored = node.find(root).orElseThrow();
            String child = node.redis.keys().token(node.hash(real));
            String children =
                    node.redis.keys().children(stored.hash(), stored.entry().accessor());
            widen(redis, node, stored, 30_000);
            node.revoke(root);
            for (ChildStore.Noted noted : node.loop.run(() -> new ChildStore(node.control, node.redis).noted(0, 10))) {
                node.command(
                        "ZADD",
                        node.redis.keys().trees(),
                        "1",
                        noted.tree().hash() + "." + noted.tree().accessor());
            }

            assertThat(commands(redis, node::sweep)).isLessThan(100_000);
            assertThat(redis.command("EXISTS", children)).isEqualTo(1L);
            node.sweep();

            assertThat(redis.command("EXISTS", children, child)).isEqualTo(0L);
        }
    }
}
