package io.portcullis.tokenauth;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.portcullis.namespace.Namespace;
import io.portcullis.token.Caller;
import io.portcullis.token.Homes;
import io.portcullis.token.RenewalService;
import io.portcullis.token.StoredToken;
import io.portcullis.token.TokenService;
import io.portcullis.token.TokenWire;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Prolonging tokens, below {@code auth/token/}: spec of tokens, 2.6. */
public final class RenewalRoutes {

    private static final Field INCREMENT = new Field("increment", FieldType.DURATION, "For how long from now.");

    private final TokenService tokens;
    private final Homes homes;
    private final RenewalService renewals;

    /** Routes to the given services. */
    public RenewalRoutes(TokenService tokens, RenewalService renewals) {
        this.tokens = tokens;
        this.homes = new Homes(tokens);
        this.renewals = renewals;
    }

    /** The endpoints below the mount. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("renew")
                        .precondition(TokenRoutes::checkToken)
                        .home(homes.ofToken(TokenRoutes.TOKEN.name()))
                        .fields(TokenRoutes.TOKEN, INCREMENT)
                        .help("Prolong a token.")
                        .on(Operation.UPDATE, this::renew)
                        .build(),
                Endpoint.at("renew-self")
                        .home(Homes.OF_CALLER)
                        .fields(TokenRoutes.TOKEN, INCREMENT)
                        .help("Prolong the calling token.")
                        .on(Operation.UPDATE, this::renewSelf)
                        .build(),
                Endpoint.at("renew-accessor")
                        .fields(TokenRoutes.ACCESSOR, INCREMENT)
                        .help("Prolong the token that an accessor names.")
                        .on(Operation.UPDATE, this::renewAccessor)
                        .build());
    }

    private Future<Answer> renew(Call call) {
        String string = TokenRoutes.token(call);
        return tokens.find(call.found(View.class), Namespace.of(call).id(), string)
                .compose(found -> renew(call, found.orElseThrow(RenewalRoutes::notFound), string))
                .map(answer -> answer.orElse(Answer.noContent()));
    }

    private Future<Answer> renewSelf(Call call) {
        Caller caller = Caller.of(call);
        if (caller.isSpent()) {
            throw notFound();
        }
        return renew(call, caller.stored(), caller.string()).map(answer -> answer.orElse(Answer.noContent()));
    }

    private static Fault notFound() {
        return Fault.badRequest("token not found");
    }

    /** Here the reference tells less of why it refuses. */
    private Future<Answer> renewAccessor(Call call) {
        String accessor = TokenRoutes.accessor(call);
        return tokens.findByAccessor(call.found(View.class), Namespace.of(call).id(), accessor)
                .map(found -> found.orElseThrow(
                        () -> Fault.badRequest("invalid accessor").aggregate()))
                .compose(token -> Future.succeededFuture(token)
                        .compose(stored -> renew(call, stored, ""))
                        .recover(refused -> Future.failedFuture(
                                refused instanceof Fault fault && fault.status() == 400
                                        ? Fault.badRequest("invalid request").aggregate()
                                        : refused)))
                .map(answer -> answer.orElseThrow(
                        () -> Fault.of(500, "failed to lookup the token").aggregate()));
    }

    /** Empty when the token was left as it is. */
    private Future<Optional<Answer>> renew(Call call, StoredToken token, String shown) {
        Duration increment = call.parameters().duration(INCREMENT.name()).orElse(Duration.ZERO);
        return renewals.renew(call, token, increment)
                .map(renewed -> renewed.token()
                        .map(next -> new Answer.Auth(
                                TokenWire.auth(shown, next.entry(), renewed.ttl()), renewed.warnings())));
    }
}
