package io.portcullis.userpass;

import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.password.HashingRequest;
import io.portcullis.password.HashingSettings;
import io.portcullis.password.Password;
import io.portcullis.password.PasswordHash;
import io.portcullis.password.PasswordHasher;
import io.portcullis.seal.Seal;
import io.portcullis.secret.SecretBytes;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the hash of an account by one of the cost that is configured, when the account has just logged in, since only then is its
 * password known. Off unless {@code bcrypt_upgrade} says otherwise.
 *
 * <p>It happens beside the login, which does not wait for it, and only where lanes are free; what is not done now is done at a later login.
 * The record is written only over the one that the password was right for: whoever changes the account meanwhile wins. A hash that costs
 * more than is configured stays.
 */
final class HashUpgrade {

    private static final Logger LOG = LoggerFactory.getLogger(HashUpgrade.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AccountStore store;
    private final PasswordHasher hasher;

    HashUpgrade(AccountStore store, PasswordHasher hasher) {
        this.store = store;
        this.hasher = hasher;
    }

    /** Begins, if there is something to do. The password of the attempt is copied. */
    void begin(Seal seal, MountEntry mount, LoginService.Attempt attempt, AccountStore.Stored stored) {
        HashingSettings settings = hasher.settings();
        if (settings.upgrading() && stored.account().hash().cost() < settings.cost()) {
            newHash(mount, attempt, settings.cost())
                    .compose(hash -> store.write(
                            seal,
                            mount,
                            attempt.name(),
                            Optional.of(stored),
                            new Account(hash, stored.account().token())))
                    .onFailure(HashUpgrade::failed);
        }
    }

    private Future<PasswordHash> newHash(MountEntry mount, LoginService.Attempt attempt, int cost) {
        Password password = Password.typed(attempt.password().read(SecretBytes::copyOf));
        try {
            HashingRequest request = HashingRequest.make(password, cost, PATIENCE)
                    .whenLanesAreFree()
                    .from(attempt.origin(mount));
            return hasher.digest(request).map(digest -> PasswordHash.made(request, digest));
        } catch (Fault unsettable) {
            return Future.failedFuture(unsettable);
        }
    }

    private static void failed(Throwable failure) {
        if (failure instanceof Fault fault) {
            LOG.debug("the hash of an account was not made anew: {}", fault.getMessage());
        } else {
            LOG.error("the hash of an account could not be made anew", failure);
        }
    }
}
