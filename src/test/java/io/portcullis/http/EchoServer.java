package io.portcullis.http;

import io.portcullis.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The gate with a handler behind it that tells what it was given: {@code METHOD path?query t=token n=namespace b=body}. */
final class EchoServer implements AutoCloseable {

    /** How many requests got through the gate. */
    final AtomicInteger passed = new AtomicInteger();

    /** Why bodies could not be read. */
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final Vertx vertx = Vertx.vertx();
    private final ErrorWriter errors = new ErrorWriter();
    private final BodyCollector bodies;
    private final HttpServer server;

    EchoServer(Duration idle, Duration bodyDeadline, boolean loopbackOnly) {
        bodies = new BodyCollector(vertx, bodyDeadline);
        server = await(vertx.createHttpServer(new HttpServerSettings(idle, 2048, 4096).options())
                .requestHandler(new Gate(this::echo, bodies, errors, loopbackOnly))
                .listen(0, "127.0.0.1"));
    }

    int port() {
        return server.actualPort();
    }

    private void echo(CleanRequest request) {
        passed.incrementAndGet();
        if (request.path().equals("bug")) {
            throw new IllegalStateException("a bug");
        }
        if (request.path().equals("nothing")) {
            request.response().setStatusCode(204).end();
            return;
        }
        if (request.path().equals("fault")) {
            throw Fault.of(503, "<busy>");
        }
        bodies.collect(request)
                .onComplete(
                        body -> request.response().end(Buffer.buffer(told(request, body), "ISO-8859-1")), failure -> {
                            failures.add(failure);
                            errors.write(request.response(), failure);
                        });
    }

    private static String told(CleanRequest request, byte[] body) {
        String text = body.length > 100 ? body.length + " bytes" : new String(body, StandardCharsets.ISO_8859_1);
        return request.method() + " " + request.path() + "?" + request.query() + " t=" + request.token() + " n="
                + request.namespace() + " b=" + text;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
