package io.portcullis.testing;

import io.portcullis.dev.SentinelProcess;
import io.portcullis.redis.RedisAccess;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.RedisLogin;
import io.portcullis.redis.RedisSettings;
import io.portcullis.redis.RedisSettings.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A primary that refuses writes without its replica, the replica, and a sentinel that decides alone. */
public final class TestSentinel implements AutoCloseable {

    private static final String NAME = "main";
    private static final Duration FORMATION = Duration.ofSeconds(30);

    private final String password = UUID.randomUUID().toString();
    private final OwnRedis primary;
    private final OwnRedis replica;
    private final SentinelProcess sentinel;

    private TestSentinel(Path folder) throws Exception {
        List<String> alike = List.of(
                "masterauth " + password,
                "min-replicas-to-write 1",
                "min-replicas-max-lag 2",
                "repl-diskless-sync-delay 0");
        primary = OwnRedis.start(0, password, alike);
        replica = OwnRedis.start(0, password, alike);
        replica.command("REPLICAOF", "127.0.0.1", Integer.toString(primary.port()));
        sentinel = SentinelProcess.start(folder, OwnRedis.HOME, NAME, primary.port(), password);
    }

    /** Starts all of it; the sentinel keeps its files in the folder. */
    public static TestSentinel start(Path folder) throws Exception {
        TestSentinel started = new TestSentinel(folder);
        Poll.until(FORMATION, started::isWhole);
        return started;
    }

    private boolean isWhole() {
        try (RespClient client = RespClient.connect(sentinel.address())) {
            String state = String.valueOf(client.command("INFO", "sentinel"));
            String link = String.valueOf(replica.command("INFO", "replication"));
            return state.contains("status=ok") && state.contains("slaves=1") && link.contains("master_link_status:up");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** For nodes: the sentinel, and beside it one that is not there. */
    public RedisSettings settings() {
        return new RedisSettings(
                Topology.SENTINEL,
                List.of("redis://127.0.0.1:1", sentinel.address()),
                new RedisAccess(
                        Optional.of(new RedisLogin("portcullis", password)),
                        Optional.empty(),
                        NAME,
                        RedisAccess.Tls.STANDARD),
                new RedisKeys(RedisKeys.DEFAULT_PREFIX),
                RedisSettings.DEFAULT_DEADLINE);
    }

    /** The primary of the beginning. */
    public OwnRedis primary() {
        return primary;
    }

    /** Its replica. */
    public OwnRedis replica() {
        return replica;
    }

    @Override
    public void close() {
        sentinel.close();
        replica.close();
        primary.close();
    }
}
