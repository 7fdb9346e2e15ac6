package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Link;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * What the promotion of a replica costs that was cut off from its primary: the failures that were answered between the cut and the moment
 * when the primary gave up (docs/lockout.md, "What remains").
 */
@Tag("single-redis")
class LockoutFailoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** {@code min-replicas-max-lag}, in seconds. */
    private static final int MOST_LAG = 2;

    /** The lag, what the primary takes to notice it, and as much again for a busy machine. */
    private static final Duration MOST_LOSS = Duration.ofSeconds(MOST_LAG + 6);

    private OwnRedis primary;
    private Link replication;
    private OwnRedis replica;
    private Link clients;
    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        primary = TestRedis.own();
        replication = Link.to(primary.port());
        replica = primary.startReplica(replication.port());
        Poll.until(
                PATIENCE,
                () -> String.valueOf(replica.command("INFO", "replication")).contains("master_link_status:up"));
        primary.command("CONFIG", "SET", "min-replicas-max-lag", Integer.toString(MOST_LAG));
        primary.command("CONFIG", "SET", "min-replicas-to-write", "1");
        clients = Link.to(primary.port());
        fleet = Fleet.start(1, RedisSettings.standalone(throughLink()), Logins::cheap);
    }

    private String throughLink() {
        String address = primary.productAddress();
        return address.substring(0, address.lastIndexOf(':') + 1) + clients.port();
    }

    @AfterEach
    void stop() throws Exception {
        fleet.close();
        clients.close();
        replica.close();
        replication.close();
        primary.close();
    }

    @Test
    void failuresAndLocksOfTheLastSecondsBeforeAFailoverMayBeLostAndNoOthers(TestReporter reporter) throws Exception {
        Logins locks = Logins.mount(fleet, "locks", "'lockout_threshold':3");
        Logins counts = Logins.mount(fleet, "counts", "'lockout_threshold':1000000");
        locks.create("before");
        locks.create("after");
        counts.create("ada");
        assertThat(locks.play("before", "wwwr")).isEqualTo("400 400 400 403");
        assertThat(locks.play("after", "ww")).isEqualTo("400 400");
        assertThat(counts.play("ada", "wwwww")).isEqualTo("400 400 400 400 400");
        assertThat(primary.command("WAIT", "1", "10000")).isEqualTo(1L);

        replication.cut();
        long cut = System.nanoTime();
        assertThat(locks.play("after", "wr")).isEqualTo("400 403");
        int lost = 0;
        long lastAnswered = cut;
        Reply reply = counts.wrong("ada");
        while (reply.status() == 400) {
            lost++;
            lastAnswered = System.nanoTime();
            reply = counts.wrong("ada");
        }
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        Duration until = Duration.ofNanos(lastAnswered - cut);
        assertThat(until).as("answered without a replica").isLessThan(MOST_LOSS);

        primary.kill();
        replica.command("REPLICAOF", "NO", "ONE");
        clients.move(replica.port());
        Poll.until(PATIENCE, () -> locks.right("before").status() != 503);

        reporter.publishEntry("lost with the primary", lost + " failures, answered within " + until.toMillis() + " ms");
        assertThat(locks.play("before", "r")).isEqualTo("403");
        assertThat(locks.play("after", "r")).as("its lock was lost").isEqualTo("200");
        assertThat(failures()).isEqualTo(List.of("5"));
        assertThat(lost).isPositive();
    }

    /** The counts of the counters of names, but for locked ones. */
    private List<String> failures() throws Exception {
        return ((List<?>) replica.command("KEYS", "*:f:*"))
                .stream()
                        .map(key -> read((String) key, "count"))
                        .filter(count -> !count.equals("3"))
                        .toList();
    }

    private String read(String key, String field) {
        try {
            return String.valueOf(replica.command("HGET", key, field));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
