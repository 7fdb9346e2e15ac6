package io.portcullis.token;

import io.portcullis.control.View;
import io.portcullis.http.Call;
import io.portcullis.http.Endpoint;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where calls about tokens and leases are served: in the namespace of the token, so that policies are asked there whether the caller may. What names
 * none, is unknown, or is of a namespace that is gone, is as unknown where the call was sent to.
 */
public final class Homes {

    /** In the namespace of the caller's token. */
    public static final Endpoint.Home OF_CALLER =
            call -> Future.succeededFuture(Optional.of(Caller.of(call).entry().namespaceId()));

    private final TokenService tokens;

    /** Homes of what the given service finds. */
    public Homes(TokenService tokens) {
        this.tokens = tokens;
    }

    /** Where the token is that a parameter names; where the caller is, when it names none. */
    public Endpoint.Home ofToken(String parameter) {
        return call -> {
            String named = named(call, parameter, "");
            return named.isEmpty()
                    ? OF_CALLER.namespaceId(call)
                    : of(call, named, () -> tokens.find(call.found(View.class), named));
        };
    }

    /** Where the lease is that a parameter, or the path, names. */
    public Endpoint.Home ofLease(String parameter, String captured) {
        return call -> {
            String named = named(call, parameter, captured);
            return LeaseId.parse(named)
                    .map(lease -> of(call, named, () -> tokens.findByHash(call.found(View.class), lease.hash())))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        };
    }

    private static String named(Call call, String parameter, String captured) {
        return call.request().raw().value(parameter) instanceof String text && !text.isEmpty()
                ? text
                : call.captures().getOrDefault(captured, "");
    }

    /**
     * The name tells the namespace, but for what is of the first: that is found out by looking, for those who come from there. Nobody else could do
     * anything with it, and learns not even that it is there.
     */
    private static Future<Optional<String>> of(Call call, String name, Supplier<Future<Optional<StoredToken>>> found) {
        String told = Namespace.idIn(name);
        boolean isTold = !told.equals(Namespace.ROOT_ID)
                && NamespaceTree.of(call.found(View.class)).withId(told).isPresent();
        if (isTold) {
            return Future.succeededFuture(Optional.of(told));
        }
        boolean isOfFirst = Caller.of(call).entry().namespaceId().equals(Namespace.ROOT_ID);
        return isOfFirst
                ? found.get().map(token -> token.map(each -> each.entry().namespaceId()))
                : Future.succeededFuture(Optional.empty());
    }
}
