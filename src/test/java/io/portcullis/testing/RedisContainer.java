package io.portcullis.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A Redis in a container, where there is a Docker daemon that can run one. */
final class RedisContainer {

    private static final int PORT = 6379;
    private static final int PULL_SECONDS = 90;
    private static final Duration PING = Duration.ofMillis(500);

    private RedisContainer() {}

    /** The address of a new container; empty if no daemon answers at once, or if it cannot run the image. */
    static Optional<String> start() {
        if (!daemonAnswers()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    CompletableFuture.supplyAsync(RedisContainer::run).get(PULL_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception e) {
            System.err.println("no Redis container, going on without: " + e.getMessage());
            return Optional.empty();
        }
    }

    // Not closed here: the container serves the whole suite, and Testcontainers removes it when this process has ended.
    @SuppressWarnings("resource")
    private static String run() {
        String password = UUID.randomUUID().toString();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("redis:7.4-alpine"))
                .withExposedPorts(PORT)
                .withCommand("redis-server", "--requirepass", password, "--save", "");
        container.start();
        return "redis://:" + password + "@" + container.getHost() + ":" + container.getMappedPort(PORT);
    }

    private static boolean daemonAnswers() {
        URI host = URI.create(Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock"));
        try {
            return "unix".equals(host.getScheme()) ? unixAnswers(Path.of(host.getPath())) : tcpAnswers(host);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean unixAnswers(Path path) throws IOException, InterruptedException {
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(US_ASCII)));
            channel.configureBlocking(false);
            ByteBuffer answer = ByteBuffer.allocate(64);
            long deadline = System.nanoTime() + PING.toNanos();
            while (channel.read(answer) == 0 && System.nanoTime() - deadline < 0) {
                Thread.sleep(5);
            }
            return new String(answer.array(), US_ASCII).contains(" 200 ");
        }
    }

    private static boolean tcpAnswers(URI host) throws IOException, InterruptedException {
        HttpRequest ping = HttpRequest.newBuilder(URI.create("http://" + host.getAuthority() + "/_ping"))
                .timeout(PING)
                .build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PING).build();
        return client.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
}
