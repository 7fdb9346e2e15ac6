package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.http.Call;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.mount.MountConfig;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prolongs tokens, on the terms of the auth method that gave them, looked up again. What prolongs a token looks twice (threats
 * A2): a mount that went or an account that changed while the new end was written is noticed before the answer leaves.
 */
public final class RenewalService {

    private static final int ATTEMPTS = 3;

    /** What came of it; {@code token} is empty when the token was left as it is, without an answer worth a body. */
    public record Renewed(Optional<StoredToken> token, Duration ttl, List<String> warnings) {}

    private final ControlReader control;
    private final TokenService tokens;
    private final SecondLook secondLook;
    private final Map<String, Renewals> typeToRenewals;

    /** A service that asks the auth methods by the type of their mounts. */
    public RenewalService(ControlReader control, TokenService tokens, Map<String, Renewals> typeToRenewals) {
        this.control = control;
        this.tokens = tokens;
        this.secondLook = new SecondLook(control, tokens);
        this.typeToRenewals = Map.copyOf(typeToRenewals);
    }

    /**
     * Prolongs a token, the caller's or another, by what was asked for, zero for nothing in particular.
     *
     * @return fails with 400 when the token cannot be renewed; 500 when its holder must not; 503 when all that changes too fast
     */
    public Future<Renewed> renew(Call call, StoredToken token, Duration increment) {
        if (!token.entry().hasLease()) {
            throw Fault.badRequest("invalid lease ID");
        }
        if (!token.entry().lease().renewable()) {
            throw Fault.badRequest("lease is not renewable");
        }
        return attempt(call, call.found(View.class), token, increment, ATTEMPTS);
    }

    private Future<Renewed> attempt(Call call, View view, StoredToken token, Duration increment, int attempts) {
        MountEntry mount = mount(view, token.entry()).orElseThrow(Fault::permissionDenied);
        Renewals renewals = typeToRenewals.get(mount.type());
        if (renewals == null) {
            throw Fault.badRequest("lease is not renewable");
        }
        return renewals.ask(view, mount, token.entry())
                .map(finding -> finding.by(view))
                .compose(decision -> {
                    if (decision instanceof Renewals.Decision.Prolong prolong) {
                        return prolong(new Attempt(call, view, mount, token, increment, renewals, prolong), attempts);
                    }
                    return Future.succeededFuture(new Renewed(Optional.empty(), Duration.ZERO, List.of()));
                });
    }

    private record Attempt(
            Call call,
            View view,
            MountEntry mount,
            StoredToken token,
            Duration increment,
            Renewals renewals,
            Renewals.Decision.Prolong decision) {

        TokenLifetime lifetime(LeaseTtls leases) {
            TokenLifetime.Terms terms = decision.terms();
            return TokenLifetime.compute(
                    new TokenLifetime.Terms(
                            terms.mount(),
                            increment,
                            terms.ttl(),
                            terms.maxTtl(),
                            terms.explicitMaxTtl(),
                            terms.period()),
                    leases,
                    token.entry().lease().issuedAt(),
                    view.time());
        }
    }

    private Future<Renewed> prolong(Attempt attempt, int attempts) {
        View view = attempt.view();
        TokenLifetime lifetime = attempt.lifetime(tokens.leases());
        TokenEntry next =
                attempt.token().entry().renewed(view.time(), view.time().plus(lifetime.ttl()));
        return tokens.replace(view.snapshot().seal(), attempt.token(), next)
                .compose(written -> written.isPresent()
                        ? checked(attempt, written.get(), lifetime, attempts)
                        : again(attempt, attempt.token(), attempts));
    }

    /** Looks again; what changed meanwhile undoes the new end, and the renewal begins anew. */
    private Future<Renewed> checked(Attempt attempt, StoredToken written, TokenLifetime lifetime, int attempts) {
        TokenEntry entry = attempt.token().entry();
        return secondLook
                .atRenewed(
                        attempt.call(),
                        attempt.view(),
                        written.entry(),
                        () -> attempt.renewals().ask(attempt.view(), attempt.mount(), entry))
                .map(look -> isSame(attempt, look))
                .transform(look -> {
                    if (look.succeeded() && look.result()) {
                        return Future.succeededFuture(
                                new Renewed(Optional.of(written), lifetime.ttl(), lifetime.warnings()));
                    }
                    Future<StoredToken> undone = undo(attempt, written);
                    if (look.succeeded()) {
                        return undone.compose(before -> again(attempt, before, attempts));
                    }
                    // With Redis away nobody waits for that too.
                    return look.cause() instanceof Fault fault && fault.isOutage()
                            ? Future.failedFuture(fault)
                            : undone.compose(before -> Future.failedFuture(look.cause()));
                });
    }

    private static boolean isSame(Attempt attempt, SecondLook.Seen<Renewals.Finding> look) {
        return config(look.view(), attempt.token().entry())
                        .equals(Optional.of(attempt.mount().config()))
                && look.beside().by(look.view()).equals(attempt.decision());
    }

    private Future<StoredToken> undo(Attempt attempt, StoredToken written) {
        return tokens.replace(
                        attempt.view().snapshot().seal(),
                        written,
                        attempt.token().entry())
                .map(undone -> undone.orElse(written));
    }

    private Future<Renewed> again(Attempt attempt, StoredToken token, int attempts) {
        if (attempts == 1) {
            return Future.failedFuture(Fault.unavailable("token or holder change faster than a renewal takes"));
        }
        return control.now()
                .compose(view -> tokens.reread(view, token)
                        .compose(found -> attempt(
                                attempt.call(),
                                view,
                                found.orElseThrow(Fault::permissionDenied),
                                attempt.increment(),
                                attempts - 1)));
    }

    private static Optional<MountConfig> config(View view, TokenEntry entry) {
        return mount(view, entry).map(MountEntry::config);
    }

    private static Optional<MountEntry> mount(View view, TokenEntry entry) {
        return view.snapshot().part(MountTable.KIND).withAccessor(entry.origin().mountAccessor());
    }
}
