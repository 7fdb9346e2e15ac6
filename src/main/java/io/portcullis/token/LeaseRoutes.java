package io.portcullis.token;

import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Endpoint.WhileLocked;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code sys/leases/}, as far as tokens have leases: look one up, list them, revoke one or all below a path. They are renewed by
 * the endpoints of tokens alone.
 */
public final class LeaseRoutes {

    private static final String LEASE_ID = "lease_id";
    private static final String LEASE = "url_lease_id";
    private static final String PREFIX = "prefix";
    private static final String SYNC = "sync";
    private static final String RENEW = "Leases of tokens are renewed below auth/token.";
    private static final String REVOKE = "Revoke a lease.";
    private static final Field SYNC_FIELD = new Field(SYNC, FieldType.BOOL, "Waits until all is done.");
    private static final Field INCREMENT_FIELD = new Field("increment", FieldType.DURATION, "For how long from now.");

    private final TokenService tokens;
    private final RevocationService revocations;
    private final Homes homes;

    /** Routes to the given service; what is revoked by path is committed through the writer. */
    public LeaseRoutes(TokenService tokens, ControlWriter control) {
        this.tokens = tokens;
        this.homes = new Homes(tokens);
        this.revocations = new RevocationService(control, tokens);
    }

    /** The endpoints below {@code sys/}. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("leases/lookup")
                        .whileLocked(WhileLocked.INSPECTS)
                        .fields(new Field(LEASE_ID, FieldType.TEXT, "The lease."))
                        .precondition(LeaseRoutes::checkId)
                        .home(homes.ofLease(LEASE_ID, LEASE))
                        .help("Look a lease up.")
                        .on(Operation.UPDATE, this::lookup)
                        .build(),
                Endpoint.at("leases/lookup/(?<prefix>.*)", PREFIX)
                        .fields(new Field(PREFIX, FieldType.TEXT, "The path."))
                        .help("List the leases below a path.")
                        .on(Operation.LIST, this::list)
                        .build(),
                byId(Endpoint.at("leases/renew"), RENEW, this::renew, INCREMENT_FIELD),
                byId(Endpoint.at("leases/renew/(?<urlleaseid>.+)", LEASE), RENEW, this::renew, INCREMENT_FIELD),
                byId(Endpoint.at("leases/revoke").whileLocked(WhileLocked.ENDS), REVOKE, this::revoke, SYNC_FIELD),
                byId(
                        Endpoint.at("leases/revoke/(?<urlleaseid>.+)", LEASE).whileLocked(WhileLocked.ENDS),
                        REVOKE,
                        this::revoke,
                        SYNC_FIELD),
                Endpoint.at("leases/revoke-prefix/(?<prefix>.+)", PREFIX)
                        .fields(new Field(PREFIX, FieldType.TEXT, "The path."), SYNC_FIELD)
                        .help("Revoke all leases at and below a path.")
                        .on(Operation.UPDATE, call -> revokeBelow(call).map(revoked -> done(call)))
                        .build(),
                Endpoint.at("leases/revoke-force/(?<prefix>.+)", PREFIX)
                        .fields(new Field(PREFIX, FieldType.TEXT, "The path."))
                        .help("Revoke all leases at and below a path.")
                        .on(Operation.UPDATE, call -> revokeBelow(call).map(Answer.noContent()))
                        .build());
    }

    /** The id may stand in the body, or behind the path. */
    private Endpoint byId(Endpoint.Builder builder, String help, Endpoint.Handler handler, Field more) {
        return builder.fields(
                        new Field(LEASE_ID, FieldType.TEXT, "The lease."),
                        new Field(LEASE, FieldType.TEXT, "The lease."),
                        more)
                .precondition(LeaseRoutes::checkId)
                .home(homes.ofLease(LEASE_ID, LEASE))
                .help(help)
                .on(Operation.UPDATE, handler)
                .build();
    }

    private Future<Answer> lookup(Call call) {
        View view = call.found(View.class);
        return find(call, leaseId(call)).map(found -> {
            StoredToken token = found.orElseThrow(() -> Fault.badRequest("invalid lease"));
            return Answer.data(LeaseWire.lease(token, Namespace.of(call).path(), view.time()));
        });
    }

    private Future<Answer> list(Call call) {
        View view = call.found(View.class);
        String prefix = call.captured(PREFIX);
        String directory = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        return Future.succeededFuture(new Answer.KeyPages(new LeaseListing(
                () -> tokens.tokens(view, Namespace.of(call).id()), directory, LeaseListing.MOST_NAMES)));
    }

    private Future<Answer> renew(Call call) {
        return find(call, leaseId(call)).map(found -> {
            StoredToken token = found.orElseThrow(() -> Fault.badRequest("lease not found"));
            throw Fault.badRequest(
                    token.entry().lease().renewable()
                            ? "tokens cannot be renewed through this endpoint"
                            : "lease is not renewable");
        });
    }

    private Future<Answer> revoke(Call call) {
        View view = call.found(View.class);
        return find(call, leaseId(call))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : tokens.revoke(view.snapshot().seal(), found.get()))
                .map(revoked -> done(call));
    }

    /** Below a path, or the one lease that the path is. */
    private Future<Void> revokeBelow(Call call) {
        View view = call.found(View.class);
        String path = call.captured(PREFIX);
        return find(call, path)
                .compose(found -> found.isEmpty()
                        ? revocations.revokeBelow(
                                Grant.of(call), Namespace.of(call).id(), path)
                        : tokens.revoke(view.snapshot().seal(), found.get()));
    }

    /** It is always done when it is answered; who does not want to wait is told so in the words that he expects. */
    private static Answer done(Call call) {
        return call.parameters().bool(SYNC).orElse(true) ? Answer.noContent() : Answer.accepted();
    }

    private Future<Optional<StoredToken>> find(Call call, String lease) {
        Optional<LeaseId> id = LeaseId.parse(lease);
        return id.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : tokens.findByHash(call.found(View.class), id.get().hash())
                        .map(found -> found.filter(token -> LeaseId.of(token).equals(id.get()))
                                .filter(token -> token.entry()
                                        .namespaceId()
                                        .equals(Namespace.of(call).id())));
    }

    /** Refuses what is no text in the place of an id, whoever sends it. */
    private static void checkId(LogicalRequest request) {
        if (!request.raw().isTextIfGiven(LEASE_ID)) {
            throw Fault.badRequest("invalid lease ID");
        }
    }

    /** The policies saw the path only: another id in the body is refused. */
    private static String leaseId(Call call) {
        String inPath = call.captures().getOrDefault(LEASE, "");
        String id = call.parameters()
                .text(LEASE_ID)
                .filter(given -> !given.isEmpty())
                .orElse(inPath);
        if (id.isEmpty()) {
            throw Fault.badRequest("lease_id must be specified");
        }
        if (!inPath.isEmpty() && !inPath.equals(id)) {
            throw Fault.badRequest("path and lease_id name different leases");
        }
        if (Arrays.stream(id.split("/", -1)).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
            throw Fault.badRequest("failed to read lease entry " + id + ": relative paths not supported");
        }
        return id;
    }
}
