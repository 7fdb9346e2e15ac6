package io.portcullis.apilock;

import io.portcullis.apilock.ApiLockCommands.Locked;
import io.portcullis.apilock.ApiLockCommands.Unlocking;
import io.portcullis.apilock.ApiLockCommands.Wanted;
import io.portcullis.control.Change;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoint.WhileLocked;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceLock;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.redis.RedisGateway;
import io.portcullis.token.Caller;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code sys/namespaces/api-lock}: spec of namespaces, section 2. When a lock is answered, every request that starts afterwards finds it, on every node
 * (invariant N1): it is a change of the control plane like any other.
 *
 * <p>Whoever has {@code sudo} by a policy from above a namespace, or is root in the first one, unlocks it without the key; a tenant's own policies do not count
 * (threats K2). Ours: {@code reason} and {@code ttl} of a lock, {@code rekey}, and {@code status}.
 */
public final class ApiLockRoutes {

    private static final String PATH = "path";
    private static final String LOCK = "namespaces/api-lock/lock";
    private static final String UNLOCK = "namespaces/api-lock/unlock";
    private static final String STATUS = "namespaces/api-lock/status";

    /** As nothing is captured by it, a path in the body counts for nothing either. */
    private static final String HERE = "(?<path>)";

    private static final String BELOW = "/(?<path>.+)";
    private static final int MOST_REASON_BYTES = 512;

    private static final Field PATH_FIELD = new Field(PATH, FieldType.TEXT, "The namespace, from this one on.");
    private static final Field KEY = new Field("unlock_key", FieldType.TEXT, "The key that the lock gave.");
    private static final Field REASON = new Field("reason", FieldType.TEXT, "Why, for people: 512 bytes at most.");
    private static final Field TTL =
            new Field("ttl", FieldType.DURATION, "After how long the lock lifts itself; 0 for never.");
    private static final Field REKEY =
            new Field("rekey", FieldType.BOOL, "Takes over the lock that there is, with a new key; needs sudo.");
    private static final Field AFTER = new Field("after", FieldType.TEXT, "Begins behind this path.");
    private static final Field LIMIT = new Field("limit", FieldType.INT, "How many at most.");

    private final ControlWriter control;
    private final WrongKeys wrongKeys;
    private final ApiLockEvents events;

    /** Routes for one event loop, that commit through the writer. */
    public ApiLockRoutes(ControlWriter control, RedisGateway redis, ApiLockMeter meter) {
        this.control = control;
        this.wrongKeys = new WrongKeys(redis);
        this.events = new ApiLockEvents(meter);
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                lock(LOCK + HERE),
                lock(LOCK + BELOW),
                unlock(UNLOCK + HERE, WhileLocked.SERVED),
                unlock(UNLOCK + BELOW, WhileLocked.REFUSED),
                status(STATUS + HERE),
                status(STATUS + BELOW));
    }

    private Endpoint lock(String pattern) {
        return Endpoint.at(pattern, PATH)
                .fields(PATH_FIELD, REASON, TTL, REKEY)
                .help("Lock a namespace and all below it.")
                .on(Operation.UPDATE, this::lock)
                .build();
    }

    private Endpoint unlock(String pattern, WhileLocked whileLocked) {
        return Endpoint.at(pattern, PATH)
                .fields(PATH_FIELD, KEY)
                .whileLocked(whileLocked)
                .help("Unlock a namespace.")
                .on(Operation.UPDATE, this::unlock)
                .build();
    }

    private static Endpoint status(String pattern) {
        return Endpoint.at(pattern, PATH)
                .fields(PATH_FIELD, AFTER, LIMIT)
                .help("Tell what is locked at and below a namespace, and what closes it.")
                .on(Operation.READ, ApiLockRoutes::status)
                .build();
    }

    private Future<Answer> lock(Call call) {
        String reason = call.parameters().text(REASON.name()).orElse("");
        if (reason.getBytes(StandardCharsets.UTF_8).length > MOST_REASON_BYTES) {
            throw Fault.badRequest("reason is longer than " + MOST_REASON_BYTES + " bytes");
        }
        Wanted wanted = new Wanted(
                path(call), reason, call.parameters().duration(TTL.name()).orElse(Duration.ZERO), actor(call));
        return call.parameters().bool(REKEY.name()).orElse(false) ? rekey(call, wanted) : lock(call, wanted);
    }

    private Future<Answer> lock(Call call, Wanted wanted) {
        ApiLockCommands.runOut(view(call), wanted.path()).ifPresent(events::expired);
        return commit(call, view -> ApiLockCommands.lock(view, wanted)).map(locked -> {
            events.locked(locked.lock());
            return key(locked);
        });
    }

    private Future<Answer> rekey(Call call, Wanted wanted) {
        return commit(call, view -> {
                    if (!needsNoKey(call, view, wanted.path())) {
                        throw Fault.deniedByPolicy();
                    }
                    return ApiLockCommands.rekey(view, wanted);
                })
                .map(locked -> {
                    events.rekeyed(locked.lock());
                    return key(locked);
                });
    }

    /** What is refused, a wrong key above all, does not stand in the way of what is not. */
    private <R> Future<R> commit(Call call, Function<View, Change<R>> decision) {
        return control.commit(view(call), Grant.of(call).confirming(decision));
    }

    private static View view(Call call) {
        return call.found(View.class);
    }

    private static Answer key(Locked locked) {
        return Answer.data(ApiLockWire.key(locked.key()));
    }

    private Future<Answer> unlock(Call call) {
        String path = path(call);
        Optional<String> key = call.parameters().text(KEY.name()).filter(given -> !given.isEmpty());
        return commit(call, view -> {
                    if (key.isEmpty() && !needsNoKey(call, view, path)) {
                        throw Fault.badRequest("provided empty key");
                    }
                    return ApiLockCommands.unlock(view, path, key);
                })
                .compose(unlocking -> unlocking.right() ? unlocked(call, unlocking, key) : wrongKey(call, unlocking));
    }

    private Future<Answer> unlocked(Call call, Unlocking unlocking, Optional<String> key) {
        events.unlocked(unlocking.lock(), actor(call), key.isPresent());
        return Future.succeededFuture(
                key.isPresent()
                        ? Answer.noContent()
                        : new Answer.Done(List.of("Namespace unlocked using sudo capabilities")));
    }

    private Future<Answer> wrongKey(Call call, Unlocking unlocking) {
        return wrongKeys.count(unlocking.namespaceId()).compose(refusal -> {
            events.wrongKey(unlocking.lock(), actor(call), refusal.status() == 400);
            return Future.failedFuture(refusal);
        });
    }

    private static Future<Answer> status(Call call) {
        View view = view(call);
        String path = path(call);
        String after = call.parameters().text(AFTER.name()).orElse("");
        long limit = call.parameters().integer(LIMIT.name()).orElse(0);
        return Future.succeededFuture(
                NamespaceTree.of(view).at(path).isPresent()
                        ? Answer.data(ApiLockWire.status(view, path, after, limit))
                        : Answer.notFound());
    }

    /** The namespace that a call is about, from the first one down. */
    private static String path(Call call) {
        String below = call.captured(PATH);
        return Namespace.of(call).path() + (below.isEmpty() ? "" : below + "/");
    }

    /** The policies of a token are those of its namespace: they count if that is above the one that is meant, or the first. */
    private static boolean needsNoKey(Call call, View view, String path) {
        String callersNamespace = Caller.of(call).entry().namespaceId();
        boolean above = NamespaceTree.of(view)
                .withId(callersNamespace)
                .filter(from -> from.isRoot()
                        || path.startsWith(from.path())
                                && path.length() > from.path().length())
                .isPresent();
        return above && Grant.of(call).by(view).sudo();
    }

    private static NamespaceLock.Actor actor(Call call) {
        Caller caller = Caller.of(call);
        return new NamespaceLock.Actor(
                caller.entry().accessor(),
                caller.entry().origin().displayName(),
                call.request().client().toString());
    }
}
