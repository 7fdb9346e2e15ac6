package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.http.Answer;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.http.Operation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** What a token may do to itself, below {@code auth/token/}: spec of tokens, 2.5 to 2.7. */
public final class TokenRoutes {

    private final TokenService tokens;
    private final RenewalService renewals;

    /** Routes to the given services. */
    public TokenRoutes(TokenService tokens, RenewalService renewals) {
        this.tokens = tokens;
        this.renewals = renewals;
    }

    /** The endpoints below the mount. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.at("lookup-self")
                        .fields(new Field("token", FieldType.TEXT))
                        .help("Look the calling token up.")
                        .on(Operation.READ, TokenRoutes::lookupSelf)
                        .on(Operation.UPDATE, TokenRoutes::lookupSelf)
                        .build(),
                Endpoint.at("renew-self")
                        .fields(new Field("token", FieldType.TEXT), new Field("increment", FieldType.DURATION))
                        .help("Prolong the calling token.")
                        .on(Operation.UPDATE, this::renewSelf)
                        .build(),
                Endpoint.at("revoke-self")
                        .help("End the calling token.")
                        .on(Operation.UPDATE, this::revokeSelf)
                        .build());
    }

    private static Future<Answer> lookupSelf(Call call) {
        View view = call.found(View.class);
        return Future.succeededFuture(Answer.data(TokenWire.lookup(Caller.of(call), view.time())));
    }

    private Future<Answer> renewSelf(Call call) {
        Caller caller = Caller.of(call);
        if (caller.isSpent()) {
            throw Fault.badRequest("token not found");
        }
        Duration increment = call.parameters().duration("increment").orElse(Duration.ZERO);
        return renewals.renew(call.found(View.class), caller.stored(), increment)
                .map(renewed -> renewed.token()
                        .<Answer>map(token -> new Answer.Auth(
                                TokenWire.auth(caller.string(), token.entry(), renewed.ttl()), renewed.warnings()))
                        .orElse(Answer.noContent()));
    }

    private Future<Answer> revokeSelf(Call call) {
        View view = call.found(View.class);
        return tokens.revoke(view.snapshot().seal(), Caller.of(call).stored()).map(Answer.noContent());
    }
}
