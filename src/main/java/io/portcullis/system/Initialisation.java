package io.portcullis.system;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Standing;
import io.portcullis.fault.Fault;
import io.portcullis.namespace.Namespace;
import io.portcullis.redis.PrefixScan;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.RecoveryKey;
import io.portcullis.seal.Seal;
import io.portcullis.secret.SecretBytes;
import io.portcullis.token.RootTokens;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initialises a store: keyring, first change and recovery key in one commit, which one caller of all wins; then the root token, which
 * only the winner writes. Whoever dies between the two leaves a store without a root token: it holds nothing, and its keys are
 * deleted to begin again.
 */
final class Initialisation {

    private static final Logger LOG = LoggerFactory.getLogger(Initialisation.class);

    private final Vertx vertx;
    private final ControlPlane plane;
    private final ControlReader reader;
    private final ControlWriter writer;
    private final RedisGateway redis;
    private final TokenService tokens;

    /** On a gateway of its own, whose commands may take their time. */
    Initialisation(Vertx vertx, ControlPlane plane, RedisGateway redis, TokenService tokens) {
        this.vertx = vertx;
        this.plane = plane;
        this.reader = new ControlReader(plane, redis);
        this.writer = new ControlWriter(vertx, plane, redis);
        this.redis = redis;
        this.tokens = tokens;
    }

    /** What is told once: the shares of the recovery key, for the caller to wipe, and the root token. */
    record Made(List<SecretBytes> recoveryShares, String rootToken) {}

    /** What was committed, and what the root token needs. */
    private record Beginning(Seal seal, FirstChange first, Instant at) {}

    /** Initialises the store; fails with 400 when it is, or was, or something else is where it would be. */
    Future<Made> initialise(InitRequest request) {
        return requireEmpty()
                .compose(empty -> vertx.executeBlocking(() -> Recovery.of(request), false))
                .compose(recovery -> begin(recovery)
                        .compose(beginning -> rootToken(beginning))
                        .compose(token -> reader.now().map(seen -> new Made(recovery.shares(), token)))
                        .eventually(recovery::wipeKey)
                        .onFailure(refused -> recovery.shares().forEach(SecretBytes::close)));
    }

    /** The recovery key and its shares. */
    private record Recovery(InitRequest request, RecoveryKey key, List<SecretBytes> shares) {

        static Recovery of(InitRequest request) {
            RecoveryKey key = RecoveryKey.random();
            return new Recovery(
                    request, key, request.shares() == 0 ? List.of() : key.split(request.shares(), request.threshold()));
        }

        StoreFacts.Recovery fact(Seal seal) {
            boolean none = request.shares() == 0;
            return new StoreFacts.Recovery(request.shares(), request.threshold(), none ? new byte[0] : key.hash(seal));
        }

        Future<Void> wipeKey() {
            key.close();
            return Future.succeededFuture();
        }

        @Override
        public String toString() {
            return "Recovery";
        }
    }

    private Future<Void> requireEmpty() {
        return reader.now().transform(look -> {
            if (look.failed() && !(look.cause() instanceof Fault fault && fault.isSealed())) {
                return Future.failedFuture(look.cause());
            }
            if (plane.isLost()) {
                return Future.failedFuture(
                        Fault.badRequest("this store was initialised before and has lost its keyring:"
                                + " if it is to be initialised anew, restart the server"));
            }
            return plane.standing().state() == Standing.State.UNINITIALISED
                    ? requireNothingElse()
                    : Future.failedFuture(already());
        });
    }

    private static Fault already() {
        return Fault.badRequest("Vault is already initialized");
    }

    private Future<Void> requireNothingElse() {
        if (!plane.sealKeys().canInitialise()) {
            return Future.failedFuture(Fault.badRequest("there is no seal key to initialise the store with"));
        }
        return PrefixScan.anyKey(redis).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture();
            }
            return reader.initialised()
                    .compose(there -> Future.failedFuture(
                            there
                                    ? already()
                                    : Fault.badRequest(
                                            "the store is not initialised, and not empty: Redis has keys under \""
                                                    + redis.keys().prefix() + "\"")));
        });
    }

    private Future<Beginning> begin(Recovery recovery) {
        AtomicReference<Beginning> beginning = new AtomicReference<>();
        return redis.time(redis.keys().epoch())
                .compose(now -> writer.initialise(empty -> {
                    Seal seal = empty.seal();
                    FirstChange first = FirstChange.of(empty, now);
                    StoreFacts.put(first.change(), recovery.fact(seal));
                    beginning.set(new Beginning(seal, first, now));
                    return Future.succeededFuture(first.change());
                }))
                .compose(ours -> ours ? Future.succeededFuture(beginning.get()) : Future.failedFuture(already()));
    }

    /** Sent once more when its outcome is unknown: a token that is there already is this one. */
    private Future<String> rootToken(Beginning beginning) {
        String token = tokens.newString(Namespace.ROOT_ID);
        RootTokens roots = new RootTokens(tokens);
        return roots.first(beginning.seal(), beginning.first().tokenMount(), token, beginning.at())
                .recover(unknown ->
                        roots.first(beginning.seal(), beginning.first().tokenMount(), token, beginning.at()))
                .onFailure(
                        lost -> LOG.error(
                                "the store is initialised and its root token could not be written: delete its keys to begin again"))
                .map(token);
    }
}
