package io.portcullis;

import io.portcullis.app.Node;
import io.portcullis.app.ServerOptions;
import io.portcullis.cli.RunningServer;
import io.portcullis.config.Configuration;
import io.portcullis.config.Listener;
import io.portcullis.config.ListenerTls;
import io.portcullis.config.Lockout;
import io.portcullis.control.ControlPlane;
import io.portcullis.http.HttpServerSettings;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.lockout.LockoutSettings;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.seal.SealKey;
import io.portcullis.secret.SecretBytes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server as its configuration wants it: a node on a Redis that is there already. */
final class ConfiguredServer implements RunningServer {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredServer.class);

    private final Configuration configuration;
    private final Node node;

    private ConfiguredServer(Configuration configuration, Node node) {
        this.configuration = configuration;
        this.node = node;
    }

    /** Starts one; what can be done side by side is. */
    static RunningServer start(Configuration configuration) throws Exception {
        CompletableFuture<Optional<SealKey>> current =
                CompletableFuture.supplyAsync(() -> sealKey(configuration.seal().current()));
        CompletableFuture<Vertx> vertx = CompletableFuture.supplyAsync(() -> Node.vertx(configuration.eventLoops()));
        configuration.warnings().forEach(LOG::warn);
        configuration.seal().problems().forEach(LOG::error);
        Optional<SealKey> previous = sealKey(configuration.seal().previous());
        ServerOptions options = options(configuration, current.get(), previous);
        Node node = Starting.await(Node.start(vertx.get(), options));
        ConfiguredServer server = new ConfiguredServer(configuration, node);
        server.writePid();
        return server;
    }

    private static Optional<SealKey> sealKey(Optional<SecretBytes> bytes) {
        try (SecretBytes secret = bytes.orElse(SecretBytes.takeOver(new byte[0]))) {
            return bytes.isPresent() ? Optional.of(secret.read(SealKey::of)) : Optional.empty();
        } catch (IllegalArgumentException published) {
            LOG.error("seal \"static\": {}", published.getMessage());
            return Optional.empty();
        }
    }

    private static ServerOptions options(
            Configuration configuration, Optional<SealKey> sealKey, Optional<SealKey> previousSealKey)
            throws UnknownHostException {
        return new ServerOptions(
                listener(configuration.listener()),
                configuration.opsAddress(),
                configuration.drainDelay(),
                configuration.redis(),
                sealKey,
                previousSealKey,
                false,
                Optional.empty(),
                configuration.tokenPrefix(),
                configuration.initAllowed(),
                lockout(configuration.lockout()),
                new LeaseTtls(
                        configuration.leases().standard(),
                        configuration.leases().longest()),
                configuration.apiAddress(),
                configuration.clusterName(),
                configuration.eventLoops(),
                configuration.hashing(),
                ControlPlane.DEFAULT_LOG_LENGTH);
    }

    private static LockoutRules lockout(Lockout lockout) {
        LockoutSettings standard =
                new LockoutSettings(lockout.threshold(), lockout.duration(), lockout.counterReset(), List.of());
        return new LockoutRules(
                lockout.forced(), standard, lockout.disabled(), lockout.countUnknown(), lockout.sourceFailureLimit());
    }

    private static ServerOptions.Listener listener(Listener listener) throws UnknownHostException {
        HttpServerSettings usual = HttpServerSettings.defaults();
        return new ServerOptions.Listener(
                InetAddress.getByName(listener.address().host()).getHostAddress(),
                listener.address().port(),
                listener.tls().map(ConfiguredServer::tls),
                listener.forwardedFor(),
                new HttpServerSettings(listener.idle(), usual.requestLineBytes(), usual.headerBytes()),
                listener.bodyDeadline(),
                listener.bodyLimit());
    }

    private static ServerOptions.Tls tls(ListenerTls tls) {
        return new ServerOptions.Tls(
                tls.certificateFile(),
                tls.keyFile(),
                tls.protocols(),
                tls.clientCaFile(),
                tls.clientCertificateRequired());
    }

    private void writePid() throws IOException {
        Optional<Path> file = configuration.pidFile();
        if (file.isPresent()) {
            try {
                Files.writeString(file.get(), ProcessHandle.current().pid() + "\n");
            } catch (IOException unwritable) {
                close();
                throw new IOException("pid_file: " + file.get() + " cannot be written");
            }
        }
    }

    @Override
    public InetSocketAddress listenAddress() {
        return InetSocketAddress.createUnresolved(
                configuration.listener().address().host(), node.port());
    }

    @Override
    public Optional<String> rootToken() {
        return Optional.empty();
    }

    @Override
    public Duration drainDelay() {
        return configuration.drainDelay();
    }

    @Override
    public void close() {
        try {
            node.stop().toCompletionStage().toCompletableFuture().join();
        } finally {
            configuration.pidFile().ifPresent(ConfiguredServer::delete);
        }
    }

    private static void delete(Path pidFile) {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException left) {
            LOG.warn("pid_file: {} cannot be deleted", pidFile);
        }
    }
}
