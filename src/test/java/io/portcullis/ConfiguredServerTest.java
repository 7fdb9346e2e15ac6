package io.portcullis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.cli.RunningServer;
import io.portcullis.config.Configuration;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestCertificate;
import io.portcullis.testing.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server from a configuration file, to its first answer and its end. */
@Tag("single-redis")
class ConfiguredServerTest {

    @TempDir
    private Path folder;

    private Configuration configuration(OwnRedis redis, String further) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), password(redis) + "\n");
        Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789ABCDEF");
        Path file = Files.writeString(folder.resolve("portcullis.hcl"), """
                storage "redis" {
                  address       = "redis://127.0.0.1:%d"
                  username      = "portcullis"
                  password_file = "%s"
                }
                seal "static" { current_key_file = "%s" }
                pid_file = "%s"
                %s
                """.formatted(
                        redis.port(), password, key, folder.resolve("pid"), further));
        return Configuration.read(List.of(file), Map.of());
    }

    private static String password(OwnRedis redis) {
        return URI.create(redis.productAddress()).getUserInfo().split(":")[1];
    }

    @Test
    void itServesOverTlsAsTheUserOfTheAccessControlListUntilItIsClosed() throws Exception {
        TestCertificate certificate = TestCertificate.create(folder, "listener", "dns:localhost");
        try (OwnRedis redis = TestRedis.own()) {
            String listener =
                    "listener \"tcp\" { address = \"127.0.0.1:0\" tls_cert_file = \"%s\" tls_key_file = \"%s\" }"
                            .formatted(certificate.certificateFile(), certificate.keyFile());
            RunningServer server = ConfiguredServer.start(configuration(redis, listener));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trusting()).build();
            HttpRequest health = HttpRequest.newBuilder(URI.create(
                            "https://localhost:" + server.listenAddress().getPort() + "/v1/sys/health"))
                    .build();

            assertThat(client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as("not initialised")
                    .isEqualTo(501);
            assertThat(folder.resolve("pid")).hasContent(ProcessHandle.current().pid() + "\n");

            server.close();
            assertThat(folder.resolve("pid")).doesNotExist();
            assertThatThrownBy(() -> client.send(health, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatKeepsItFromStartingIsOneSentence() throws Exception {
        try (OwnRedis redis = TestRedis.own();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listener = "listener \"tcp\" { tls_disable = true address = \"127.0.0.1:%d\" }";
            assertThatThrownBy(() ->
                            ConfiguredServer.start(configuration(redis, listener.formatted(taken.getLocalPort()))))
                    .hasMessageContaining("Address already in use");

            redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
            assertThatThrownBy(() -> ConfiguredServer.start(configuration(redis, listener.formatted(0))))
                    .hasMessageStartingWith("Redis must have maxmemory-policy noeviction");
        }
    }
}
