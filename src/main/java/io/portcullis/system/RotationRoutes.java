package io.portcullis.system;

import io.portcullis.control.Change;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.GoTime;
import io.portcullis.field.Parameters;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * {@code sys/rotate} and its fellows: a new version of the record key, and what the last one is. Spec of the system, 3.7; threats R6,
 * R7. It is never rotated by itself: one version is good for more records than a fleet will ever write.
 */
public final class RotationRoutes {

    private static final long LEAST_OPERATIONS = 1_000_000;
    private static final long MOST_OPERATIONS = 3_865_470_566L;
    private static final Duration LEAST_INTERVAL = Duration.ofHours(24);

    private final ControlWriter control;

    /** Routes that rotate through the given writer. */
    public RotationRoutes(ControlWriter control) {
        this.control = control;
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("rotate(/keyring)?")
                        .help("Seal with a new version of the record key from now on.")
                        .on(Operation.UPDATE, ofTheStore(this::rotate))
                        .build(),
                Endpoint.at("rotate/(keyring/)?config")
                        .fields(
                                new Field("enabled", FieldType.BOOL, "Accepted: nothing is rotated by itself."),
                                new Field("interval", FieldType.DURATION, "Accepted, and means nothing."),
                                new Field("max_operations", FieldType.INT, "Accepted, and means nothing."))
                        .help("Tell that the record key is not rotated by itself.")
                        .on(Operation.READ, ofTheStore(call -> Future.succeededFuture(config())))
                        .on(Operation.UPDATE, ofTheStore(RotationRoutes::configure))
                        .build(),
                Endpoint.at("key-status")
                        .help("Tell which version of the record key seals, and since when.")
                        .on(Operation.READ, ofTheStore(call -> Future.succeededFuture(status(call.found(View.class)))))
                        .build());
    }

    /** The record key is the whole store's: no tenant rotates it, or learns of it. */
    private static Endpoint.Handler ofTheStore(Endpoint.Handler handler) {
        return call -> {
            if (!Namespace.of(call).isRoot()) {
                throw Fault.badRequest("namespace is not sealable");
            }
            return handler.handle(call);
        };
    }

    private Future<Answer> rotate(Call call) {
        return control.rotate(Grant.of(call).confirming(view -> {
            Change<Answer> change = Change.resultingIn(Answer.noContent());
            StoreFacts.put(change, new StoreFacts.RecordKey(view.time()));
            return change;
        }));
    }

    private static Answer config() {
        return Answer.data(json -> {
            json.writeBooleanField("enabled", false);
            json.writeNumberField("interval", 0);
            json.writeNumberField("max_operations", MOST_OPERATIONS);
        });
    }

    /** Takes what changes nothing. */
    private static Future<Answer> configure(Call call) {
        Parameters wanted = call.parameters();
        Duration interval = wanted.duration("interval").orElse(Duration.ZERO);
        long operations = wanted.integer("max_operations").orElse(MOST_OPERATIONS);
        if (!interval.isZero() && interval.compareTo(LEAST_INTERVAL) < 0) {
            throw Fault.badRequest("interval must be greater or equal to 24h0m0s");
        }
        if (operations < LEAST_OPERATIONS || operations > MOST_OPERATIONS) {
            throw Fault.badRequest("max_operations must be in the range [1000000,3865470566]");
        }
        if (wanted.bool("enabled").orElse(false) || !interval.isZero() || operations != MOST_OPERATIONS) {
            throw Fault.badRequest("automatic rotation is not supported: rotate with sys/rotate");
        }
        return Future.succeededFuture(Answer.noContent());
    }

    /** The records are those that this node has sealed since it has the version. */
    private static Answer status(View view) {
        Seal seal = view.snapshot().seal();
        StoreFacts facts = view.snapshot().part(StoreFacts.KIND);
        return Answer.repeatedData(json -> {
            json.writeNumberField("encryptions", seal.sealedRecords());
            json.writeStringField(
                    "install_time",
                    GoTime.format(facts.recordKey()
                            .map(StoreFacts.RecordKey::installed)
                            .orElseThrow(
                                    () -> Fault.unavailable("the store does not say when its record key was made"))));
            json.writeNumberField("term", seal.versions());
        });
    }
}
