package io.portcullis.token;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Place;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in Redis. Under the keyed hash of its string lie the sealed entry and the uses left; beside it, in other slots, what
 * leads from its accessor to it, and the accessor in the list of its namespace. Those two carry the token's end too, fixed before
 * any of them is written.
 */
final class TokenStore {

    private static final Script WRITE = Script.of(TokenStore.class, "write_token.lua");
    private static final Script REPLACE = Script.of(TokenStore.class, "replace_token.lua");
    private static final Script TAKE_USE = Script.of(TokenStore.class, "take_use.lua");
    private static final Script INDEX = Script.of(TokenStore.class, "index_accessor.lua");
    private static final RecordJson<TokenEntry> JSON = new RecordJson<>(TokenEntry.class);
    private static final int BUCKETS = 16;

    private final RedisGateway redis;

    TokenStore(RedisGateway redis) {
        this.redis = redis;
    }

    /** What lies under a hash, unopened: sent with the other plain reads of this turn. */
    Future<Reply> read(String hash) {
        return redis.hmget(redis.keys().token(hash), "e", "u");
    }

    /** The token that is stored under a hash. */
    Future<Optional<StoredToken>> find(Seal seal, String hash) {
        return read(hash).map(reply -> open(seal, hash, reply));
    }

    /** The hash of the token that has an accessor. */
    Future<Optional<String>> hashOf(Seal seal, String accessor) {
        String id = seal.id(Purpose.ACCESSOR, accessor);
        return redis.get(redis.keys().accessor(id))
                .map(reply -> reply.bytes()
                        .map(bytes -> seal.open(Place.of(RecordKind.ACCESSOR, id), bytes))
                        .map(hash -> new String(hash, StandardCharsets.US_ASCII)));
    }

    /**
     * Opens what was read.
     *
     * @throws Fault 503 when the entry does not belong there, or lost its count
     */
    Optional<StoredToken> open(Seal seal, String hash, Reply read) {
        Optional<byte[]> sealed = read.get(0).bytes();
        return sealed.map(bytes -> {
            Reply uses = read.get(1);
            TokenEntry entry = JSON.decode(seal.open(place(hash), bytes));
            if (entry.uses() > 0 && uses.isAbsent()) {
                throw Fault.unavailable("the uses of a limited token are gone");
            }
            return new StoredToken(
                    hash, entry, bytes, uses.isAbsent() ? OptionalLong.empty() : OptionalLong.of(uses.number()));
        });
    }

    /** Writes a new token, with its accessor before or beside it; false when there is one with this string. */
    Future<Boolean> write(Seal seal, String hash, TokenEntry entry) {
        byte[] sealed = seal.seal(place(hash), JSON.encode(entry));
        Object uses = entry.uses() == 0 ? "" : entry.uses();
        Future<Reply> token = redis.eval(
                WRITE,
                List.of(redis.keys().token(hash)),
                List.of(sealed, uses, millis(entry.lease().expiresAt())));
        return Future.join(accessor(seal, hash, entry), token)
                .compose(done -> token)
                .map(reply -> reply.number() == 1);
    }

    /** Writes a changed entry, its accessor first, if the token is still the one that was read. */
    Future<Optional<StoredToken>> replace(Seal seal, StoredToken old, TokenEntry next) {
        byte[] sealed = seal.seal(place(old.hash()), JSON.encode(next));
        return accessor(seal, old.hash(), next)
                .compose(done -> redis.eval(
                        REPLACE,
                        List.of(redis.keys().token(old.hash())),
                        List.of(old.sealed(), sealed, millis(next.lease().expiresAt()))))
                .map(reply -> reply.number() == 1
                        ? Optional.of(new StoredToken(old.hash(), next, sealed, old.usesLeft()))
                        : Optional.empty());
    }

    /** Takes a use: how many are left, 0 after the last, with which the token goes; empty when there was none. */
    Future<OptionalLong> takeUse(StoredToken token) {
        return redis.eval(TAKE_USE, List.of(redis.keys().token(token.hash())), List.of())
                .map(reply -> reply.number() < 0 ? OptionalLong.empty() : OptionalLong.of(reply.number()));
    }

    /** Deletes a token, then its accessor; deleting what is gone is nothing. */
    Future<Void> delete(Seal seal, String hash, TokenEntry entry) {
        RedisKeys keys = redis.keys();
        return redis.command("UNLINK", keys.token(hash))
                .compose(done -> Future.all(
                        redis.command("UNLINK", keys.accessor(seal.id(Purpose.ACCESSOR, entry.accessor()))),
                        redis.command("ZREM", accessorList(entry), entry.accessor())))
                .mapEmpty();
    }

    private Future<Void> accessor(Seal seal, String hash, TokenEntry entry) {
        String id = seal.id(Purpose.ACCESSOR, entry.accessor());
        byte[] sealed = seal.seal(Place.of(RecordKind.ACCESSOR, id), hash.getBytes(StandardCharsets.US_ASCII));
        String key = redis.keys().accessor(id);
        Future<Reply> leading = entry.lease().expiresAt() == null
                ? redis.command("SET", key, sealed)
                : redis.command("SET", key, sealed, "PXAT", millis(entry.lease().expiresAt()));
        Object end = entry.lease().expiresAt() == null
                ? "+inf"
                : millis(entry.lease().expiresAt());
        Future<Reply> listed = redis.eval(INDEX, List.of(accessorList(entry)), List.of(entry.accessor(), end));
        return Future.all(leading, listed).mapEmpty();
    }

    private String accessorList(TokenEntry entry) {
        return redis.keys()
                .accessorsOf(entry.namespaceId(), Math.floorMod(entry.accessor().hashCode(), BUCKETS));
    }

    private static Place place(String hash) {
        return Place.of(RecordKind.TOKEN, hash);
    }

    private static Object millis(@Nullable Instant instant) {
        return instant == null ? "" : instant.toEpochMilli();
    }
}
