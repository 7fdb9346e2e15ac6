package io.portcullis.system;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.token.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Operations that clients know and that are not served: told so to everybody, as the reference does. Decision S7. */
public final class UnsupportedRoutes {

    private UnsupportedRoutes() {}

    /** The endpoints below {@code sys/}. */
    public static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("(generate-root|rekey)/.+")
                        .access(Endpoint.Access.LOGIN)
                        .help("Not served.")
                        .unlisted()
                        .build(),
                Endpoint.at("seal")
                        .access(Endpoint.Access.OPTIONAL_TOKEN)
                        .help("Not served: a node is sealed by taking its seal key away.")
                        .unlisted()
                        .on(Operation.READ, UnsupportedRoutes::wrongMethod)
                        .on(Operation.DELETE, UnsupportedRoutes::wrongMethod)
                        .on(Operation.UPDATE, UnsupportedRoutes::refuseToSeal)
                        .build(),
                Endpoint.at("step-down")
                        .access(Endpoint.Access.LOGIN)
                        .help("Do nothing: every node is active.")
                        .unlisted()
                        .on(Operation.READ, UnsupportedRoutes::wrongMethod)
                        .on(Operation.DELETE, UnsupportedRoutes::wrongMethod)
                        .on(Operation.UPDATE, call -> Future.succeededFuture(Answer.noContent()))
                        .build(),
                Endpoint.at("unseal")
                        .access(Endpoint.Access.LOGIN)
                        .help("Not served: the seal key comes from a file.")
                        .unlisted()
                        .on(Operation.READ, UnsupportedRoutes::wrongMethod)
                        .on(Operation.DELETE, UnsupportedRoutes::wrongMethod)
                        .build());
    }

    private static Future<Answer> wrongMethod(Call call) {
        throw Fault.silent(405);
    }

    private static Future<Answer> refuseToSeal(Call call) {
        if (call.request().token().isEmpty()) {
            throw Fault.permissionDenied();
        }
        if (!Caller.of(call)
                .entry()
                .acl(call.found(View.class))
                .permission("sys/seal", false)
                .sudo()) {
            throw Fault.deniedByPolicy();
        }
        throw Fault.badRequest("sealing is not supported");
    }
}
