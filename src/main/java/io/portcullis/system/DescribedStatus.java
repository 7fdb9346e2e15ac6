package io.portcullis.system;

import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoint.WhileLocked;
import io.portcullis.http.Operation;
import io.vertx.core.Future;
import java.util.List;

/**
 * What {@link StatusRoutes} and {@link InitRoutes} serve, as endpoints: so that help and documents know of it. Requests come there before
 * they could come here, but for those that spell the path in a way of their own.
 */
public final class DescribedStatus {

    private DescribedStatus() {}

    /** The endpoints below {@code sys/}. */
    public static List<Endpoint> endpoints() {
        return List.of(
                status("health/?")
                        .fields(
                                code("activecode", "a node that serves"),
                                code("sealedcode", "a node that cannot reach its store"),
                                code("uninitcode", "a store that was never initialised"),
                                code("standbycode", "a standby, which there is none of"),
                                new Field("standbyok", FieldType.BOOL, "Accepted: no node is a standby."))
                        .help("Tell how the node that answers is, by the status too.")
                        .build(),
                status("seal-status/?")
                        .help("Tell whether the store can be read, and by which key.")
                        .build(),
                status("leader/?").help("Tell that every node is active.").build(),
                status("init/?")
                        .fields(
                                new Field(
                                        "recovery_shares",
                                        FieldType.INT,
                                        "Into how many shares to split a recovery key."),
                                new Field("recovery_threshold", FieldType.INT, "How many of the shares are needed."))
                        .help("Tell whether the store was initialised, or initialise it.")
                        .on(Operation.UPDATE, DescribedStatus::servedElsewhere)
                        .build());
    }

    private static Endpoint.Builder status(String pattern) {
        return Endpoint.at(pattern)
                .access(Endpoint.Access.LOGIN)
                .whileLocked(WhileLocked.SERVED)
                .on(Operation.READ, DescribedStatus::servedElsewhere);
    }

    private static Field code(String name, String of) {
        return new Field(name, FieldType.INT, "The status for " + of + ".");
    }

    private static Future<Answer> servedElsewhere(Call call) {
        throw Fault.unsupportedPath();
    }
}
