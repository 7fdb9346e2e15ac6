package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Place;
import io.portcullis.seal.RecordJson;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tokens in Redis. Under the keyed hash of its string lie the sealed entry and the uses left; in other slots its accessor, and its
 * place among the children of its parent. Those are there before the token is, and longer.
 */
final class TokenStore {

    private static final Script WRITE = Script.of(TokenStore.class, "write_token.lua");
    private static final Script REPLACE = Script.of(TokenStore.class, "replace_token.lua");
    private static final Script TAKE_USE = Script.of(TokenStore.class, "take_use.lua");
    private static final Script DELETE = Script.of(TokenStore.class, "delete_token.lua");
    private static final RecordJson<TokenEntry> JSON = new RecordJson<>(TokenEntry.class);

    private final ControlReader control;
    private final RedisGateway redis;
    private final AccessorStore accessors;
    private final ChildStore children;

    TokenStore(ControlReader control, RedisGateway redis, AccessorStore accessors, ChildStore children) {
        this.control = control;
        this.redis = redis;
        this.accessors = accessors;
        this.children = children;
    }

    /** What lies under a hash, unopened: sent with the other plain reads of this turn. */
    Future<Reply> read(String hash) {
        return redis.hmget(redis.keys().token(hash), "e", "u");
    }

    /** The token that is stored under a hash; read once for all who ask for it in this turn, as siblings ask for their parent. */
    Future<Optional<StoredToken>> find(Seal seal, String hash) {
        return redis.oncePerTurn(redis.keys().token(hash), () -> read(hash)).compose(reply -> open(seal, hash, reply));
    }

    /** The token that has an accessor. */
    Future<Optional<StoredToken>> findByAccessor(Seal seal, String accessor) {
        return accessors
                .hashOf(seal, accessor)
                .compose(hash -> hash.isEmpty() ? Future.succeededFuture(Optional.empty()) : find(seal, hash.get()))
                .map(found -> found.filter(stored -> stored.entry().accessor().equals(accessor)));
    }

    /** Opens what was read; fails with 503 when the entry does not belong there, or lost its count. */
    Future<Optional<StoredToken>> open(Seal seal, String hash, Reply read) {
        Optional<byte[]> sealed = read.get(0).bytes();
        return sealed.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : control.open(seal, place(hash), sealed.get())
                        .map(plain -> Optional.of(stored(hash, plain, sealed.get(), read.get(1))));
    }

    private static StoredToken stored(String hash, byte[] plain, byte[] sealed, Reply uses) {
        TokenEntry entry = JSON.decode(plain);
        if (entry.uses() > 0 && uses.isAbsent()) {
            throw Fault.unavailable("the uses of a limited token are gone");
        }
        return new StoredToken(
                hash, entry, sealed, uses.isAbsent() ? OptionalLong.empty() : OptionalLong.of(uses.number()));
    }

    /**
     * Writes a new token; of an orphan the accessor beside it, of a child accessor and place among its siblings before it. Nobody
     * knows it before somebody has looked again.
     *
     * @return whether there was none with this string; fails with 403 when the parent is gone
     */
    Future<Boolean> write(Seal seal, String hash, TokenEntry entry) {
        TokenOrigin.Parent parent = entry.origin().parent();
        Future<Void> accessor = accessors.write(seal, hash, entry);
        Future<Boolean> written = parent == null
                ? Future.join(accessor, put(seal, hash, entry)).map(done -> done.<Boolean>resultAt(1))
                : Future.join(accessor, children.register(parent, entry))
                        .compose(before -> before.<Boolean>resultAt(1)
                                ? put(seal, hash, entry)
                                : forget(seal, entry).compose(gone -> Future.failedFuture(Fault.permissionDenied())));
        return written.compose(done ->
                done ? Future.succeededFuture(true) : forget(seal, entry).map(false));
    }

    private Future<Boolean> put(Seal seal, String hash, TokenEntry entry) {
        byte[] sealed = seal.seal(place(hash), JSON.encode(entry));
        Object uses = entry.uses() == 0 ? "" : entry.uses();
        return redis.eval(
                        WRITE,
                        List.of(redis.keys().token(hash)),
                        List.of(sealed, uses, entry.lease().endMillis("")))
                .map(reply -> reply.number() == 1);
    }

    /** Writes a changed entry, its accessor first, if the token is still the one that was read, and its parent is there. */
    Future<Optional<StoredToken>> replace(Seal seal, StoredToken old, TokenEntry next) {
        TokenOrigin.Parent parent = next.origin().parent();
        Future<Boolean> registered = parent == null ? Future.succeededFuture(true) : children.register(parent, next);
        return Future.all(accessors.extend(seal, old.hash(), next), registered)
                .compose(before ->
                        registered.result() ? replaceEntry(seal, old, next) : Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<StoredToken>> replaceEntry(Seal seal, StoredToken old, TokenEntry next) {
        byte[] sealed = seal.seal(place(old.hash()), JSON.encode(next));
        return redis.eval(
                        REPLACE,
                        List.of(redis.keys().token(old.hash())),
                        List.of(old.sealed(), sealed, next.lease().endMillis("")))
                .map(reply -> reply.number() == 1
                        ? Optional.of(new StoredToken(old.hash(), next, sealed, old.usesLeft()))
                        : Optional.empty());
    }

    /** Takes a use: how many are left, 0 after the last, with which the token goes; empty when there was none. */
    Future<OptionalLong> takeUse(StoredToken token) {
        return redis.eval(TAKE_USE, List.of(redis.keys().token(token.hash())), List.of())
                .map(reply -> reply.number() < 0 ? OptionalLong.empty() : OptionalLong.of(reply.number()));
    }

    /**
     * Deletes what lies under the hash of a token; if it has children, they are noted to be swept before that.
     *
     * @return whether it is gone: false when it must be the one that was read, and is not
     */
    Future<Boolean> delete(StoredToken token, boolean onlyAsRead) {
        return delete(token, onlyAsRead, false);
    }

    private Future<Boolean> delete(StoredToken token, boolean onlyAsRead, boolean noted) {
        ChildStore.Tree tree = ChildStore.Tree.of(token);
        return redis.eval(
                        DELETE,
                        List.of(redis.keys().token(tree.hash()), redis.keys().children(tree.hash(), tree.accessor())),
                        List.of(onlyAsRead ? token.sealed() : "", noted ? "1" : ""))
                .compose(reply -> switch (reply.text()) {
                    case "deleted" -> Future.succeededFuture(true);
                    case "children" -> children.note(tree).compose(done -> delete(token, onlyAsRead, true));
                    default -> Future.succeededFuture(false);
                });
    }

    /** Deletes a token that nobody knows, and what leads to it. */
    Future<Void> takeBack(Seal seal, String hash, TokenEntry entry) {
        return redis.command("UNLINK", redis.keys().token(hash)).compose(gone -> forget(seal, entry));
    }

    /** Removes what leads to a token that is gone. */
    Future<Void> forget(Seal seal, TokenEntry entry) {
        TokenOrigin.Parent parent = entry.origin().parent();
        Future<Void> place = parent == null ? Future.succeededFuture() : children.remove(parent, entry.accessor());
        return Future.all(accessors.cut(seal, entry.accessor()), accessors.unlist(entry), place)
                .mapEmpty();
    }

    private static Place place(String hash) {
        return Place.of(RecordKind.TOKEN, hash);
    }
}
