package io.portcullis.tokenauth;

import io.portcullis.control.ControlReader;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.token.TokenService;
import io.portcullis.token.TokenWire;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code auth/token/create}, {@code create-orphan} and {@code create/:role}: spec of tokens, 2.3. */
public final class CreationRoutes {

    private static final Field ROLE_NAME = new Field(RoleRoutes.CAPTURED_NAME, FieldType.TEXT, "The token role.");

    private final CreationService creations;

    /** Routes to a service on these. */
    public CreationRoutes(ControlReader control, TokenService tokens, CustomIds customIds) {
        this.creations = new CreationService(control, tokens, customIds);
    }

    /** The endpoints below the mount. */
    public List<Endpoint> endpoints() {
        Field[] fields = CreationRequest.FIELDS.toArray(Field[]::new);
        return List.of(
                Endpoint.at("create")
                        .fields(fields)
                        .help("Make a token that lives as long as the calling one at most.")
                        .on(Operation.UPDATE, call -> create(call, false, Optional.empty()))
                        .build(),
                Endpoint.at("create-orphan")
                        .fields(fields)
                        .help("Make a token without a parent.")
                        .on(Operation.UPDATE, call -> create(call, true, Optional.empty()))
                        .build(),
                Endpoint.at("create/" + RoleRoutes.NAME, RoleRoutes.CAPTURED_NAME)
                        .fields(Stream.concat(Stream.of(ROLE_NAME), Stream.of(fields))
                                .toArray(Field[]::new))
                        .help("Make a token by a token role.")
                        .on(
                                Operation.UPDATE,
                                call -> create(call, false, Optional.of(call.captured(RoleRoutes.CAPTURED_NAME))))
                        .build());
    }

    private Future<Answer> create(Call call, boolean orphan, Optional<String> role) {
        Creation.Way way = new Creation.Way(call.request().path(), orphan, role);
        return creations
                .create(call, way)
                .map(created -> new Answer.Auth(
                        TokenWire.auth(created.token(), created.entry(), created.ttl()), created.warnings()));
    }
}
