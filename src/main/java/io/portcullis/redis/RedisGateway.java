package io.portcullis.redis;

import io.portcullis.fault.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redis, as one event loop sees it: one pipelined connection, a deadline on everything, and {@link Fault#unavailable} (503) for
 * whatever goes wrong.
 *
 * <p>Plain reads of one turn of the event loop leave together, in one write. Scripts and other commands leave singly, because
 * one error reply fails a whole batch. A broken connection is replaced at once; after an attempt that failed, commands fail for
 * {@value #RETRY_MILLIS} ms. Commands wait for a new connection no longer than their deadline. A plain read whose connection broke is sent once more; what may
 * have changed something is not.
 *
 * <p>Not thread-safe: use it from the context that it was made for.
 */
public final class RedisGateway {

    private static final Logger LOG = LoggerFactory.getLogger(RedisGateway.class);
    private static final long RETRY_MILLIS = 100;

    /** How an error reply begins; in a batch the client puts a number before it. */
    private static final Pattern ERROR_REPLY = Pattern.compile("(ERR \\[\\d+] )?[A-Z]+ (?!\\[\\d+] )");

    private final Vertx vertx;
    private final Context context;
    private final RedisSettings settings;
    private final RedisMeter meter;

    private @Nullable RedisLink link;
    private long nextAttemptNanos = System.nanoTime();
    private long quietUntilNanos = System.nanoTime();
    private @Nullable ReadBatch batch;

    /** A gateway for the given context; nothing is connected before the first command. */
    public RedisGateway(Vertx vertx, Context context, RedisSettings settings) {
        this(vertx, context, settings, RedisMeter.NONE);
    }

    /** The same, which tells a meter how Redis does. */
    public RedisGateway(Vertx vertx, Context context, RedisSettings settings, RedisMeter meter) {
        this.vertx = vertx;
        this.context = context;
        this.settings = settings;
        this.meter = meter;
    }

    /** The names of our keys. */
    public RedisKeys keys() {
        return settings.keys();
    }

    /** How long one command may take. */
    public Duration deadline() {
        return settings.deadline();
    }

    /** Reads a string. Absent if there is none. */
    public Future<Reply> get(String key) {
        return read(Request.cmd(Command.GET).arg(key));
    }

    /** Reads fields of a hash: a list as long as the fields, with absent elements. */
    public Future<Reply> hmget(String key, String... fields) {
        Request request = Request.cmd(Command.HMGET).arg(key);
        for (String field : fields) {
            request.arg(field);
        }
        return read(request);
    }

    /** Reads a hash: a list of fields and values in turn, empty if there is none. */
    public Future<Reply> hgetall(String key) {
        return read(Request.cmd(Command.HGETALL).arg(key));
    }

    /** The time by the clock of Redis, of the node that owns {@code key} in a cluster: the only clock for anything that is stored. */
    public Future<Instant> time(String key) {
        if (settings.topology() != RedisSettings.Topology.CLUSTER) {
            return read(Request.cmd(Command.TIME)).map(RedisTime::instant);
        }
        return evalReadOnly(RedisTime.SCRIPT, List.of(key), List.of()).map(RedisTime::instant);
    }

    /**
     * Runs a script that may change something: sent once, so that nothing is done twice. Arguments are byte arrays, or anything
     * else by its {@code toString}.
     */
    public Future<Reply> eval(Script script, List<String> keys, List<?> arguments) {
        return send(RedisMeter.Kind.SCRIPT, scriptRequest(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> isNoScript(failure)
                        ? send(RedisMeter.Kind.SCRIPT, scriptRequest(Command.EVAL, script.text(), keys, arguments))
                        : Future.failedFuture(failure))
                .map(Reply::of)
                .recover(RedisGateway::unavailable);
    }

    /** Runs a script that changes nothing: sent once more when its connection broke. */
    public Future<Reply> evalReadOnly(Script script, List<String> keys, List<?> arguments) {
        return resendOnce(() -> eval(script, keys, arguments));
    }

    /** Sends one command that is not a plain read. */
    public Future<Reply> command(String name, Object... arguments) {
        Request request = Request.cmd(Command.create(name));
        for (Object argument : arguments) {
            add(request, argument);
        }
        return send(RedisMeter.Kind.COMMAND, request).map(Reply::of).recover(RedisGateway::unavailable);
    }

    /** Gives up the connection; commands that wait fail. */
    public Future<Void> close() {
        RedisLink open = link;
        link = null;
        if (open == null) {
            return Future.succeededFuture();
        }
        if (open.wasOpen()) {
            meter.connection(RedisMeter.Connection.CLOSED);
        }
        return open.close();
    }

    /**
     * What {@code read} gives, shared by all callers with this key whose plain reads leave in the same turn of the event loop:
     * nobody gets what was asked before they came.
     */
    @SuppressWarnings("unchecked")
    public <T> Future<T> oncePerTurn(Object key, Supplier<Future<T>> read) {
        ReadBatch open = openBatch();
        Future<?> shared = open.shared.get(key);
        if (shared == null) {
            shared = read.get();
            open.shared.put(key, shared);
        }
        return (Future<T>) shared;
    }

    private Future<Reply> read(Request request) {
        return openBatch().add(request);
    }

    private ReadBatch openBatch() {
        ReadBatch open = batch;
        if (open == null) {
            open = new ReadBatch();
            batch = open;
            context.runOnContext(turn -> flush());
        }
        return open;
    }

    private void flush() {
        ReadBatch full = batch;
        batch = null;
        if (full == null || full.reads.isEmpty()) {
            return;
        }
        if (settings.topology() == RedisSettings.Topology.CLUSTER) {
            full.reads.forEach(read ->
                    resendOnce(() -> send(RedisMeter.Kind.READ, read.request)).onComplete(read.reply));
        } else {
            resendOnce(() -> withLink(RedisMeter.Kind.READ, l -> l.sendAll(full.requests())))
                    .onSuccess(full::succeed)
                    .onFailure(full::fail);
        }
    }

    /** Sends again what a broken connection took along; both sendings together have one deadline. */
    private <T> Future<T> resendOnce(Supplier<Future<T>> sending) {
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        return sending.get()
                .recover(failure -> isBreak(failure) && deadline - System.nanoTime() > 0
                        ? sending.get().timeout(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                        : Future.failedFuture(failure));
    }

    private Future<Response> send(RedisMeter.Kind kind, Request request) {
        return withLink(kind, l -> l.send(request));
    }

    private <T> Future<T> withLink(RedisMeter.Kind kind, Function<RedisLink, Future<T>> use) {
        long begun = System.nanoTime();
        return attempt(use).onComplete(done -> {
            if (done.succeeded() || isAnswer(done.cause())) {
                meter.answered(kind, System.nanoTime() - begun);
            } else {
                meter.failed(
                        kind,
                        done.cause() instanceof TimeoutException
                                ? RedisMeter.Failure.TIMEOUT
                                : RedisMeter.Failure.CONNECTION);
            }
        });
    }

    private <T> Future<T> attempt(Function<RedisLink, Future<T>> use) {
        RedisLink used;
        try {
            used = link();
        } catch (RuntimeException unusable) {
            return Future.failedFuture(unusable);
        }
        if (used == null) {
            return Future.failedFuture(new IllegalStateException("not connected to Redis"));
        }
        return use.apply(used)
                .timeout(settings.deadline().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    if (!isAnswer(failure) || !used.wasOpen() || isReadOnly(failure)) {
                        drop(used, failure);
                    }
                    return Future.failedFuture(failure);
                });
    }

    private @Nullable RedisLink link() {
        if (link == null && System.nanoTime() - nextAttemptNanos >= 0) {
            RedisLink made = RedisLink.open(vertx, settings, this::drop);
            link = made;
            made.opened().onSuccess(open -> tellOpened(made));
        }
        return link;
    }

    private void tellOpened(RedisLink opened) {
        if (link == opened) {
            meter.connection(RedisMeter.Connection.OPENED);
        }
    }

    private void drop(RedisLink broken, Throwable why) {
        if (link == broken) {
            link = null;
            meter.connection(broken.wasOpen() ? RedisMeter.Connection.LOST : RedisMeter.Connection.FAILED);
            if (!broken.wasOpen()) {
                nextAttemptNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            }
            if (System.nanoTime() - quietUntilNanos >= 0) {
                quietUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                LOG.warn("gave up a connection to Redis: {}", why.toString());
            }
            broken.close();
        }
    }

    private static Request scriptRequest(Command command, String script, List<String> keys, List<?> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(argument -> add(request, argument));
        return request;
    }

    private static void add(Request request, Object argument) {
        if (argument instanceof byte[] bytes) {
            request.arg(bytes);
        } else {
            request.arg(argument.toString());
        }
    }

    private static boolean isNoScript(Throwable failure) {
        return isAnswer(failure) && String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }

    /** Whether the primary has become a replica: there is another one to be looked for. */
    private static boolean isReadOnly(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("READONLY ");
    }

    /** Whether the connection broke: neither an answer of Redis nor a deadline that passed. */
    private static boolean isBreak(Throwable failure) {
        Throwable cause = failure instanceof Fault && failure.getCause() != null ? failure.getCause() : failure;
        return !isAnswer(cause) && !(cause instanceof TimeoutException);
    }

    /**
     * Whether Redis answered, with an error: the connection is good. The client gives what it says itself, such as that the
     * connection is closed, the same type; only Redis begins with a code in capitals and a blank.
     */
    private static boolean isAnswer(Throwable failure) {
        return failure instanceof Response
                && ERROR_REPLY.matcher(String.valueOf(failure.getMessage())).lookingAt();
    }

    private static <T> Future<T> unavailable(Throwable failure) {
        return Future.failedFuture(failure instanceof Fault ? failure : Fault.unavailable(failure));
    }

    /** The plain reads of one turn, and what is shared among its requests. */
    private static final class ReadBatch {
        private final List<Read> reads = new ArrayList<>();
        private final Map<Object, Future<?>> shared = new HashMap<>();

        private record Read(Request request, Promise<Response> reply) {}

        Future<Reply> add(Request request) {
            Promise<Response> reply = Promise.promise();
            reads.add(new Read(request, reply));
            return reply.future().map(Reply::of).recover(RedisGateway::unavailable);
        }

        List<Request> requests() {
            return reads.stream().map(Read::request).toList();
        }

        void succeed(List<Response> replies) {
            for (int i = 0; i < reads.size(); i++) {
                reads.get(i).reply.complete(replies.get(i));
            }
        }

        void fail(Throwable failure) {
            reads.forEach(read -> read.reply.fail(failure));
        }
    }
}
