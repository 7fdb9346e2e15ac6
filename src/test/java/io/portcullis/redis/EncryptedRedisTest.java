package io.portcullis.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisAccess.Tls;
import io.portcullis.redis.RedisSettings.Topology;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.TestCertificate;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to Redis, whose own build may know none: something that speaks TLS stands before it. */
@Tag("single-redis")
class EncryptedRedisTest {

    @TempDir
    private static Path folder;

    private static OwnRedis redis;
    private static TestCertificate ofRedis;
    private static TestCertificate ours;

    private final Vertx vertx = Vertx.vertx();
    private final EventLoop loop = new EventLoop();

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.own();
        ofRedis = TestCertificate.create(folder, "redis", "dns:localhost");
        ours = TestCertificate.create(folder, "ours", "dns:portcullis");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = encrypted(ClientAuth.NONE);
    }

    @AfterEach
    void close() {
        loop.close();
        vertx.close();
    }

    private int encrypted(ClientAuth clientAuth) throws Exception {
        NetServerOptions options = new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(pem(ofRedis))
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(ours.certificateFile().toString()));
        options.setClientAuth(clientAuth);
        NetClient plain = vertx.createNetClient();
        NetServer server = vertx.createNetServer(options).connectHandler(outside -> {
            outside.pause();
            plain.connect(redis.port(), "127.0.0.1").onSuccess(inside -> {
                inside.pipeTo(outside);
                outside.pipeTo(inside);
            });
        });
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static PemKeyCertOptions pem(TestCertificate certificate) {
        return new PemKeyCertOptions()
                .setCertPath(certificate.certificateFile().toString())
                .setKeyPath(certificate.keyFile().toString());
    }

    private Reply read(String host, int at, Tls tls) throws Throwable {
        Optional<RedisLogin> login = RedisLogin.in(URI.create(redis.productAddress()));
        RedisSettings settings = new RedisSettings(
                Topology.STANDALONE,
                List.of("rediss://" + host + ":" + at),
                new RedisAccess(login, Optional.empty(), "", tls),
                new RedisKeys("pc:"),
                Duration.ofSeconds(10));
        return loop.run(() -> loop.gateway(settings).command("INFO", "server"));
    }

    private static Tls trusting(TestCertificate authority) {
        return new Tls(Optional.of(authority.certificateFile().toString()), Optional.empty(), Optional.empty());
    }

    private static Tls presenting(TestCertificate own) {
        return new Tls(
                Optional.of(ofRedis.certificateFile().toString()),
                Optional.of(own.certificateFile().toString()),
                Optional.of(own.keyFile().toString()));
    }

    @Test
    void aServerWhoseCertificateHasItsNameIsGood() throws Throwable {
        assertThat(read("localhost", port, trusting(ofRedis)).text()).contains("redis_version");
    }

    @Test
    void aServerWhoseCertificateHasAnotherNameIsRefused() {
        assertThatThrownBy(() -> read("127.0.0.1", port, trusting(ofRedis)))
                .isInstanceOf(Fault.class)
                .hasStackTraceContaining("SSLHandshakeException");
    }

    @Test
    void aServerWhoseCertificateNobodyWeTrustHasSignedIsRefused() {
        for (Tls tls : List.of(Tls.STANDARD, trusting(ours))) {
            assertThatThrownBy(() -> read("localhost", port, tls))
                    .isInstanceOf(Fault.class)
                    .hasStackTraceContaining("SSLHandshakeException");
        }
    }

    @Test
    void aServerThatWantsOurCertificateGetsIt() throws Throwable {
        int strict = encrypted(ClientAuth.REQUIRED);

        assertThat(read("localhost", strict, presenting(ours)).text()).contains("redis_version");
        assertThatThrownBy(() -> read("localhost", strict, trusting(ofRedis))).isInstanceOf(Fault.class);
        assertThatThrownBy(() -> read("localhost", strict, presenting(ofRedis))).isInstanceOf(Fault.class);
    }
}
