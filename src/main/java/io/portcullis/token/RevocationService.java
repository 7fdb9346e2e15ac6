package io.portcullis.token;

import io.portcullis.control.Change;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends all tokens below a path with one commit, however many they are. */
public final class RevocationService {

    /** How long a path may be, in bytes: every node keeps it. */
    static final int MOST_BYTES = 1_024;

    private static final String AUTH = "auth/";
    private static final String LOGIN = "login/";
    private static final Duration GRACE = Duration.ofHours(1);

    /** A commit that took longer is made again: its reach must cover what was issued up to its effect. */
    private static final Duration MOST_TIME = Revocations.REACH.dividedBy(2);

    private static final int ATTEMPTS = 3;

    private final ControlWriter control;
    private final TokenService tokens;

    /** A service that commits through the writer. */
    public RevocationService(ControlWriter control, TokenService tokens) {
        this.control = control;
        this.tokens = tokens;
    }

    /**
     * Ends all tokens of a namespace that were issued at or below a path; when the future succeeds, every request that starts
     * afterwards is refused to them.
     *
     * @param grant of the request, asked again with every decision
     * @param path without a final slash
     */
    Future<Void> revokeBelow(Grant grant, String namespaceId, String path) {
        return revokeBelow(grant, namespaceId, path, view -> Change.withoutResult());
    }

    /** The same, in one commit with what another decision makes. */
    public Future<Void> revokeBelow(Grant grant, String namespaceId, String path, Function<View, Change<Void>> beside) {
        if (path.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Fault.badRequest("prefix is longer than " + MOST_BYTES + " bytes");
        }
        return tokens.lastEnd(namespaceId)
                .compose(end -> revoke(
                        grant, view -> beside.apply(view).with(view.askedNanos()), namespaceId, path, end, ATTEMPTS));
    }

    private Future<Void> revoke(
            Grant grant,
            Function<View, Change<Long>> beside,
            String namespaceId,
            String path,
            Optional<Instant> lastEnd,
            int attempts) {
        return control.commit(grant.confirming(view -> decide(view, beside.apply(view), namespaceId, path, lastEnd)))
                .compose(askedNanos -> {
                    if (System.nanoTime() - askedNanos <= MOST_TIME.toNanos()) {
                        return Future.succeededFuture();
                    }
                    return attempts > 1
                            ? revoke(
                                    grant,
                                    view -> Change.resultingIn(view.askedNanos()),
                                    namespaceId,
                                    path,
                                    lastEnd,
                                    attempts - 1)
                            : Future.failedFuture(
                                    Fault.unavailable("a revocation took too long to be sure of its reach"));
                });
    }

    private Change<Long> decide(
            View view, Change<Long> beside, String namespaceId, String path, Optional<Instant> lastEnd) {
        Revocations revocations = view.snapshot().part(Revocations.KIND);
        String prefix = inOneSpelling(view, namespaceId, path) + "/";
        Revocation revocation = new Revocation(
                namespaceId, prefix, revocations.reach(view.time()), until(view, namespaceId, prefix, lastEnd));
        return beside.put(Revocations.KIND, revocation.key(), Revocations.encode(revocation));
    }

    /** Names of accounts are the same in either case. */
    private static String inOneSpelling(View view, String namespaceId, String path) {
        if (!path.startsWith(AUTH)) {
            return path;
        }
        String below = path.substring(AUTH.length());
        Optional<String> login = view.snapshot()
                .part(MountTable.KIND)
                .serving(namespaceId, below)
                .filter(mount -> mount.type().equals(MountEntry.USERPASS))
                .map(mount -> AUTH + mount.path() + LOGIN)
                .filter(path::startsWith);
        return login.map(start -> start + path.substring(start.length()).toLowerCase(Locale.ROOT))
                .orElse(path);
    }

    /**
     * When all tokens are gone that it can cover: those there are, and those that are being made or prolonged by a mount's longest
     * lease. Never, where tokens without an end may be.
     */
    private @Nullable Instant until(View view, String namespaceId, String prefix, Optional<Instant> lastEnd) {
        Instant until = lastEnd.orElse(Instant.EPOCH);
        for (MountEntry mount : view.snapshot().part(MountTable.KIND).of(namespaceId)) {
            String path = AUTH + mount.path();
            if (mount.type().equals(MountEntry.TOKEN) && (path.startsWith(prefix) || prefix.startsWith(path))) {
                return null;
            }
            Instant longest = view.time().plus(mount.config().effectiveMaxTtl(tokens.leases()));
            until = longest.isAfter(until) ? longest : until;
        }
        return until.plus(GRACE);
    }
}
