package io.portcullis.userpass;

import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fair.Origin;
import io.portcullis.fault.Fault;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LockoutSettings;
import io.portcullis.lockout.LoginWatch;
import io.portcullis.lockout.Side;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.mount.Username;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceLocks;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.password.HashingRequest;
import io.portcullis.password.Password;
import io.portcullis.password.PasswordHash;
import io.portcullis.password.PasswordHasher;
import io.portcullis.seal.Seal;
import io.portcullis.secret.SecretBytes;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenParameters;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Logs accounts in: reads the record, checks the password, writes the token, and looks again. A record or a mount that changed
 * between the first look and the last, or a revocation of what the account holds, takes the token back: a change that was answered
 * leaves no login with what was before (threats A1, A2).
 *
 * <p>An account that is locked costs one look and no hash (L3). A wrong password is counted before it is answered (L2); a right one is of
 * use only if the account is not locked at the last look either (L1).
 */
final class LoginService {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlReader control;
    private final AccountStore store;
    private final FailureStore failures;
    private final LoginWatch watch;
    private final PasswordHasher hasher;
    private final TokenService tokens;
    private final HashUpgrade upgrade;
    private final LoginTokens made;
    private final DecoyHashes decoys = new DecoyHashes();

    LoginService(
            ControlReader control,
            AccountStore store,
            FailureStore failures,
            LoginWatch watch,
            PasswordHasher hasher,
            TokenService tokens) {
        this.control = control;
        this.store = store;
        this.failures = failures;
        this.watch = watch;
        this.hasher = hasher;
        this.tokens = tokens;
        this.made = new LoginTokens(tokens);
        this.upgrade = new HashUpgrade(store, hasher);
    }

    /**
     * Somebody who wants in.
     *
     * @param typedName as it stood in the path
     * @param password lives until the login is answered; closed by whoever made it
     * @param abandoned whether the client has gone
     */
    record Attempt(String typedName, SecretBytes password, IpAddress client, BooleanSupplier abandoned) {

        Username name() {
            return Username.of(typedName);
        }

        /** Whose share of the hashing it takes. */
        Origin origin(MountEntry mount) {
            return new Origin(mount.namespaceId(), mount.accessor(), Origin.sourceOf(client.bytes()));
        }
    }

    /** A token that was handed out. */
    record LoggedIn(String token, TokenEntry entry, List<String> warnings) {}

    /**
     * An attempt under way.
     *
     * @param view the control plane when it came
     * @param name in its one spelling
     * @param lockout when accounts of the mount are locked; empty: never
     * @param first whether it may begin anew
     */
    private record Login(
            View view,
            MountEntry mount,
            Attempt attempt,
            Username name,
            Optional<LockoutSettings> lockout,
            boolean first) {

        Seal seal() {
            return view.snapshot().seal();
        }

        /** What its password check is about: one of the counters of a name. */
        Object subject(Side side) {
            return List.of(mount.accessor(), name, side);
        }
    }

    /** Somebody who knows the password, and which of the account's counters it was for. */
    private record Verified(AccountStore.Stored stored, Side side) {}

    /** A token that is written, and not handed out yet. */
    private record Issued(Verified verified, LoggedIn token) {}

    /** Logs in, or fails with the fault that the client sees. What is wrong with the input is told whether the name is locked or not (threats A4). */
    Future<LoggedIn> login(View view, MountEntry mount, Attempt attempt) {
        Password.requireTypable(attempt.password());
        return login(view, mount, attempt, true);
    }

    private Future<LoggedIn> login(View view, MountEntry mount, Attempt attempt, boolean first) {
        Login login =
                new Login(view, mount, attempt, attempt.name(), failures.rules().of(mount), first);
        Future<Void> admitted = watch.admit(view, mount, attempt.client());
        return store.begin(login.seal(), mount, login.name(), login.lockout())
                .compose(beginning -> admitted.compose(yes -> verify(login, beginning)))
                .compose(verified -> issue(login, verified))
                .compose(issued -> settle(login, issued).map(loggedIn -> {
                    upgrade.begin(
                            login.seal(), mount, attempt, issued.verified().stored());
                    return loggedIn;
                }));
    }

    /** The account, if the password is right. For a name that does not exist the same work is done as for one that does. */
    private Future<Verified> verify(Login login, AccountStore.Beginning beginning) {
        Optional<AccountStore.Stored> stored = beginning.stored();
        Side side = side(login, stored);
        if (beginning.locked().contains(side)) {
            watch.refused(login.mount());
            return Future.failedFuture(Fault.permissionDenied());
        }
        PasswordHash decoy = decoys.of(login.seal(), login.name(), beginning.costToAccounts());
        PasswordHash hash = stored.map(found -> found.account().hash()).orElse(decoy);
        Password typed = Password.typed(login.attempt().password().read(SecretBytes::copyOf));
        HashingRequest request = HashingRequest.check(typed, hash, PATIENCE)
                .workingAtLeast(hasher.settings().cost())
                .unless(login.attempt().abandoned())
                .about(login.subject(side))
                .from(login.attempt().origin(login.mount()));
        return hasher.digest(request).compose(digest -> {
            boolean right = stored.isPresent() & hash.verifies(request, digest);
            return right
                    ? Future.succeededFuture(new Verified(stored.get(), side))
                    : finish(login, side, false)
                            .compose(wrong -> Future.failedFuture(Fault.badRequest("invalid username or password")));
        });
    }

    private static Side side(Login login, Optional<AccountStore.Stored> stored) {
        IpAddress client = login.attempt().client();
        return login.lockout()
                .filter(LockoutSettings::separates)
                .map(settings -> settings.sideOf(
                        client,
                        stored.map(found -> found.account().token().allows(client))
                                .orElse(true)))
                .orElse(Side.INSIDE);
    }

    /** Has the attempt decided, and counted if it was wrong; fails with 403 where the account is locked by now. */
    private Future<Void> finish(Login login, Side side, boolean right) {
        return login.lockout()
                .map(settings -> failures.finish(login.seal(), login.mount(), login.name(), side, settings, right)
                        .compose(verdict -> decided(login, side, verdict)))
                .orElseGet(Future::succeededFuture);
    }

    private Future<Void> decided(Login login, Side side, FailureStore.Verdict verdict) {
        if (verdict.isLocked()) {
            hasher.drop(login.subject(side));
        }
        if (verdict instanceof FailureStore.Verdict.Wrong wrong) {
            watch.failed(
                    login.view(), login.mount(), login.name(), login.attempt().client(), wrong.locks());
        }
        if (verdict instanceof FailureStore.Verdict.Locked) {
            watch.refused(login.mount());
            return Future.failedFuture(Fault.permissionDenied());
        }
        return Future.succeededFuture();
    }

    /**
     * Writes the token, which nobody knows yet, and asks beside that whether the account is locked by now, as a wrong password does. That is told
     * before any other reason not to give one: behind a lock a right password looks like a wrong one.
     */
    private Future<Issued> issue(Login login, Verified verified) {
        LoggedIn token;
        try {
            token = token(login, verified);
        } catch (Fault refusal) {
            return finish(login, verified.side(), true).compose(open -> Future.failedFuture(refusal));
        }
        Future<Boolean> written = tokens.write(login.seal(), token.token(), token.entry());
        Future<Void> open = finish(login, verified.side(), true);
        return Future.join(written, open).transform(both -> {
            if (both.succeeded() && !written.result()) {
                throw new IllegalStateException("a random token was there already");
            }
            return both.succeeded()
                    ? Future.succeededFuture(new Issued(verified, token))
                    : takeBack(login, token, both.cause());
        });
    }

    private LoggedIn token(Login login, Verified verified) {
        TokenParameters parameters = verified.stored().account().token();
        if (!parameters.allows(login.attempt().client())) {
            throw Fault.permissionDenied();
        }
        return made.make(login.view(), login.mount(), login.attempt(), parameters);
    }

    /**
     * The last look: hands the token out if mount and record are what they were, nothing revoked it, and neither account nor namespace is locked; else
     * takes it back, and begins anew, once, where that may help.
     */
    private Future<LoggedIn> settle(Login login, Issued issued) {
        LoggedIn token = issued.token();
        Settlement settlement = new Settlement(login, issued.verified());
        return control.lastLook(settlement::look).transform(look -> {
            if (look.failed()) {
                return takeBack(login, token, look.cause());
            }
            View view = look.result().view();
            return switch (look.result().beside()) {
                case LOCKED -> {
                    watch.refused(login.mount());
                    yield takeBack(login, token, Fault.permissionDenied());
                }
                case CHANGED -> takeBack(login, token).compose(gone -> again(login, view));
                case SETTLED ->
                    NamespaceLocks.closing(view, login.mount().namespaceId())
                            .map(lock -> this.<LoggedIn>takeBack(login, token, lock.refusal()))
                            .orElseGet(() -> handOver(login, token, view));
            };
        });
    }

    private Future<LoggedIn> handOver(Login login, LoggedIn token, View view) {
        return isThere(view, login.mount()) && !tokens.isVoid(view, token.entry())
                ? Future.succeededFuture(token)
                : takeBack(login, token).compose(gone -> again(login, view));
    }

    /**
     * The last looks at an account. The first one settles the login: it is decided then, and its counter cleared. Those after it ask only whether the
     * record is the same: did they decide again, a right password could be refused that has cleared the counter, as often as somebody likes.
     */
    private final class Settlement {
        private final Login login;
        private final Verified verified;
        private boolean settled;

        Settlement(Login login, Verified verified) {
            this.login = login;
            this.verified = verified;
        }

        Future<AccountStore.Settling> look() {
            Optional<LockoutSettings> lockout = settled ? Optional.empty() : login.lockout();
            return store.settle(login.seal(), login.mount(), login.name(), verified.stored(), verified.side(), lockout)
                    .onSuccess(settling -> settled = settling == AccountStore.Settling.SETTLED);
        }
    }

    private Future<Void> takeBack(Login login, LoggedIn token) {
        return tokens.takeBack(login.seal(), token.token(), token.entry());
    }

    /** Takes the token back of a login that is refused. With Redis away nobody waits for that too: the token was told to nobody, and runs out. */
    private <T> Future<T> takeBack(Login login, LoggedIn token, Throwable cause) {
        Future<Void> takenBack = takeBack(login, token);
        boolean outage = cause instanceof Fault fault && fault.isOutage();
        return outage ? Future.failedFuture(cause) : takenBack.transform(gone -> Future.failedFuture(cause));
    }

    private Future<LoggedIn> again(Login login, View view) {
        if (!login.first()) {
            return Future.failedFuture(Fault.unavailable("an account changes faster than a login takes"));
        }
        MountEntry mount = login.mount();
        NamespaceTree tree = NamespaceTree.of(view);
        Namespace namespace = tree.withId(mount.namespaceId()).orElseThrow(Fault::permissionDenied);
        tree.checkOpen(
                namespace, "auth/" + mount.path() + "login/" + login.attempt().typedName());
        NamespaceLocks.checkUnlocked(view, namespace.id());
        MountEntry current = view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(mount.accessor())
                .orElseThrow(Fault::permissionDenied);
        return login(view, current, login.attempt(), false);
    }

    /** Whether the mount is where it was, and what it says of tokens is the same. */
    private static boolean isThere(View view, MountEntry mount) {
        return view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(mount.accessor())
                .filter(now -> now.path().equals(mount.path()) && now.config().equals(mount.config()))
                .isPresent();
    }
}
