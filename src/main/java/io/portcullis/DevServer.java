package io.portcullis;

import io.portcullis.address.Cidr;
import io.portcullis.address.ForwardedFor;
import io.portcullis.app.Node;
import io.portcullis.app.ServerOptions;
import io.portcullis.cli.DevOptions;
import io.portcullis.cli.RunningServer;
import io.portcullis.config.LockoutSwitch;
import io.portcullis.dev.DevRedis;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.token.TokenService;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A development server: a node, and a Redis of its own unless it was told of one. */
final class DevServer implements RunningServer {

    private final DevOptions options;
    private final Node node;
    private final Optional<DevRedis> redis;

    private DevServer(DevOptions options, Node node, Optional<DevRedis> redis) {
        this.options = options;
        this.node = node;
        this.redis = redis;
    }

    /** Starts one; what can be done side by side is. */
    static RunningServer start(DevOptions options, Map<String, String> environment) throws Exception {
        CompletableFuture<SealKey> sealKey = CompletableFuture.supplyAsync(SealKey::development);
        CompletableFuture<Vertx> vertx = CompletableFuture.supplyAsync(() -> Node.vertx(cores()));
        Optional<DevRedis> redis = options.redisUrl().isPresent() ? Optional.empty() : Optional.of(DevRedis.start());
        try {
            String address =
                    options.redisUrl().orElseGet(() -> redis.orElseThrow().connectionString());
            String host = InetAddress.getByName(options.listenHost()).getHostAddress();
            ServerOptions server = ServerOptions.development(
                    ServerOptions.Listener.plain(host, options.listenPort()).behind(forwardedFor(environment)),
                    options.opsAddress(),
                    RedisSettings.standalone(address),
                    sealKey.get(),
                    options.rootTokenId(),
                    environment.getOrDefault("PORTCULLIS_TOKEN_PREFIX", TokenService.DEFAULT_PREFIX),
                    lockout(environment),
                    cores());
            return new DevServer(options, Starting.await(Node.start(vertx.get(), server)), redis);
        } catch (Exception failure) {
            redis.ifPresent(DevRedis::close);
            throw failure;
        }
    }

    private static LockoutRules lockout(Map<String, String> environment) {
        Optional<Boolean> forced = LockoutSwitch.forced(environment, variable -> {
            throw new IllegalArgumentException(variable + " is neither true nor false");
        });
        return LockoutRules.USUAL.forced(forced);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** {@code PORTCULLIS_X_FORWARDED_FOR_AUTHORIZED_ADDRS}: addresses and networks of proxies, with commas. */
    private static ForwardedFor forwardedFor(Map<String, String> environment) {
        String proxies = environment.getOrDefault("PORTCULLIS_X_FORWARDED_FOR_AUTHORIZED_ADDRS", "");
        return proxies.isBlank()
                ? ForwardedFor.ignored()
                : ForwardedFor.trusting(Arrays.stream(proxies.split(","))
                        .map(String::strip)
                        .map(Cidr::parse)
                        .toList());
    }

    @Override
    public InetSocketAddress listenAddress() {
        return new InetSocketAddress(options.listenHost(), node.port());
    }

    @Override
    public Optional<String> rootToken() {
        return node.rootToken();
    }

    @Override
    public void close() {
        try {
            node.stop().toCompletionStage().toCompletableFuture().join();
        } finally {
            redis.ifPresent(DevRedis::close);
        }
    }
}
