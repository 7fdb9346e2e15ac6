package io.portcullis.tokenauth;

import io.portcullis.control.ControlReader;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Call;
import io.portcullis.seal.Seal;
import io.portcullis.token.SecondLook;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Makes tokens for tokens: decides, writes, and looks again. What changed between the first look and the second (the maker revoked, a
 * policy, the role, the mount) takes the token back, and all is decided anew (threats A2).
 */
final class CreationService {

    private static final int ATTEMPTS = 3;

    private final TokenService tokens;
    private final SecondLook secondLook;
    private final CustomIds customIds;

    CreationService(ControlReader control, TokenService tokens, CustomIds customIds) {
        this.tokens = tokens;
        this.secondLook = new SecondLook(control, tokens);
        this.customIds = customIds;
    }

    /** A token that is handed out. */
    record Created(String token, TokenEntry entry, Duration ttl, List<String> warnings) {

        @Override
        public String toString() {
            return "Created(" + entry + ")";
        }
    }

    /** Makes one, or fails with the fault that the client sees. */
    Future<Created> create(Call call, Creation.Way way) {
        Creation creation = Creation.of(call, way, call.found(View.class), Grant.of(call));
        return attempt(call, creation, CreationRequest.of(call), ATTEMPTS);
    }

    private Future<Created> attempt(Call call, Creation creation, CreationRequest asked, int attempts) {
        String namespaceId = creation.mount().namespaceId();
        NewToken token = NewToken.of(creation, asked, tokens.newAccessor(namespaceId), tokens.leases());
        customIds.check(asked.id());
        String string = asked.id().isEmpty() ? tokens.newString(namespaceId) : asked.id();
        Created created = new Created(string, token.entry(), token.ttl(), token.warnings());
        return checkFree(creation.view(), asked.id())
                .compose(free -> tokens.write(creation.view().snapshot().seal(), string, token.entry()))
                .compose(written ->
                        written ? settle(call, creation, asked, created, attempts) : Future.failedFuture(duplicate()));
    }

    /** Most of those that are taken are found out before anything is written. */
    private Future<Void> checkFree(View view, String id) {
        if (id.isEmpty()) {
            return Future.succeededFuture();
        }
        return tokens.vacate(view, id)
                .compose(free -> free ? Future.succeededFuture() : Future.failedFuture(duplicate()));
    }

    private static Fault duplicate() {
        return Fault.badRequest("cannot create a token with a duplicate ID");
    }

    private Future<Created> settle(Call call, Creation creation, CreationRequest asked, Created created, int attempts) {
        Seal seal = creation.view().snapshot().seal();
        return secondLook
                .atNew(call, creation.view(), created.entry())
                .map(seen -> Creation.of(call, creation.way(), seen.view(), seen.grant()))
                .transform(look -> {
                    if (look.succeeded() && look.result().saysTheSameAs(creation)) {
                        return Future.succeededFuture(created);
                    }
                    Future<Void> takenBack = tokens.takeBack(seal, created.token(), created.entry());
                    if (look.succeeded()) {
                        return takenBack.compose(gone -> again(call, look.result(), asked, attempts));
                    }
                    // With Redis away nobody waits for that too: the token was told to nobody, and runs out.
                    return look.cause() instanceof Fault fault && fault.isOutage()
                            ? Future.failedFuture(fault)
                            : takenBack.compose(gone -> Future.failedFuture(look.cause()));
                });
    }

    private Future<Created> again(Call call, Creation creation, CreationRequest asked, int attempts) {
        return attempts > 1
                ? attempt(call, creation, asked, attempts - 1)
                : Future.failedFuture(Fault.unavailable("what a token depends on changes faster than it is made"));
    }
}
