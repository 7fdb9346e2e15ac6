package io.portcullis.system;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.Snapshot;
import io.portcullis.control.Standing;
import io.portcullis.fault.Fault;
import io.portcullis.http.ErrorWriter;
import io.portcullis.http.JsonFields;
import io.portcullis.http.JsonOutput;
import io.portcullis.version.Version;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What everybody may ask at any time, in every namespace and whatever token is sent: {@code sys/health}, {@code sys/seal-status},
 * {@code sys/leader} and GET of {@code sys/init}. Not enveloped. Spec of the system, 3.1 to 3.4; decisions S1 to S5.
 */
public final class StatusRoutes {

    private static final long PATIENCE_MILLIS = 1_000;

    private final ControlPlane plane;
    private final ControlReader control;
    private final ErrorWriter errors;
    private final Clock clock;
    private final Announced announced;

    private final Map<String, Function<RoutingContext, Future<Void>>> pathToHandler = Map.of(
            "sys/health",
            this::health,
            "sys/seal-status",
            context -> status(context, this::sealStatus),
            "sys/leader",
            context -> status(context, condition -> leader()),
            "sys/init",
            this::init);

    /** Routes for one event loop. */
    public StatusRoutes(
            ControlPlane plane, ControlReader control, ErrorWriter errors, Clock clock, Announced announced) {
        this.announced = announced;
        this.plane = plane;
        this.control = control;
        this.errors = errors;
        this.clock = clock;
    }

    /** Whether a path of a namespace is served here, with or without a final slash. */
    public boolean serves(String path) {
        return pathToHandler.containsKey(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The paths of a namespace that are served here. */
    public Set<String> paths() {
        return pathToHandler.keySet();
    }

    /** Adds the routes. */
    public void addTo(Router router) {
        pathToHandler.forEach((path, handler) -> {
            router.routeWithRegex("/v1/(.*/)?" + path + "/?").handler(context -> answer(context, handler));
        });
    }

    private void answer(RoutingContext context, Function<RoutingContext, Future<Void>> handler) {
        Future.succeededFuture(context)
                .compose(handler)
                .onFailure(failure -> errors.write(context.response(), failure));
    }

    private Future<Void> health(RoutingContext context) {
        requireRead(context);
        HealthCodes codes = HealthCodes.of(context.queryParams());
        return condition().compose(condition -> send(context, codes.in(condition), health(condition)));
    }

    private Future<Void> status(RoutingContext context, Function<Condition, JsonFields> fields) {
        requireRead(context);
        return condition().compose(condition -> send(context, 200, fields.apply(condition)));
    }

    /** What is told where Redis does not answer is what it said last. */
    private Future<Void> init(RoutingContext context) {
        return status(
                context,
                condition ->
                        json -> json.writeBooleanField("initialized", condition.initialised() && !isUninitialised()));
    }

    private boolean isUninitialised() {
        return plane.standing().state() == Standing.State.UNINITIALISED;
    }

    private static void requireRead(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            throw Fault.silent(405);
        }
    }

    /** Redis away is told as sealed; what was never initialised is told as that only by a process that has not seen it otherwise. */
    private Future<Condition> condition() {
        return control.now()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map(view -> new Condition(true, Optional.of(view.snapshot())))
                .otherwise(failure -> new Condition(
                        !(failure instanceof Fault fault && fault.isSealed() && isUninitialised()), Optional.empty()));
    }

    private JsonFields health(Condition condition) {
        boolean known = condition.initialised() && !condition.sealed();
        return json -> {
            json.writeBooleanField("initialized", condition.initialised());
            json.writeBooleanField("sealed", condition.sealed());
            json.writeBooleanField("standby", !known);
            json.writeBooleanField("performance_standby", false);
            json.writeStringField("replication_performance_mode", known ? "disabled" : "unknown");
            json.writeStringField("replication_dr_mode", known ? "disabled" : "unknown");
            json.writeNumberField("server_time_utc", clock.instant().getEpochSecond());
            json.writeStringField("version", Version.wire());
            cluster(condition).write(json);
        };
    }

    private JsonFields sealStatus(Condition condition) {
        return json -> {
            json.writeStringField("type", "static");
            json.writeBooleanField("initialized", condition.initialised());
            json.writeBooleanField("sealed", condition.sealed());
            StoreFacts.Recovery recovery = recovery(condition);
            json.writeNumberField("t", recovery.threshold());
            json.writeNumberField("n", recovery.shares());
            json.writeNumberField("progress", 0);
            json.writeStringField("nonce", "");
            json.writeBooleanField("recovery_seal", true);
            json.writeStringField("recovery_seal_type", "shamir");
            json.writeStringField("version", Version.wire());
            json.writeStringField("commit_date", Version.buildDate());
            json.writeStringField("build_date", Version.buildDate());
            json.writeBooleanField("migration", false);
            cluster(condition).write(json);
            json.writeStringField("storage_type", "redis");
        };
    }

    /** That of the store as it was seen last; a development store shows one share of one, as the reference's does. */
    private StoreFacts.Recovery recovery(Condition condition) {
        Optional<Snapshot> seen = condition.snapshot().or(() -> Optional.ofNullable(plane.last()));
        int unsplit = seen.isPresent() ? 1 : 0;
        return seen.flatMap(snapshot -> snapshot.part(StoreFacts.KIND).recovery())
                .orElseGet(() -> new StoreFacts.Recovery(unsplit, unsplit, new byte[0]));
    }

    private JsonFields cluster(Condition condition) {
        return json -> {
            if (condition.clusterId().isPresent()) {
                json.writeStringField(
                        "cluster_name",
                        announced.clusterName().isEmpty()
                                ? condition.clusterName().get()
                                : announced.clusterName());
                json.writeStringField("cluster_id", condition.clusterId().get().toString());
            }
        };
    }

    /** Every node is active; the fields that only clients of a standby look at say so. */
    private JsonFields leader() {
        return json -> {
            json.writeBooleanField("ha_enabled", false);
            json.writeBooleanField("is_self", false);
            json.writeStringField("active_time", "0001-01-01T00:00:00Z");
            json.writeStringField("leader_address", announced.apiAddress());
            json.writeStringField("leader_cluster_address", "");
            json.writeBooleanField("performance_standby", false);
            json.writeNumberField("performance_standby_last_remote_wal", 0);
        };
    }

    private static Future<Void> send(RoutingContext context, int status, JsonFields fields) {
        HttpServerResponse response = context.response().setStatusCode(status);
        boolean bodiless =
                status == 204 || status == 304 || context.request().method().equals(HttpMethod.HEAD);
        if (status == 304) {
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        Buffer body = JsonOutput.object(fields);
        return bodiless ? response.end() : response.end(body);
    }
}
