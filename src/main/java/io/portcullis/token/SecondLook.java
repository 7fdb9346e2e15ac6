package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Call;
import io.portcullis.policy.Grant;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The second validation of a token that another one made or prolonged (threats A2), after it was written: it lives, the caller's own
 * token lives, and its policies still allow what it asked for.
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

    private record Question<T>(
            Call call,
            TokenEntry token,
            BiPredicate<Ancestry, View> good,
            boolean coversCaller,
            Function<View, Future<T>> beside) {}

    /**
     * Looks at a token that is to be handed out, and at the caller who made it; where that is its parent, its life says both.
     *
     * @param first the view that the request was decided on
     * @return fails with 403 when token or caller are dead, or the caller has no right any more; with 503 when Redis does not answer
     */
    public Future<Seen<Boolean>> atNew(Call call, View first, TokenEntry made) {
        TokenOrigin.Parent parent = made.origin().parent();
        boolean child = parent != null
                && parent.accessor().equals(Caller.of(call).entry().accessor());
        return look(
                new Question<>(
                        call,
                        made,
                        (ancestry, view) -> ancestry.livesAsMade(view, made),
                        child,
                        view -> Future.succeededFuture(true)),
                first,
                LOOKS);
    }

    /**
     * Looks at a token that is prolonged, at the caller, and at something else.
     *
     * @param first the view that the request was decided on
     * @param beside what else to ask, by a view
     * @return fails as {@link #atNew}
     */
    <T> Future<Seen<T>> atRenewed(Call call, View first, TokenEntry prolonged, Function<View, Future<T>> beside) {
        return look(new Question<>(call, prolonged, Ancestry::lives, false, beside), first, LOOKS);
    }

    /** What is judged by a view that was there before counts if the view that comes with it is the same. */
    private <T> Future<Seen<T>> look(Question<T> question, View judged, int looks) {
        return control.lastLook(() -> ask(question, judged)).compose(look -> {
            View now = look.view();
            if (now.snapshot().epoch().equals(judged.snapshot().epoch())) {
                return Future.succeededFuture(
                        new Seen<>(now, Grant.of(question.call()).by(now), look.beside()));
            }
            return looks > 1
                    ? look(question, now, looks - 1)
                    : Future.failedFuture(Fault.unavailable("the control plane changes faster than a token is made"));
        });
    }

    private <T> Future<T> ask(Question<T> question, View view) {
        Future<Void> caller =
                question.coversCaller() ? Future.succeededFuture() : checkCaller(Caller.of(question.call()), view);
        Future<Void> token = tokens.ancestry(view.snapshot().seal(), question.token())
                .map(ancestry -> require(question.good().test(ancestry, view)));
        Future<T> other = question.beside().apply(view);
        return Future.all(caller, token, other).compose(all -> other);
    }

    /** Whoever spent its last use on this request has no token any more, and is served all the same. */
    private Future<Void> checkCaller(Caller caller, View view) {
        if (caller.isSpent()) {
            return Future.succeededFuture();
        }
        return tokens.find(view, caller.string())
                .map(found -> require(found.map(stored -> stored.entry().accessor())
                        .equals(Optional.of(caller.entry().accessor()))));
    }

    @SuppressWarnings("NullAway") // nothing, as a value of type Void, is null
    private static Void require(boolean alive) {
        if (!alive) {
            throw Fault.permissionDenied();
        }
        return null;
    }
}
