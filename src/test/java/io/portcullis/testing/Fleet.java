package io.portcullis.testing;

import io.portcullis.app.Node;
import io.portcullis.app.ServerOptions;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.password.HashingSettings;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Several nodes on one Redis, in this process, each with an instance of Vert.x of its own: what several machines would be. */
public final class Fleet implements AutoCloseable {

    /** The root token of every fleet. */
    public static final String ROOT = "root-token-of-the-suite";

    private static final long START_SECONDS = 60;

    /** What a hash costs: a login takes a thirtieth of the usual time, and the suite has thousands of them. */
    private static final int CHEAP = 5;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<Node> nodes = new ArrayList<>();
    private final List<ApiClient> clients = new ArrayList<>();
    private final ServerOptions options;

    private Fleet(ServerOptions options) {
        this.options = options;
    }

    /** Nodes on the shared Redis of the suite, under a prefix of their own. */
    public static Fleet start(int nodes) {
        return start(nodes, EventLoop.shared(TestRedis.freshPrefix()));
    }

    /** Nodes on some Redis. */
    public static Fleet start(int nodes, RedisSettings redis) {
        return start(nodes, redis, options -> options);
    }

    /** Nodes on some Redis, with other options than usual. */
    public static Fleet start(int nodes, RedisSettings redis, UnaryOperator<ServerOptions> changed) {
        Fleet fleet = new Fleet(changed.apply(options(redis)));
        for (int i = 0; i < nodes; i++) {
            fleet.addNode();
        }
        return fleet;
    }

    /** The options of a node of a fleet, before they are changed. */
    public static ServerOptions options(RedisSettings redis) {
        return new ServerOptions(
                ServerOptions.Listener.plain("127.0.0.1", 0),
                Optional.empty(),
                Duration.ZERO,
                redis,
                Optional.of(SealKey.development()),
                Optional.empty(),
                true,
                Optional.of(ROOT),
                "s.",
                List.of(),
                LockoutRules.USUAL,
                LeaseTtls.USUAL,
                "",
                "",
                1,
                new HashingSettings(2, 1, HashingSettings.QUEUE_TARGET, CHEAP, false),
                1_000);
    }

    /** Where the state of the fleet is. */
    public RedisSettings redis() {
        return options.redis();
    }

    /** Starts one more node. */
    public ApiClient addNode() {
        Node node = await(Node.start(Node.vertx(options.eventLoops()), options));
        nodes.add(node);
        ApiClient client = new ApiClient("http://127.0.0.1:" + node.port(), ROOT);
        clients.add(client);
        return client;
    }

    /** The address of the ops listener of a node. */
    public String ops(int index) {
        return "http://127.0.0.1:" + nodes.get(index).opsPort();
    }

    /** What the ops listener of a node says of a series, its labels written out in their order; NaN: nothing. */
    public double measured(int index, String series) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(ops(index) + "/metrics")).build();
        HttpResponse<String> scraped = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                .join();
        if (scraped.statusCode() != 200) {
            throw new AssertionError("/metrics: " + scraped.statusCode() + " " + scraped.body());
        }
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (.+)$", Pattern.MULTILINE)
                .matcher(scraped.body());
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    /** Ends a node in good order; the others go on. */
    public void stopNode(int index) {
        await(nodes.get(index).stop());
    }

    /** A client of a node, with the root token. */
    public ApiClient node(int index) {
        return clients.get(index);
    }

    /** The clients of all nodes. */
    public List<ApiClient> all() {
        return List.copyOf(clients);
    }

    /** The base addresses of all nodes. */
    public List<String> addresses() {
        return clients.stream().map(ApiClient::address).toList();
    }

    @Override
    public void close() {
        nodes.forEach(node -> await(node.stop()));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
