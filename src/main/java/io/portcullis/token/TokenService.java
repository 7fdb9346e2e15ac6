package io.portcullis.token;

import io.portcullis.address.Cidr;
import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.http.Pages;
import io.portcullis.mount.LeaseTtls;
import io.portcullis.namespace.Namespace;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Looks tokens up, judges them, makes them and takes them back. For one event loop. */
public final class TokenService {

    /** The prefix of a service token unless configured otherwise. */
    public static final String DEFAULT_PREFIX = "s.";

    private final ControlPlane plane;
    private final AccessorStore accessors;
    private final TokenStore store;
    private final Lineage lineage;
    private final ReleaseService releases;
    private final String prefix;
    private final LeaseTtls leases;

    /** A service on the given gateway, whose new tokens begin with the prefix and live as the reference's do. */
    public TokenService(ControlPlane plane, RedisGateway redis, String prefix) {
        this(plane, redis, prefix, LeaseTtls.USUAL);
    }

    /** A service on the given gateway, whose new tokens begin with the prefix and live so long. */
    public TokenService(ControlPlane plane, RedisGateway redis, String prefix, LeaseTtls leases) {
        this.leases = leases;
        this.plane = plane;
        ControlReader control = new ControlReader(plane, redis);
        this.accessors = new AccessorStore(control, redis);
        ChildStore children = new ChildStore(control, redis);
        this.store = new TokenStore(control, redis, accessors, children);
        this.lineage = new Lineage(store, children);
        this.releases = new ReleaseService(control, redis, store, children, lineage);
        this.prefix = prefix;
    }

    /** How long tokens live where nothing else is said. */
    public LeaseTtls leases() {
        return leases;
    }

    /** Sends the look-up of a token with the other plain reads of this turn. */
    public TokenReading begin(String string) {
        Snapshot last = plane.last();
        return last == null
                ? new TokenReading(string, null, "", Future.succeededFuture())
                : reading(string, last.seal());
    }

    private TokenReading reading(String string, Seal seal) {
        String hash = seal.id(Purpose.TOKEN, string);
        return new TokenReading(string, seal, hash, store.read(hash));
    }

    /**
     * The caller whose token was looked up, if the token is good: known, not expired, its mount still there, sent from an address
     * that it is bound to.
     */
    public Future<Optional<Caller>> authenticate(TokenReading reading, View view, IpAddress client) {
        Seal seal = view.snapshot().seal();
        TokenReading current = reading.seal() == seal ? reading : reading(reading.string(), seal);
        return current.reply()
                .compose(reply -> store.open(seal, current.hash(), reply))
                .compose(found -> living(view, found))
                .map(found -> found.filter(stored -> isFromInside(stored.entry(), client))
                        .map(stored -> new Caller(stored, current.string())));
    }

    /** The token of a string, if it lives, whatever its namespace. */
    public Future<Optional<StoredToken>> find(View view, String string) {
        Seal seal = view.snapshot().seal();
        return findByHash(view, seal.id(Purpose.TOKEN, string));
    }

    /** The token of a string, if it lives in this namespace. */
    public Future<Optional<StoredToken>> find(View view, String namespaceId, String string) {
        return find(view, string).map(found -> in(namespaceId, found));
    }

    private static Optional<StoredToken> in(String namespaceId, Optional<StoredToken> found) {
        return found.filter(token -> token.entry().namespaceId().equals(namespaceId));
    }

    /** The token that is stored under a hash, if it lives. */
    Future<Optional<StoredToken>> findByHash(View view, String hash) {
        return store.find(view.snapshot().seal(), hash).compose(found -> living(view, found));
    }

    /** The token of an accessor, if it lives in this namespace. */
    public Future<Optional<StoredToken>> findByAccessor(View view, String namespaceId, String accessor) {
        return store.findByAccessor(view.snapshot().seal(), accessor)
                .compose(found -> living(view, in(namespaceId, found)));
    }

    private Future<Optional<StoredToken>> living(View view, Optional<StoredToken> found) {
        return found.isEmpty() ? Future.succeededFuture(found) : lineage.living(view, found.get());
    }

    private static boolean isFromInside(TokenEntry entry, IpAddress client) {
        return entry.boundCidrs().isEmpty()
                || entry.boundCidrs().stream().map(Cidr::parse).anyMatch(cidr -> cidr.contains(client));
    }

    /** Takes a use of a limited token; empty when somebody else had the last one. */
    public Future<Optional<Caller>> takeUse(Caller caller) {
        if (caller.stored().usesLeft().isEmpty()) {
            return Future.succeededFuture(Optional.of(caller));
        }
        return store.takeUse(caller.stored())
                .map(left -> left.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Caller(caller.stored().with(left.getAsLong()), caller.string())));
    }

    /** A string for a new service token of a namespace. */
    public String newString(String namespaceId) {
        return prefix + TokenString.random() + Namespace.suffix(namespaceId);
    }

    /** An accessor for a new token of a namespace. */
    public String newAccessor(String namespaceId) {
        return TokenString.random() + Namespace.suffix(namespaceId);
    }

    /**
     * The date of a token that is made by this view.
     *
     * @param path where: {@code auth/people/login/ada}, the name of an account in its one spelling
     * @param now by the clock of Redis: the date, unless somebody has just revoked what was issued there
     */
    public Instant issueTime(View view, String namespaceId, String path, Instant now) {
        return Revocations.issueTime(view, namespaceId, path, now);
    }

    /** Whether a token is void by this view, whatever its end and its ancestors say: revoked by its path, or its mount gone. */
    public boolean isVoid(View view, TokenEntry entry) {
        return Revocations.isVoid(view, entry);
    }

    /** The ancestors of a token as they are now: whoever hands a child out judges them by the last view that he took with this. */
    Future<Ancestry> ancestry(Seal seal, TokenEntry entry) {
        return lineage.ancestry(seal, entry);
    }

    /** A stored token and its ancestors as they are now; empty when it is gone, or another has its string. */
    Future<Optional<Ancestry>> ancestry(Seal seal, StoredToken token) {
        return store.find(seal, token.hash())
                .map(found -> found.filter(
                        now -> now.entry().accessor().equals(token.entry().accessor())))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : lineage.ancestry(seal, found.get().entry()).map(Optional::of));
    }

    /**
     * Writes a new token, to be looked at once more before anybody hears of it.
     *
     * @return false when there is one with this string; fails with 403 when its parent is gone
     */
    public Future<Boolean> write(Seal seal, String string, TokenEntry entry) {
        return store.write(seal, seal.id(Purpose.TOKEN, string), entry);
    }

    /**
     * Whether a string is free for a new token. One that ended with its ancestors, its path or its mount is still stored, until it is
     * swept or runs out; it is deleted.
     */
    public Future<Boolean> vacate(View view, String string) {
        Seal seal = view.snapshot().seal();
        return store.find(seal, seal.id(Purpose.TOKEN, string))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(true)
                        : living(view, found)
                                .compose(living ->
                                        living.isPresent() ? Future.succeededFuture(false) : clear(seal, found.get())));
    }

    private Future<Boolean> clear(Seal seal, StoredToken dead) {
        return store.delete(dead, true)
                .compose(gone -> gone ? store.forget(seal, dead.entry()).map(true) : Future.succeededFuture(false));
    }

    /** Deletes a token that is not to be handed out after all. */
    public Future<Void> takeBack(Seal seal, String string, TokenEntry entry) {
        return store.takeBack(seal, seal.id(Purpose.TOKEN, string), entry);
    }

    /**
     * Ends a token, and with it all that descend from it; when the future succeeds, every request that starts afterwards is refused
     * (invariant T1). The remains of the tree are swept by {@link TreeSweep}.
     */
    public Future<Void> revoke(Seal seal, StoredToken token) {
        return store.delete(token, false).compose(gone -> store.forget(seal, token.entry()));
    }

    /**
     * Ends a token alone: its children live on as orphans, whatever their number, from the same moment on.
     *
     * @return fails with 400 when the token is gone
     */
    public Future<Void> revokeOrphan(View view, StoredToken token) {
        return releases.release(view, token);
    }

    /** The accessors of the living tokens of a namespace, in no order. */
    public Pages<String> accessors(View view, String namespaceId) {
        Pages<StoredToken> tokens = tokens(view, namespaceId);
        return () -> tokens.next()
                .map(page ->
                        page.stream().map(token -> token.entry().accessor()).toList());
    }

    /** The living tokens of a namespace, in no order. */
    Pages<StoredToken> tokens(View view, String namespaceId) {
        return new TokenPages(accessors, accessor -> findByAccessor(view, namespaceId, accessor), namespaceId);
    }

    /** When the last of the tokens of a namespace ends that end at all. */
    Future<Optional<Instant>> lastEnd(String namespaceId) {
        return accessors.lastEnd(namespaceId);
    }

    /** Writes a changed entry over the one that was read; empty when the token has gone or changed meanwhile. */
    Future<Optional<StoredToken>> replace(Seal seal, StoredToken old, TokenEntry next) {
        return store.replace(seal, old, next);
    }

    /** Reads a token again; empty when it lives no more. */
    Future<Optional<StoredToken>> reread(View view, StoredToken token) {
        return findByHash(view, token.hash());
    }
}
