package io.portcullis.dev;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A private Redis for development: loopback only, a random password, everything in memory, gone with this process even after
 * {@code kill -9}.
 *
 * <p>It is the {@code redis-server} of the PATH, or the one that is delivered for development. All methods block.
 */
public final class DevRedis implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START_DEADLINE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int ATTEMPTS = 5;
    private static final int PASSWORD_BYTES = 32;
    private static final int PROBE_TIMEOUT_MILLIS = 100;
    private static final String PORT_TAKEN = "Address already in use";

    private final SupervisedRedis redis;
    private final int port;
    private final String password;

    private DevRedis(SupervisedRedis redis, int port, String password) {
        this.redis = redis;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts a Redis on a free port and returns when it answers.
     *
     * <p>The program that is delivered for development is looked for in {@code dev/embedded-redis-*.jar} below the folder that
     * the system property {@code portcullis.home} names.
     *
     * @throws IOException if there is no program for this machine, or it does not answer within 10 s; with its last words
     */
    public static DevRedis start() throws IOException {
        Path home = Path.of(System.getProperty("portcullis.home", "target/portcullis"));
        return start(home, 0, randomPassword(), List.of());
    }

    /**
     * As {@link #start()}, with the home folder, the port (0: a free one), the password and further lines of configuration, which win
     * over ours.
     */
    public static DevRedis start(Path home, int port, String password, List<String> settings) throws IOException {
        return start(RedisProgram.find(System.getenv().getOrDefault("PATH", ""), home), port, password, settings);
    }

    static DevRedis start(RedisProgram program, int port, String password, List<String> settings) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return launch(program, port == 0 ? freePort() : port, password, settings);
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains(PORT_TAKEN)) {
                    throw e;
                }
            }
        }
    }

    private static DevRedis launch(RedisProgram program, int port, String password, List<String> settings)
            throws IOException {
        SupervisedRedis redis = SupervisedRedis.start(program, configuration(port, password, settings));
        DevRedis started = new DevRedis(redis, port, password);
        try {
            started.awaitReady();
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static List<String> configuration(int port, String password, List<String> settings) {
        List<String> lines = new ArrayList<>(List.of(
                "bind " + LOOPBACK,
                "protected-mode yes",
                "port " + port,
                "requirepass " + password,
                "daemonize no",
                "loglevel warning",
                "save \"\"",
                "appendonly no",
                "maxmemory-policy noeviction"));
        lines.addAll(settings);
        return lines;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return probe.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        try {
            while (!answers()) {
                if (redis.endsWithin(POLL)) {
                    throw new IOException("Redis did not start: " + redis.lastWords());
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("Redis did not answer within " + START_DEADLINE.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while Redis started");
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(LOOPBACK, port), PROBE_TIMEOUT_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(US_ASCII));
            String expected = "+OK\r\n+PONG\r\n";
            byte[] answer = socket.getInputStream().readNBytes(expected.length());
            return expected.equals(new String(answer, US_ASCII)) && redis.isAlive();
        } catch (IOException e) {
            return false;
        }
    }

    /** Its address with its password, as {@code redis://:password@127.0.0.1:port}: a secret. */
    public String connectionString() {
        return "redis://:" + password + "@" + LOOPBACK + ":" + port;
    }

    /** The port it listens on, on loopback. */
    public int port() {
        return port;
    }

    /** The password it asks for. */
    public String password() {
        return password;
    }

    /** Ends it and removes its folder; returns when both are gone. */
    @Override
    public void close() {
        redis.close();
    }
}
