package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Place;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Families of tokens in Redis. Beside a token lie the accessors of its children, and, when it ended and let them go, the word of
 * that; both carry the token's accessor in their names, since a custom string may be used again. In a slot of its own lies the
 * list of ended tokens whose children are still to be seen to.
 */
final class ChildStore {

    private static final Script RELEASE = Script.of(ChildStore.class, "release_children.lua");

    private static final long RELEASE_REST_MILLIS = 60_000;

    /** A token that ended, or is about to, and had children. */
    record Tree(String hash, String accessor) {

        static Tree of(StoredToken root) {
            return new Tree(root.hash(), root.entry().accessor());
        }
    }

    /** A tree and when it was noted. */
    record Noted(Tree tree, Instant at) {}

    /** What came of releasing. */
    enum Outcome {
        RELEASED,
        ANOTHER,
        LATE
    }

    private final ControlReader control;
    private final RedisGateway redis;

    ChildStore(ControlReader control, RedisGateway redis) {
        this.control = control;
        this.redis = redis;
    }

    /** Enters a child with its parent before the child is written or prolonged; false when the parent is gone. */
    Future<Boolean> register(TokenOrigin.Parent parent, TokenEntry child) {
        return redis.eval(
                        AccessorStore.LIST_UNTIL,
                        List.of(key(parent), redis.keys().token(parent.hash())),
                        List.of(child.accessor(), child.lease().endMillis("+inf")))
                .map(reply -> reply.number() == 1);
    }

    /** Takes a child out of its parent's. */
    Future<Void> remove(TokenOrigin.Parent parent, String accessor) {
        return redis.command("ZREM", key(parent), accessor).mapEmpty();
    }

    /** Takes children out; nothing when there are none to take. */
    Future<Void> removeAll(Tree tree, List<String> accessors) {
        if (accessors.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Object> arguments = new ArrayList<>(accessors);
        arguments.add(0, redis.keys().children(tree.hash(), tree.accessor()));
        return redis.command("ZREM", arguments.toArray()).mapEmpty();
    }

    /** Some children, in the order of their ends. */
    Future<List<String>> children(Tree tree, int from, int most) {
        return redis.command("ZRANGE", redis.keys().children(tree.hash(), tree.accessor()), from, from + most - 1)
                .map(reply -> reply.list().stream().map(Reply::text).toList());
    }

    private String key(TokenOrigin.Parent parent) {
        return redis.keys().children(parent.hash(), parent.accessor());
    }

    /** Ends a token and lets its children go, if it is still the one that was read and it is not later than that. */
    Future<Outcome> release(Seal seal, StoredToken token, Instant latest) {
        Tree tree = Tree.of(token);
        byte[] word = seal.seal(place(tree.hash(), tree.accessor()), new byte[0]);
        return redis.eval(
                        RELEASE,
                        List.of(
                                redis.keys().token(tree.hash()),
                                redis.keys().children(tree.hash(), tree.accessor()),
                                redis.keys().release(tree.hash(), tree.accessor())),
                        List.of(token.sealed(), word, latest.toEpochMilli()))
                .map(reply -> switch (reply.text()) {
                    case "released" -> Outcome.RELEASED;
                    case "late" -> Outcome.LATE;
                    default -> Outcome.ANOTHER;
                });
    }

    /** Whether the token with this hash and accessor ended and let its children go. */
    Future<Boolean> isReleased(Seal seal, String hash, String accessor) {
        String key = redis.keys().release(hash, accessor);
        return redis.oncePerTurn(key, () -> redis.get(key))
                .compose(reply -> reply.isAbsent()
                        ? Future.succeededFuture(false)
                        : control.open(seal, place(hash, accessor), reply.requireBytes())
                                .map(true));
    }

    /** Notes a tree to be swept from now on, before its root ends: so that whoever ends it may be killed at any moment. */
    Future<Void> note(Tree tree) {
        return redis.time(redis.keys().trees())
                .compose(now -> redis.command("ZADD", redis.keys().trees(), now.toEpochMilli(), member(tree)))
                .mapEmpty();
    }

    /** Some of the noted trees, the oldest first. */
    Future<List<Noted>> noted(int from, int most) {
        return redis.command("ZRANGE", redis.keys().trees(), from, from + most - 1, "WITHSCORES")
                .map(reply -> {
                    List<Noted> trees = new ArrayList<>();
                    for (int i = 0; i < reply.size(); i += 2) {
                        String[] parts = reply.get(i).text().split("\\.", 2);
                        Instant at = Instant.ofEpochMilli(reply.get(i + 1).number());
                        trees.add(new Noted(new Tree(parts[0], parts[1]), at));
                    }
                    return trees;
                });
    }

    /** Takes a note away. */
    Future<Void> unnote(Tree tree) {
        return redis.command("ZREM", redis.keys().trees(), member(tree)).mapEmpty();
    }

    /** Lets the word go that the children of a token are free: soon, for a request may have read the child as it was before. */
    Future<Void> endRelease(Tree tree) {
        return redis.command("PEXPIRE", redis.keys().release(tree.hash(), tree.accessor()), RELEASE_REST_MILLIS)
                .mapEmpty();
    }

    private static String member(Tree tree) {
        return tree.hash() + "." + tree.accessor();
    }

    private static Place place(String hash, String accessor) {
        return new Place(RecordKind.RELEASE, accessor, hash);
    }
}
