package io.portcullis.dev;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sentinel on loopback; ends with this process, even after {@code kill -9}. */
public final class SentinelProcess implements AutoCloseable {

    private final Process shell;
    private final int port;

    private SentinelProcess(Process shell, int port) {
        this.shell = shell;
        this.port = port;
    }

    /** Starts one that watches over a primary on loopback under a name, and decides alone. */
    public static SentinelProcess start(Path folder, Path home, String name, int primaryPort, String password)
            throws IOException {
        RedisProgram program = RedisProgram.find(System.getenv().getOrDefault("PATH", ""), home);
        program.prepare(folder);
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("sentinel.conf"),
                String.join(
                        "\n",
                        "bind 127.0.0.1",
                        "port " + port,
                        "dir \"" + folder.toAbsolutePath() + "\"",
                        "sentinel monitor " + name + " 127.0.0.1 " + primaryPort + " 1",
                        "sentinel auth-pass " + name + " " + password,
                        "sentinel down-after-milliseconds " + name + " 1000",
                        "sentinel failover-timeout " + name + " 5000",
                        ""));
        String script = "\"$1\" \"$2\" --sentinel >\"$3\" 2>&1 </dev/null & pid=$!; read -r end; kill -KILL $pid";
        Process shell = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        script,
                        "sentinel",
                        program.in(folder).toString(),
                        configuration.toString(),
                        folder.resolve("sentinel.log").toString()))
                .start();
        return new SentinelProcess(shell, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    /** Where it listens, as {@code redis://127.0.0.1:port}. */
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            shell.destroyForcibly();
        }
    }
}
