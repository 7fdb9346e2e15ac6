package io.portcullis.token;

import io.portcullis.address.Cidr;
import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.Snapshot;
import io.portcullis.control.View;
import io.portcullis.mount.MountTable;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.Optional;

/** Looks tokens up, judges them, makes them and takes them back. For one event loop. */
public final class TokenService {

    /** The prefix of a service token unless configured otherwise. */
    public static final String DEFAULT_PREFIX = "s.";

    private final ControlPlane plane;
    private final TokenStore store;
    private final String prefix;

    /** A service on the given gateway, whose new tokens begin with the prefix. */
    public TokenService(ControlPlane plane, RedisGateway redis, String prefix) {
        this.plane = plane;
        this.store = new TokenStore(redis);
        this.prefix = prefix;
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
        return current.reply().map(reply -> caller(current, reply, view, client));
    }

    private Optional<Caller> caller(TokenReading reading, Reply reply, View view, IpAddress client) {
        return store.open(view.snapshot().seal(), reading.hash(), reply)
                .filter(stored -> isGood(stored.entry(), view, client))
                .map(stored -> new Caller(stored, reading.string()));
    }

    private static boolean isGood(TokenEntry entry, View view, IpAddress client) {
        return !entry.isExpired(view.time()) && isMountThere(entry, view) && isFromInside(entry, client);
    }

    private static boolean isMountThere(TokenEntry entry, View view) {
        return view.snapshot()
                .part(MountTable.KIND)
                .withAccessor(entry.mountAccessor())
                .isPresent();
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

    /** A string for a new service token. */
    public String newString() {
        return prefix + TokenString.random();
    }

    /** An accessor for a new token. */
    public String newAccessor() {
        return TokenString.random();
    }

    /** Writes a new token; false when there is one with this string. */
    public Future<Boolean> write(Seal seal, String string, TokenEntry entry) {
        return store.write(seal, seal.id(Purpose.TOKEN, string), entry);
    }

    /** Deletes a token that is not to be handed out after all. */
    public Future<Void> takeBack(Seal seal, String string, TokenEntry entry) {
        return store.delete(seal, seal.id(Purpose.TOKEN, string), entry);
    }

    /** Ends a token; when the future succeeds, every request that starts afterwards is refused (invariant T1). */
    public Future<Void> revoke(Seal seal, StoredToken token) {
        return store.delete(seal, token.hash(), token.entry());
    }

    /** Writes a changed entry over the one that was read; empty when the token has gone or changed meanwhile. */
    Future<Optional<StoredToken>> replace(Seal seal, StoredToken old, TokenEntry next) {
        return store.replace(seal, old, next);
    }

    /** Reads a token again. */
    Future<Optional<StoredToken>> reread(Seal seal, StoredToken token) {
        return store.read(token.hash()).map(reply -> store.open(seal, token.hash(), reply));
    }
}
