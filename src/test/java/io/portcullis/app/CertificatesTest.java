package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.testing.Poll;
import io.portcullis.testing.TestCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS of the listener. */
class CertificatesTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private TestCertificate first;

    @BeforeEach
    void create() throws Exception {
        first = TestCertificate.create(folder, "first", "dns:localhost");
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    private ServerOptions.Tls tls(List<String> protocols, Optional<String> clientCa) {
        return new ServerOptions.Tls(
                first.certificateFile().toString(),
                first.keyFile().toString(),
                protocols,
                clientCa,
                clientCa.isPresent());
    }

    private int listen(ServerOptions.Tls tls) throws Exception {
        Certificates certificates = new Certificates(tls);
        HttpServerOptions options = new HttpServerOptions();
        certificates.addTo(options);
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(any -> any.response().end());
        await(server.listen(0, "127.0.0.1"));
        await(certificates.follow(vertx, server, Duration.ofMillis(50)));
        return server.actualPort();
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The certificate that the server shows to a client that trusts only this one. */
    private static Certificate shown(int port, TestCertificate trusted, String... protocols) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) trusted.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void onlyTheVersionsThatAreWantedAreSpoken() throws Exception {
        int port = listen(tls(List.of("TLSv1.3"), Optional.empty()));

        assertThat(shown(port, first, "TLSv1.3")).isEqualTo(first.certificate());
        assertThatThrownBy(() -> shown(port, first, "TLSv1.2")).isInstanceOf(javax.net.ssl.SSLException.class);
    }

    @Test
    void aClientWithoutTheCertificateThatIsRequiredIsRefused() throws Exception {
        int port = listen(
                tls(List.of("TLSv1.2"), Optional.of(first.certificateFile().toString())));

        assertThatThrownBy(() -> shown(port, first, "TLSv1.2")).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void aNewCertificateIsShownSoonAfterTheFilesChangedAndABadOneNever() throws Exception {
        int port = listen(tls(List.of("TLSv1.2", "TLSv1.3"), Optional.empty()));
        Certificate before = first.certificate();
        assertThat(shown(port, first)).isEqualTo(before);

        TestCertificate second = TestCertificate.create(folder, "second", "dns:localhost");
        replace(second.certificateFile(), first.certificateFile());
        replace(second.keyFile(), first.keyFile());
        Poll.until(Duration.ofSeconds(20), () -> accepts(port, second));

        Files.writeString(first.certificateFile(), "nonsense");
        FileTime later = FileTime.from(
                Files.getLastModifiedTime(first.keyFile()).toInstant().plusSeconds(5));
        Files.setLastModifiedTime(first.certificateFile(), later);
        long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
        Poll.until(Duration.ofSeconds(5), () -> !accepts(port, second) || System.nanoTime() - end > 0);
        assertThat(accepts(port, second)).isTrue();
    }

    private static void replace(Path by, Path file) throws Exception {
        FileTime later =
                FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(2));
        Files.move(by, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, later);
    }

    private static boolean accepts(int port, TestCertificate trusted) throws Exception {
        try {
            return shown(port, trusted).equals(trusted.certificate());
        } catch (javax.net.ssl.SSLException other) {
            return false;
        }
    }
}
