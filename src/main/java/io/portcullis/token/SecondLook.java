package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Call;
import io.portcullis.policy.Grant;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/**
 * The second validation of whoever makes or prolongs a token (threats A2), after it was written: the caller's own token lives, and its
 * policies still allow what it asked for.
 */
public final class SecondLook {

    private static final int LOOKS = 10;

    private final ControlReader control;
    private final TokenService tokens;

    /** Looks through the given reader. */
    public SecondLook(ControlReader control, TokenService tokens) {
        this.control = control;
        this.tokens = tokens;
    }

    /**
     * What was found; nothing may wait between it and the answer to the client.
     *
     * @param view the control plane, by which all else was judged
     * @param grant what allows the request by it
     * @param beside what else was asked
     */
    public record Seen<T>(View view, Grant grant, T beside) {}

    /**
     * Looks at the caller, and at something else, once more.
     *
     * @param first the view that the request was decided on
     * @param beside what else to ask, by a view
     * @return fails with 403 when the caller has lost its token or its right, with 503 when Redis does not answer
     */
    public <T> Future<Seen<T>> at(Call call, View first, Function<View, Future<T>> beside) {
        return at(call, first, beside, LOOKS);
    }

    /** All is judged by a view that was there before; it counts if the view that comes with it is the same. */
    private <T> Future<Seen<T>> at(Call call, View judged, Function<View, Future<T>> beside, int looks) {
        return control.lastLook(() -> caller(call, judged, beside)).compose(look -> {
            View now = look.view();
            if (now.snapshot().epoch().equals(judged.snapshot().epoch())) {
                return Future.succeededFuture(new Seen<>(now, Grant.of(call).by(now), look.beside()));
            }
            return looks > 1
                    ? at(call, now, beside, looks - 1)
                    : Future.failedFuture(Fault.unavailable("the control plane changes faster than a token is made"));
        });
    }

    private <T> Future<T> caller(Call call, View view, Function<View, Future<T>> beside) {
        Future<Void> alive = checkAlive(Caller.of(call), view);
        Future<T> other = beside.apply(view);
        return Future.all(alive, other).compose(both -> other);
    }

    /** Whoever spent its last use on this request has no token any more, and is served all the same. */
    private Future<Void> checkAlive(Caller caller, View view) {
        if (caller.isSpent()) {
            return Future.succeededFuture();
        }
        return tokens.find(view, caller.string()).map(found -> {
            Optional<String> accessor = found.map(stored -> stored.entry().accessor());
            if (!accessor.equals(Optional.of(caller.entry().accessor()))) {
                throw Fault.permissionDenied();
            }
            return null;
        });
    }
}
