package io.portcullis.app;

import io.portcullis.http.CleanRequest;
import io.portcullis.system.RunningRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of a node that are not answered yet, of all its event loops: what {@code sys/in-flight-req} tells. */
final class InFlight {

    private final Map<HttpServerRequest, RunningRequest> requests = new ConcurrentHashMap<>();

    /** Knows a request from now until its answer has left or its client has gone. */
    void enter(CleanRequest request) {
        HttpServerRequest http = request.request();
        HttpServerResponse response = request.response();
        requests.put(
                http, new RunningRequest(request.method(), request.path(), http.remoteAddress(), System.nanoTime()));
        response.endHandler(disposed -> requests.remove(http));
    }

    /** Those that run now, in no order. */
    List<RunningRequest> all() {
        return List.copyOf(requests.values());
    }
}
