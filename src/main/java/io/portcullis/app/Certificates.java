package io.portcullis.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS of one server: its options, and the certificate read again when its files have changed, without cutting a connection. */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final ServerOptions.Tls tls;
    private List<Long> changed = List.of();

    Certificates(ServerOptions.Tls tls) {
        this.tls = tls;
    }

    /** Lets the server speak TLS. */
    void addTo(HttpServerOptions options) {
        ServerSSLOptions ssl = options();
        options.setSsl(true)
                .setKeyCertOptions(ssl.getKeyCertOptions())
                .setTrustOptions(ssl.getTrustOptions())
                .setEnabledSecureTransportProtocols(ssl.getEnabledSecureTransportProtocols())
                .setClientAuth(ssl.getClientAuth());
    }

    /** From now on looks each such time whether the files are others than they were. */
    Future<Void> follow(Vertx vertx, HttpServer server, Duration pause) {
        vertx.setPeriodic(pause.toMillis(), tick -> look(vertx, server));
        return changes(vertx).map(now -> {
            changed = now;
            return null;
        });
    }

    private void look(Vertx vertx, HttpServer server) {
        changes(vertx)
                .compose(now -> now.equals(changed) ? Future.succeededFuture() : renew(server, now))
                .onFailure(unusable -> LOG.error("the new certificate of the listener: {}", unusable.toString()));
    }

    private Future<Void> renew(HttpServer server, List<Long> now) {
        return server.updateSSLOptions(options(), true).map(done -> {
            changed = now;
            LOG.info("the certificate of the listener was read again");
            return null;
        });
    }

    private ServerSSLOptions options() {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificateFile())
                        .setKeyPath(tls.keyFile()))
                .setEnabledSecureTransportProtocols(Set.copyOf(tls.protocols()));
        tls.clientCaFile().ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca)));
        return options.setClientAuth(clientAuth());
    }

    private ClientAuth clientAuth() {
        if (tls.clientCaFile().isEmpty()) {
            return ClientAuth.NONE;
        }
        return tls.clientCertificateRequired() ? ClientAuth.REQUIRED : ClientAuth.REQUEST;
    }

    /** When the files were changed, in milliseconds. */
    private Future<List<Long>> changes(Vertx vertx) {
        return Future.all(Stream.of(tls.certificateFile(), tls.keyFile())
                        .map(file -> vertx.fileSystem().props(file))
                        .toList())
                .map(all -> all.<FileProps>list().stream()
                        .map(FileProps::lastModifiedTime)
                        .toList());
    }
}
