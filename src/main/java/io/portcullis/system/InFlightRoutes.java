package io.portcullis.system;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.field.GoTime;
import io.portcullis.http.Answer;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code sys/in-flight-req}: the requests that this node has not answered yet. Spec of the system, 3.11. A request has another name at
 * every asking, and no client: only what came over the wire is known of all of them.
 */
public final class InFlightRoutes {

    private final Supplier<List<RunningRequest>> running;
    private final Clock clock;

    /** Routes that tell what runs by the given register. */
    public InFlightRoutes(Supplier<List<RunningRequest>> running, Clock clock) {
        this.running = running;
        this.clock = clock;
    }

    /** The endpoint below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(Endpoint.at("in-flight-req")
                .help("Tell which requests this node has not answered yet.")
                .on(Operation.READ, call -> Future.succeededFuture(requests()))
                .build());
    }

    private Answer requests() {
        List<RunningRequest> now = running.get();
        Instant time = clock.instant();
        long nanos = System.nanoTime();
        return new Answer.Bare(json -> {
            for (RunningRequest each : now) {
                request(json, each, time.minusNanos(nanos - each.startNanos()));
            }
        });
    }

    private static void request(JsonGenerator json, RunningRequest request, Instant start) throws IOException {
        json.writeObjectFieldStart(UUID.randomUUID().toString());
        json.writeStringField("start_time", GoTime.format(start));
        json.writeStringField("client_remote_address", address(request.peer()));
        json.writeStringField("request_path", "/v1/" + request.path());
        json.writeStringField("request_method", request.method());
        json.writeStringField("client_id", "");
        json.writeEndObject();
    }

    private static String address(SocketAddress peer) {
        String host = peer.hostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.port();
    }
}
