package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Call;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The second validation of a token that another one made or prolonged (threats A2), after it was written: it lives, the caller's own
 * token lives, and its policies still allow what it asked for.
 */
public final class SecondLook {

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
     * What to look at.
     *
     * @param token the token that is handed out or prolonged
     * @param good how it is judged
     * @param coversCaller whether its life says that the caller's token lives too
     * @param beside what else to ask
     */
    private record Question<T>(
            Call call,
            TokenEntry token,
            BiPredicate<Ancestry, View> good,
            boolean coversCaller,
            Supplier<Future<T>> beside) {}

    /**
     * What Redis said: judged by the view that comes with it.
     *
     * @param caller the caller's token; null where nobody asks
     */
    private record Found<T>(Ancestry token, @Nullable Ancestry caller, T beside) {}

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
                        () -> Future.succeededFuture(true)),
                first);
    }

    /**
     * Looks at a token that is prolonged, at the caller, and at something else.
     *
     * @param first the view that the request was decided on
     * @param beside what else to ask, to be judged by the view that comes with it
     * @return fails as {@link #atNew}
     */
    <T> Future<Seen<T>> atRenewed(Call call, View first, TokenEntry prolonged, Supplier<Future<T>> beside) {
        return look(new Question<>(call, prolonged, Ancestry::lives, false, beside), first);
    }

    private <T> Future<Seen<T>> look(Question<T> question, View first) {
        Seal seal = first.snapshot().seal();
        return control.lastLook(() -> ask(question, seal)).map(look -> judged(question, look.view(), look.beside()));
    }

    private <T> Future<Found<T>> ask(Question<T> question, Seal seal) {
        Future<Optional<Ancestry>> caller = caller(question, seal);
        Future<Ancestry> token = tokens.ancestry(seal, question.token());
        Future<T> beside = question.beside().get();
        return Future.all(caller, token, beside)
                .map(all -> new Found<>(token.result(), caller.result().orElse(null), beside.result()));
    }

    /** Whoever spent its last use on this request has no token any more, and is served all the same. */
    private Future<Optional<Ancestry>> caller(Question<?> question, Seal seal) {
        Caller caller = Caller.of(question.call());
        return question.coversCaller() || caller.isSpent()
                ? Future.succeededFuture(Optional.empty())
                : tokens.ancestry(seal, caller.stored())
                        .map(found -> Optional.of(found.orElseThrow(Fault::permissionDenied)));
    }

    private static <T> Seen<T> judged(Question<T> question, View view, Found<T> found) {
        boolean callerLives = found.caller() == null || found.caller().lives(view);
        if (!callerLives || !question.good().test(found.token(), view)) {
            throw Fault.permissionDenied();
        }
        return new Seen<>(view, Grant.of(question.call()).by(view), found.beside());
    }
}
