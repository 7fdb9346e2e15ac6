package io.portcullis.tokenauth;

import io.portcullis.control.Change;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.field.Field;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Existence;
import io.portcullis.http.Operation;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** {@code auth/token/roles}: spec of tokens, 2.4. */
public final class RoleRoutes {

    /** What the name of a role looks like, as a group of a pattern, and what that captures. */
    static final String NAME = "(?<rolename>\\w(?:[\\w.-]{0,510}\\w)?)";

    static final String CAPTURED_NAME = "role_name";

    private final ControlWriter control;
    private final LeaseTtls leases;

    /** Routes that change roles through the given writer. */
    public RoleRoutes(ControlWriter control, LeaseTtls leases) {
        this.control = control;
        this.leases = leases;
    }

    /** The endpoints below the mount. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("roles/?")
                        .help("List the token roles.")
                        .on(Operation.LIST, RoleRoutes::list)
                        .build(),
                Endpoint.at("roles/" + NAME, CAPTURED_NAME)
                        .createsOrUpdates(call -> Future.succeededFuture(
                                find(call, call.found(View.class)).isPresent()))
                        .fields(RoleWrite.FIELDS.toArray(Field[]::new))
                        .help("Create, change, read or delete a token role.")
                        .on(Operation.READ, RoleRoutes::read)
                        .on(Operation.UPDATE, this::write)
                        .on(Operation.DELETE, this::delete)
                        .build());
    }

    private static Optional<TokenRole> find(Call call, View view) {
        return view.snapshot()
                .part(TokenRoles.KIND)
                .find(MountEntry.of(call).namespaceId(), call.captured(CAPTURED_NAME));
    }

    private static String key(Call call) {
        return TokenRoles.key(MountEntry.of(call).namespaceId(), call.captured(CAPTURED_NAME));
    }

    private static Future<Answer> list(Call call) {
        TokenRoles roles = call.found(View.class).snapshot().part(TokenRoles.KIND);
        return Future.succeededFuture(
                Answer.keys(roles.names(MountEntry.of(call).namespaceId())));
    }

    private static Future<Answer> read(Call call) {
        return Future.succeededFuture(find(call, call.found(View.class))
                .map(role -> Answer.data(RoleWire.role(role)))
                .orElse(Answer.notFound()));
    }

    private Future<Answer> write(Call call) {
        return control.commit(Grant.of(call).confirming(view -> written(call, view)))
                .map(Answer::told);
    }

    private Change<List<String>> written(Call call, View view) {
        Optional<TokenRole> before = find(call, view);
        Existence.of(call).check(before.isPresent());
        MountEntry mount = MountEntry.of(call);
        MountEntry now = view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(mount.accessor())
                .orElse(mount);
        TokenRole base = before.orElseGet(() -> TokenRole.untold(mount.namespaceId(), call.captured(CAPTURED_NAME)));
        RoleWrite.Written written = RoleWrite.of(call, base, now.config().effectiveMaxTtl(leases));
        Change<List<String>> change = Change.resultingIn(written.warnings());
        return before.equals(Optional.of(written.role()))
                ? change
                : change.put(TokenRoles.KIND, key(call), TokenRoles.encode(written.role()));
    }

    private Future<Answer> delete(Call call) {
        return control.commit(Grant.of(call).confirming(view -> deleted(call, view)))
                .map(Answer.noContent());
    }

    private static Change<Void> deleted(Call call, View view) {
        Change<Void> change = Change.withoutResult();
        return find(call, view).isPresent() ? change.delete(TokenRoles.KIND, key(call)) : change;
    }
}
