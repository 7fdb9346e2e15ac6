package io.portcullis.testing;

import io.portcullis.dev.DevRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis of one test's own, to be paused, killed and started again under the product.
 *
 * <p>Its address never changes. What it acknowledged is still there after {@link #kill} and {@link #restart}, as long as nobody
 * calls {@link #forget} in between.
 */
public final class OwnRedis implements AutoCloseable {

    static final Path HOME = Path.of("target", "portcullis");

    private static final Pattern PROCESS_ID = Pattern.compile("process_id:(\\d+)");

    private final Path folder;
    private final List<String> settings;
    private DevRedis redis;
    private long pid;

    private OwnRedis(Path folder, List<String> settings, DevRedis redis) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.redis = redis;
        this.pid = processId();
    }

    /** Starts one on this port (0: a free one) with this password and further lines of configuration. */
    static OwnRedis start(int port, String password, List<String> furtherSettings) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "redis-");
        List<String> settings = new ArrayList<>(furtherSettings);
        settings.add(AccessList.line(password));
        // Written before the answer, so that it survives the death of the process: no need to wait for the disk.
        settings.addAll(List.of("dir \"" + folder.toAbsolutePath() + "\"", "appendonly yes", "appendfsync no"));
        try {
            DevRedis redis = DevRedis.start(HOME, port, password, settings);
            return new OwnRedis(folder, settings, redis);
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    /** Starts a replica, with the same passwords, that reaches this one through a port of loopback. */
    public OwnRedis startReplica(int through) throws IOException {
        OwnRedis replica =
                start(0, redis.password(), List.of("masterauth " + redis.password(), "repl-diskless-sync-delay 0"));
        replica.command("REPLICAOF", "127.0.0.1", Integer.toString(through));
        return replica;
    }

    /** Its address with the rights of an administrator, as {@code redis://:password@host:port}. */
    public String address() {
        return redis.connectionString();
    }

    /** Its address for the product: as the user of {@code conf/redis.acl}. */
    public String productAddress() {
        return AccessList.address(address(), redis.password());
    }

    /** Its port on loopback. */
    public int port() {
        return redis.port();
    }

    /** Sends one command on a connection of its own; replies as {@link RespClient}. */
    public @Nullable Object command(String... words) throws IOException {
        try (RespClient client = RespClient.connect(address())) {
            return client.command(words);
        }
    }

    /** Stops the process as it stands (SIGSTOP): connections stay open and nothing is answered. */
    public void pause() throws Exception {
        signal("STOP");
    }

    /** Lets a paused process go on (SIGCONT). */
    public void resume() throws Exception {
        signal("CONT");
    }

    /** Ends the process at once (SIGKILL), paused or not. */
    public void kill() throws Exception {
        signal("KILL");
        redis.close();
    }

    /** Drops what a killed Redis had stored. */
    public void forget() throws IOException {
        delete(folder);
        Files.createDirectory(folder);
    }

    /** Starts it again after {@link #kill}, at the same address. */
    public void restart() throws IOException {
        redis = DevRedis.start(HOME, redis.port(), redis.password(), settings);
        pid = processId();
    }

    @Override
    public void close() {
        redis.close();
        delete(folder);
    }

    private long processId() throws IOException {
        Matcher found = PROCESS_ID.matcher(String.valueOf(command("INFO", "server")));
        if (!found.find()) {
            throw new IOException("INFO tells no process id");
        }
        return Long.parseLong(found.group(1));
    }

    private void signal(String name) throws Exception {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("no process " + pid + " to send " + name);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
