package io.portcullis.system;

import io.portcullis.fault.Fault;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
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
                        .build(),
                Endpoint.at("seal|unseal|step-down")
                        .access(Endpoint.Access.LOGIN)
                        .help("Not served.")
                        .on(Operation.READ, call -> {
                            throw Fault.silent(405);
                        })
                        .build());
    }
}
