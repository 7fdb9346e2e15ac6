package io.portcullis.tokenauth;

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
import io.portcullis.mount.MountEntry;
import io.portcullis.namespace.Namespace;
import io.portcullis.token.Caller;
import io.portcullis.token.Homes;
import io.portcullis.token.StoredToken;
import io.portcullis.token.TokenService;
import io.portcullis.token.TokenWire;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Looking tokens up, revoking and listing them, below {@code auth/token/}: spec of tokens, 2.5, 2.7 and 2.8. */
public final class TokenRoutes {

    static final Field TOKEN = new Field("token", FieldType.TEXT, "The token.");
    static final Field ACCESSOR = new Field("accessor", FieldType.TEXT, "The accessor of the token.");

    private static final String TIDIED = "Tidy operation successfully started. Any information from the operation will"
            + " be printed to OpenBao's server logs.";

    private final TokenService tokens;
    private final Homes homes;

    /** Routes to the given service. */
    public TokenRoutes(TokenService tokens) {
        this.tokens = tokens;
        this.homes = new Homes(tokens);
    }

    /** The endpoints below the mount. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("lookup")
                        .whileLocked(WhileLocked.INSPECTS)
                        .precondition(TokenRoutes::checkToken)
                        .home(homes.ofToken(TOKEN.name()))
                        .fields(TOKEN)
                        .help("Look a token up; the calling one, if none is named.")
                        .on(Operation.READ, this::lookup)
                        .on(Operation.UPDATE, this::lookup)
                        .build(),
                Endpoint.at("lookup-self")
                        .home(Homes.OF_CALLER)
                        .fields(TOKEN)
                        .help("Look the calling token up.")
                        .on(Operation.READ, TokenRoutes::lookupSelf)
                        .on(Operation.UPDATE, TokenRoutes::lookupSelf)
                        .build(),
                Endpoint.at("lookup-accessor")
                        .fields(ACCESSOR)
                        .help("Look up the token that an accessor names.")
                        .on(Operation.UPDATE, this::lookupAccessor)
                        .build(),
                Endpoint.at("revoke")
                        .whileLocked(WhileLocked.ENDS)
                        .precondition(TokenRoutes::checkToken)
                        .home(homes.ofToken(TOKEN.name()))
                        .fields(TOKEN)
                        .help("End a token and all that were made with it.")
                        .on(Operation.UPDATE, this::revoke)
                        .build(),
                Endpoint.at("revoke-self")
                        .whileLocked(WhileLocked.ENDS)
                        .home(Homes.OF_CALLER)
                        .help("End the calling token and all that were made with it.")
                        .on(Operation.UPDATE, this::revokeSelf)
                        .build(),
                Endpoint.at("revoke-accessor")
                        .fields(ACCESSOR)
                        .help("End the token that an accessor names, and all that were made with it.")
                        .on(Operation.UPDATE, this::revokeAccessor)
                        .build(),
                Endpoint.at("revoke-orphan")
                        .whileLocked(WhileLocked.ENDS)
                        .precondition(TokenRoutes::checkToken)
                        .home(homes.ofToken(TOKEN.name()))
                        .fields(TOKEN)
                        .help("End a token alone; what was made with it lives on.")
                        .on(Operation.UPDATE, this::revokeOrphan)
                        .build(),
                Endpoint.at("accessors/?")
                        .help("List the accessors of all tokens.")
                        .on(Operation.LIST, this::accessors)
                        .build(),
                Endpoint.at("tidy")
                        .help("Ask for remains to be cleaned away, which is done anyway.")
                        .on(Operation.UPDATE, call -> Future.succeededFuture(new Answer.Begun(List.of(TIDIED))))
                        .build());
    }

    /**
     * Refuses what is no text in the place of a token, whoever sends it.
     *
     * @throws Fault 403
     */
    static void checkToken(LogicalRequest request) {
        if (request.raw().isOtherThanText(TOKEN.name())) {
            throw Fault.of(403, "invalid token");
        }
    }

    /** The accessor that a call names. */
    static String accessor(Call call) {
        return call.parameters()
                .text(ACCESSOR.name())
                .filter(accessor -> !accessor.isEmpty())
                .orElseThrow(() -> Fault.badRequest("missing accessor").aggregate());
    }

    /** The token that a call names. */
    static String token(Call call) {
        return named(call).orElseThrow(() -> Fault.badRequest("missing token ID"));
    }

    private static Optional<String> named(Call call) {
        return call.parameters().text(TOKEN.name()).filter(token -> !token.isEmpty());
    }

    private static View view(Call call) {
        return call.found(View.class);
    }

    private static Answer shown(Call call, String id, StoredToken token) {
        return Answer.data(TokenWire.lookup(
                id, Namespace.of(call).path(), token, view(call).time()));
    }

    private static Future<Answer> lookupSelf(Call call) {
        Caller caller = Caller.of(call);
        return Future.succeededFuture(shown(call, caller.string(), caller.stored()));
    }

    private Future<Answer> lookup(Call call) {
        String string = named(call).orElse(Caller.of(call).string());
        if (string.equals(Caller.of(call).string())) {
            return lookupSelf(call);
        }
        return tokens.find(view(call), Namespace.of(call).id(), string)
                .map(found -> shown(call, string, found.orElseThrow(() -> Fault.of(403, "bad token"))));
    }

    private Future<Answer> lookupAccessor(Call call) {
        String accessor = accessor(call);
        StoredToken own = Caller.of(call).stored();
        if (accessor.equals(own.entry().accessor())
                && own.entry().namespaceId().equals(Namespace.of(call).id())) {
            return Future.succeededFuture(shown(call, "", own));
        }
        return tokens.findByAccessor(view(call), Namespace.of(call).id(), accessor)
                .map(found -> shown(
                        call,
                        "",
                        found.orElseThrow(
                                () -> Fault.badRequest("invalid accessor").aggregate())));
    }

    private Future<Answer> revoke(Call call) {
        return tokens.find(view(call), Namespace.of(call).id(), token(call))
                .compose(found -> found.isEmpty() ? Future.succeededFuture() : end(call, found.get()))
                .map(Answer.noContent());
    }

    private Future<Answer> revokeSelf(Call call) {
        return end(call, Caller.of(call).stored()).map(Answer.noContent());
    }

    private Future<Answer> revokeAccessor(Call call) {
        return tokens.findByAccessor(view(call), Namespace.of(call).id(), accessor(call))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Answer.told(List.of("No token found with this accessor")))
                        : end(call, found.get()).map(Answer.noContent()));
    }

    private Future<Void> end(Call call, StoredToken token) {
        return tokens.revoke(view(call).snapshot().seal(), token);
    }

    private Future<Answer> revokeOrphan(Call call) {
        String string = token(call);
        if (!Grant.of(call).sudo()) {
            throw Fault.badRequest("root or sudo privileges required to revoke and orphan");
        }
        return tokens.find(view(call), Namespace.of(call).id(), string)
                .compose(found -> tokens.revokeOrphan(
                        view(call), found.orElseThrow(() -> Fault.badRequest("token to revoke not found"))))
                .map(Answer.noContent());
    }

    private Future<Answer> accessors(Call call) {
        return Future.succeededFuture(new Answer.KeyPages(
                tokens.accessors(view(call), MountEntry.of(call).namespaceId())));
    }
}
