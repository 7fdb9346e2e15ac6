package io.portcullis.app;

import io.portcullis.apilock.Knocks;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.Kind;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.MountContent;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.DeadNamespaces;
import io.portcullis.namespace.NamespaceContent;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.password.HashingPool;
import io.portcullis.policy.PolicyContent;
import io.portcullis.policy.PolicyTable;
import io.portcullis.seal.SealKeys;
import io.portcullis.system.StoreFacts;
import io.portcullis.token.RevocationContent;
import io.portcullis.token.Revocations;
import io.portcullis.tokenauth.RoleContent;
import io.portcullis.tokenauth.TokenRoles;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node: an instance of Vert.x with its verticles. Any number of them serve one store. */
public final class Node {

    /** Every kind of entry of the control plane: nodes that share a store know the same ones. */
    public static final List<Kind<?>> KINDS = List.of(
            NamespaceTree.KIND,
            DeadNamespaces.KIND,
            NamespaceLocks.KIND,
            MountTable.KIND,
            DeadMounts.KIND,
            PolicyTable.KIND,
            TokenRoles.KIND,
            Revocations.KIND,
            StoreFacts.KIND);

    /** What the features keep of each namespace. */
    static final List<NamespaceContent> CONTENTS =
            List.of(new MountContent(), new PolicyContent(), new RoleContent(), new RevocationContent());

    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(15);

    /** A lock that runs out is told within some seconds. */
    private static final Duration LOCKOUT_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Optional<String> rootToken;
    private final int port;
    private final String httpDeployment;
    private final HashingPool hasher;
    private final OpsListener ops;
    private final Duration drainDelay;

    private Node(
            Vertx vertx,
            Optional<String> rootToken,
            int port,
            String httpDeployment,
            HashingPool hasher,
            OpsListener ops,
            Duration drainDelay) {
        this.vertx = vertx;
        this.rootToken = rootToken;
        this.port = port;
        this.httpDeployment = httpDeployment;
        this.hasher = hasher;
        this.ops = ops;
        this.drainDelay = drainDelay;
    }

    /** An instance of Vert.x as a node needs it; it keeps no files. */
    public static Vertx vertx(int eventLoops) {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    /**
     * Starts a node on an instance of Vert.x that is its own from now on: closed with it, and when it cannot start.
     *
     * @return succeeds when the node serves, if only that it is sealed or not initialised; fails when Redis is not what it must be, and
     *     in development also when it does not answer, or its store is another's
     */
    public static Future<Node> start(Vertx vertx, ServerOptions options) {
        SealKeys keys = SealKeys.of(options.sealKey(), options.previousSealKey(), options.development());
        ControlPlane plane = new ControlPlane(KINDS, keys, options.logLength());
        OpsListener ops = new OpsListener(vertx, options.opsAddress(), plane);
        Future<HashingPool> hashing =
                HashingPool.deploy(vertx, options.hashing(), ops.instruments().hashing());
        return new StoreOpening(vertx, options, plane)
                .open()
                .compose(opened -> hashing.compose(hasher -> serve(vertx, options, plane, hasher, ops, opened)))
                .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)));
    }

    private static Future<Node> serve(
            Vertx vertx,
            ServerOptions options,
            ControlPlane plane,
            HashingPool hasher,
            OpsListener ops,
            StoreOpening.Opened opened) {
        List<HttpVerticle> verticles = new ArrayList<>();
        InFlight inFlight = new InFlight();
        Knocks knocks = new Knocks(ops.instruments().apiLock());
        return vertx.deployVerticle(new StoreWatch(options, plane, opened.checked()))
                .compose(watch -> vertx.deployVerticle(
                        () -> {
                            HttpVerticle verticle =
                                    new HttpVerticle(options, plane, inFlight, hasher, ops.instruments(), knocks);
                            synchronized (verticles) {
                                verticles.add(verticle);
                            }
                            return verticle;
                        },
                        new DeploymentOptions().setInstances(options.eventLoops())))
                .compose(http -> vertx.deployVerticle(new SweepVerticle(
                                options, plane, ops.instruments(), knocks, SWEEP_PAUSE, LOCKOUT_PAUSE))
                        .compose(sweep -> ops.open(verticles, hasher))
                        .map(open -> new Node(
                                vertx,
                                opened.rootToken(),
                                verticles.get(0).port(),
                                http,
                                hasher,
                                ops,
                                options.drainDelay())));
    }

    /** The root token of a development store; empty otherwise. */
    public Optional<String> rootToken() {
        return rootToken;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The port of the ops listener; 0 when there is none. */
    public int opsPort() {
        return ops.port();
    }

    /**
     * Says that it is not ready, goes on for the delay that load balancers need to hear of it, then takes no more requests, finishes
     * those that run, and only then stops what they need.
     */
    public Future<Void> stop() {
        ops.stopping();
        Future<Void> quiet =
                drained().compose(done -> vertx.undeploy(httpDeployment)).eventually(hasher::undeploy);
        // Not composed: a future of one of its contexts cannot be completed once the instance is closed.
        return Future.future(promise -> quiet.onComplete(done -> vertx.close().onComplete(promise)));
    }

    private Future<?> drained() {
        return drainDelay.isZero()
                ? Future.succeededFuture()
                : vertx.timer(drainDelay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
