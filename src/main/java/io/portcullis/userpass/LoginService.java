package io.portcullis.userpass;

import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fair.Origin;
import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.namespace.Namespace;
import io.portcullis.namespace.NamespaceTree;
import io.portcullis.password.DummyHashes;
import io.portcullis.password.HashingRequest;
import io.portcullis.password.Password;
import io.portcullis.password.PasswordHash;
import io.portcullis.password.PasswordHasher;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.portcullis.secret.SecretBytes;
import io.portcullis.token.Holder;
import io.portcullis.token.PolicyNames;
import io.portcullis.token.TokenEntry;
import io.portcullis.token.TokenLease;
import io.portcullis.token.TokenLifetime;
import io.portcullis.token.TokenOrigin;
import io.portcullis.token.TokenParameters;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Logs accounts in: reads the record, checks the password, writes the token, and looks again. A record or a mount that changed
 * between the first look and the last, or a revocation of what the account holds, takes the token back: a change that was answered
 * leaves no login with what was before (threats A1, A2).
 */
final class LoginService {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlReader control;
    private final AccountStore store;
    private final PasswordHasher hasher;
    private final TokenService tokens;
    private final HashUpgrade upgrade;
    private final DummyHashes dummies = DummyHashes.create();

    LoginService(ControlReader control, AccountStore store, PasswordHasher hasher, TokenService tokens) {
        this.control = control;
        this.store = store;
        this.hasher = hasher;
        this.tokens = tokens;
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

    /** Logs in, or fails with the fault that the client sees. */
    Future<LoggedIn> login(View view, MountEntry mount, Attempt attempt) {
        return login(view, mount, attempt, true);
    }

    private Future<LoggedIn> login(View view, MountEntry mount, Attempt attempt, boolean first) {
        Seal seal = view.snapshot().seal();
        return store.begin(seal, mount, attempt.name())
                .compose(beginning -> verify(seal, mount, attempt, beginning))
                .compose(stored -> issue(view, mount, attempt, stored))
                .compose(issued -> settle(view, mount, attempt, issued, first).map(login -> {
                    upgrade.begin(seal, mount, attempt, issued.stored());
                    return login;
                }));
    }

    /** The account, if the password is right. For a name that does not exist the same work is done as for one that does. */
    private Future<AccountStore.Stored> verify(
            Seal seal, MountEntry mount, Attempt attempt, AccountStore.Beginning beginning) {
        Optional<AccountStore.Stored> stored = beginning.stored();
        PasswordHash dummy = dummies.ofCost(dummyCost(seal, attempt.name(), beginning.costToAccounts()));
        PasswordHash hash = stored.map(found -> found.account().hash()).orElse(dummy);
        Password typed = Password.typed(attempt.password().read(SecretBytes::copyOf));
        HashingRequest request = HashingRequest.check(typed, hash, PATIENCE)
                .workingAtLeast(hasher.settings().cost())
                .unless(attempt.abandoned())
                .from(attempt.origin(mount));
        return hasher.digest(request).map(digest -> {
            boolean right = stored.isPresent() & hash.verifies(request, digest);
            if (!right) {
                throw Fault.badRequest("invalid username or password");
            }
            return stored.get();
        });
    }

    /**
     * A cost as the accounts of the bucket have it (threats A3): the name's own place among them, which hardly moves when accounts
     * come and go.
     */
    private static int dummyCost(Seal seal, Username name, Map<Integer, Long> costToAccounts) {
        long total = costToAccounts.values().stream().mapToLong(Long::longValue).sum();
        if (total <= 0) {
            return PasswordHash.DEFAULT_COST;
        }
        byte[] hash = seal.hash(Purpose.NAME, name.text().getBytes(StandardCharsets.US_ASCII));
        long pick = (long) ((ByteBuffer.wrap(hash).getLong() >>> 1) * 0x1p-63 * total);
        for (Map.Entry<Integer, Long> each : costToAccounts.entrySet()) {
            pick -= each.getValue();
            if (pick < 0) {
                return each.getKey();
            }
        }
        return PasswordHash.DEFAULT_COST;
    }

    private record Issued(AccountStore.Stored stored, LoggedIn login) {}

    private Future<Issued> issue(View view, MountEntry mount, Attempt attempt, AccountStore.Stored stored) {
        TokenParameters token = stored.account().token();
        if (!token.allows(attempt.client())) {
            throw Fault.permissionDenied();
        }
        refuseBatch(mount, token);
        LoggedIn login = newLogin(view, mount, attempt, token);
        return tokens.write(view.snapshot().seal(), login.token(), login.entry())
                .map(written -> {
                    if (!written) {
                        throw new IllegalStateException("a random token was there already");
                    }
                    return new Issued(stored, login);
                });
    }

    private static void refuseBatch(MountEntry mount, TokenParameters token) {
        boolean batch = switch (mount.config().tokenType()) {
            case "batch" -> true;
            case "service" -> false;
            case "default-batch" -> !token.type().equals("service");
            default -> token.type().equals("batch");
        };
        if (batch) {
            throw Fault.badRequest("batch tokens are not supported yet");
        }
    }

    /** Below the first namespace it begins with where the mount is, seen from that. */
    private static String displayName(View view, MountEntry mount, String name) {
        String namespace = NamespaceTree.of(view)
                .withId(mount.namespaceId())
                .orElse(Namespace.ROOT)
                .path();
        String path = namespace.isEmpty() ? mount.path() : namespace + "auth/" + mount.path();
        return path.replace('/', '-') + name;
    }

    private LoggedIn newLogin(View view, MountEntry mount, Attempt attempt, TokenParameters token) {
        List<String> policies = PolicyNames.ofLogin(token);
        Instant now = view.timeNow();
        TokenLifetime lifetime =
                TokenLifetime.compute(terms(mount, token, token.explicitMaxTtl()), tokens.leases(), now, now);
        String name = attempt.name().text();
        String login = "auth/" + mount.path() + "login/";
        TokenEntry entry = new TokenEntry(
                mount.namespaceId(),
                tokens.newAccessor(mount.namespaceId()),
                TokenOrigin.orphan(
                        mount.accessor(),
                        login + attempt.typedName(),
                        displayName(view, mount, name),
                        Map.of("username", name)),
                policies,
                Holder.of(view.snapshot().seal(), mount.namespaceId(), mount.accessor(), name),
                new TokenLease(
                        tokens.issueTime(view, mount.namespaceId(), login + name, now),
                        now.plus(lifetime.ttl()),
                        lifetime.ttl(),
                        token.period(),
                        token.explicitMaxTtl(),
                        true,
                        null),
                token.numUses(),
                token.strictlyBindIp() ? List.of(attempt.client().toString()) : token.boundCidrs());
        return new LoggedIn(tokens.newString(mount.namespaceId()), entry, lifetime.warnings());
    }

    static TokenLifetime.Terms terms(MountEntry mount, TokenParameters token, Duration explicitMaxTtl) {
        return new TokenLifetime.Terms(
                mount.config(), Duration.ZERO, token.ttl(), token.maxTtl(), explicitMaxTtl, token.period());
    }

    /** The last look: hands the token out if mount and record are what they were and nothing revoked it, else takes it back and begins anew, once. */
    private Future<LoggedIn> settle(View before, MountEntry mount, Attempt attempt, Issued issued, boolean first) {
        return control.lastLook(() -> store.readSealed(mount, attempt.name())).transform(look -> {
            if (look.succeeded()
                    && isThere(look.result().view(), mount)
                    && !tokens.isVoid(look.result().view(), issued.login().entry())
                    && issued.stored().isStill(look.result().beside())) {
                return Future.succeededFuture(issued.login());
            }
            LoggedIn login = issued.login();
            Future<Void> takenBack = tokens.takeBack(before.snapshot().seal(), login.token(), login.entry());
            // With Redis away nobody waits for that too: the token was told to nobody, and runs out.
            return look.failed()
                    ? Future.failedFuture(look.cause())
                    : takenBack.compose(gone -> again(look.result().view(), mount, attempt, first));
        });
    }

    private Future<LoggedIn> again(View view, MountEntry mount, Attempt attempt, boolean first) {
        if (!first) {
            return Future.failedFuture(Fault.unavailable("an account changes faster than a login takes"));
        }
        NamespaceTree tree = NamespaceTree.of(view);
        Namespace namespace = tree.withId(mount.namespaceId()).orElseThrow(Fault::permissionDenied);
        tree.checkOpen(namespace, "auth/" + mount.path() + "login/" + attempt.typedName());
        MountEntry current = view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(mount.accessor())
                .orElseThrow(Fault::permissionDenied);
        return login(view, current, attempt, false);
    }

    /** Whether the mount is there, and what it says of tokens is the same. */
    private static boolean isThere(View view, MountEntry mount) {
        return view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(mount.accessor())
                .filter(now -> now.config().equals(mount.config()))
                .isPresent();
    }
}
