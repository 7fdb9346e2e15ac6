package io.portcullis.userpass;

import io.portcullis.fair.Origin;
import io.portcullis.fault.Fault;
import io.portcullis.field.Parameters;
import io.portcullis.http.Existence;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.Username;
import io.portcullis.password.HashingRequest;
import io.portcullis.password.Password;
import io.portcullis.password.PasswordHash;
import io.portcullis.password.PasswordHasher;
import io.portcullis.seal.Seal;
import io.portcullis.secret.SecretBytes;
import io.portcullis.token.PolicyNames;
import io.portcullis.token.TokenParameters;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What administrators do to accounts: spec of userpass, 3.2 to 3.7. Every change is decided on a record and written only over that
 * record; is it another by then, the change is decided again: of two administrators none loses.
 */
final class AccountService {

    private static final int ATTEMPTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AccountStore store;
    private final PasswordHasher hasher;

    AccountService(AccountStore store, PasswordHasher hasher) {
        this.store = store;
        this.hasher = hasher;
    }

    /** A new state of an account, decided on the one before. */
    @FunctionalInterface
    private interface Decision {
        Account next(Optional<Account> before);
    }

    Future<Optional<Account>> read(Seal seal, MountEntry mount, Username name) {
        return store.read(seal, mount, name).map(stored -> stored.map(AccountStore.Stored::account));
    }

    /** Creates or updates: which of the two, was authorised. */
    Future<Void> write(Seal seal, MountEntry mount, Username name, Parameters given, Existence authorised) {
        return store.read(seal, mount, name).compose(found -> {
            Optional<Account> before = found.map(AccountStore.Stored::account);
            authorised.check(before.isPresent());
            checkPassword(before.isPresent(), given);
            // What this refuses, no hash is made for in vain.
            before.map(Account::token)
                    .orElse(TokenParameters.NONE)
                    .changed(given)
                    .changedByOlderNames(given);
            return newHash(mount, given)
                    .compose(hash -> update(seal, mount, name, now -> {
                        authorised.check(now.isPresent());
                        return updated(now, hash, given);
                    }));
        });
    }

    private static Account updated(Optional<Account> before, Optional<PasswordHash> hash, Parameters given) {
        TokenParameters token = before.map(Account::token)
                .orElse(TokenParameters.NONE)
                .changed(given)
                .changedByOlderNames(given);
        return new Account(
                hash.or(() -> before.map(Account::hash)).orElseThrow(AccountService::passwordMissing), token);
    }

    /** Sets a password, or a hash, of an account that is there. */
    Future<Void> changePassword(Seal seal, MountEntry mount, Username name, Parameters given) {
        return store.read(seal, mount, name).compose(found -> {
            if (found.isEmpty()) {
                throw unknown();
            }
            checkPassword(false, given);
            return newHash(mount, given)
                    .compose(hash -> update(
                            seal,
                            mount,
                            name,
                            before -> new Account(
                                    hash.orElseThrow(AccountService::passwordMissing),
                                    before.orElseThrow(AccountService::unknown).token())));
        });
    }

    /** Sets the policies of an account that is there; nothing sent is nothing to do. */
    Future<Void> changePolicies(Seal seal, MountEntry mount, Username name, Parameters given) {
        Optional<List<String>> policies =
                given.list("token_policies").or(() -> given.list("policies")).map(PolicyNames::normalised);
        return update(seal, mount, name, before -> {
            Account account = before.orElseThrow(AccountService::unknown);
            return new Account(
                    account.hash(), policies.map(account.token()::withPolicies).orElse(account.token()));
        });
    }

    Future<Void> delete(Seal seal, MountEntry mount, Username name) {
        return delete(seal, mount, name, ATTEMPTS);
    }

    private Future<Void> delete(Seal seal, MountEntry mount, Username name, int attempts) {
        return store.read(seal, mount, name)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : store.delete(seal, mount, name, found.get())
                                .compose(done -> done
                                        ? Future.succeededFuture()
                                        : again(attempts, left -> delete(seal, mount, name, left))));
    }

    private Future<Void> update(Seal seal, MountEntry mount, Username name, Decision decision) {
        return update(seal, mount, name, decision, ATTEMPTS);
    }

    private Future<Void> update(Seal seal, MountEntry mount, Username name, Decision decision, int attempts) {
        return store.read(seal, mount, name).compose(found -> {
            Account next = decision.next(found.map(AccountStore.Stored::account));
            return store.write(seal, mount, name, found, next)
                    .compose(done -> done
                            ? Future.succeededFuture()
                            : again(attempts, left -> update(seal, mount, name, decision, left)));
        });
    }

    private static Future<Void> again(int attempts, java.util.function.IntFunction<Future<Void>> change) {
        return attempts > 1
                ? change.apply(attempts - 1)
                : Future.failedFuture(Fault.unavailable("too many others change this account"));
    }

    /** At most one of password and hash; for a new account exactly one. */
    private static void checkPassword(boolean optional, Parameters given) {
        boolean password =
                given.secret("password").filter(secret -> secret.length() > 0).isPresent();
        boolean hash =
                given.text("password_hash").filter(text -> !text.isEmpty()).isPresent();
        if (password && hash) {
            throw Fault.badRequest("only one of password or password_hash may be provided");
        }
        if (!password && !hash && !optional) {
            throw passwordMissing();
        }
    }

    private Future<Optional<PasswordHash>> newHash(MountEntry mount, Parameters given) {
        Optional<String> hash = given.text("password_hash").filter(text -> !text.isEmpty());
        if (hash.isPresent()) {
            return Future.succeededFuture(hash.map(text -> PasswordHash.parse(text, cost())));
        }
        Optional<SecretBytes> password = given.secret("password").filter(secret -> secret.length() > 0);
        if (password.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        Password chosen = Password.chosen(password.get().read(SecretBytes::copyOf));
        HashingRequest request = HashingRequest.make(chosen, cost(), PATIENCE)
                .from(new Origin(mount.namespaceId(), mount.accessor(), 0));
        return hasher.digest(request).map(digest -> Optional.of(PasswordHash.made(request, digest)));
    }

    private int cost() {
        return hasher.settings().cost();
    }

    private static Fault passwordMissing() {
        return Fault.badRequest("must provide either password or password_hash");
    }

    private static Fault unknown() {
        return Fault.badRequest("username does not exist");
    }
}
