package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.portcullis.seal.Place;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Accessors in Redis: each leads to its token, and stands in the list of its namespace. Both last at least as long as the token:
 * written or extended before it, removed after it, never shortened.
 */
final class AccessorStore {

    /** Over how many slots the list of a namespace is spread. */
    static final int BUCKETS = 16;

    /** The cursor of a list at its beginning, and again at its end. */
    static final String EDGE = "0";

    /** Lists an accessor, of a namespace or of a family, until its token ends. */
    static final Script LIST_UNTIL = Script.of(AccessorStore.class, "list_until.lua");

    private static final Script EXTEND = Script.of(AccessorStore.class, "extend_accessor.lua");

    /** Some accessors of a bucket, and where to go on: {@link #EDGE} at its end. There may be none before the end. */
    record Page(List<String> accessors, String next) {}

    private final ControlReader control;
    private final RedisGateway redis;

    AccessorStore(ControlReader control, RedisGateway redis) {
        this.control = control;
        this.redis = redis;
    }

    /** The hash of the token that has an accessor. */
    Future<Optional<String>> hashOf(Seal seal, String accessor) {
        String id = id(seal, accessor);
        return redis.get(redis.keys().accessor(id))
                .compose(reply -> reply.isAbsent()
                        ? Future.succeededFuture(Optional.empty())
                        : control.open(seal, place(id), reply.requireBytes())
                                .map(hash -> Optional.of(new String(hash, StandardCharsets.US_ASCII))));
    }

    /** Writes both for a new token. */
    Future<Void> write(Seal seal, String hash, TokenEntry entry) {
        String id = id(seal, entry.accessor());
        String key = redis.keys().accessor(id);
        byte[] sealed = sealed(seal, id, hash);
        Future<Reply> leading = entry.lease().expiresAt() == null
                ? redis.command("SET", key, sealed)
                : redis.command("SET", key, sealed, "PXAT", entry.lease().endMillis(""));
        return Future.all(leading, list(entry)).mapEmpty();
    }

    /** Lets both last as long as a token that is about to be prolonged. */
    Future<Void> extend(Seal seal, String hash, TokenEntry entry) {
        String id = id(seal, entry.accessor());
        Future<Reply> leading = redis.eval(
                EXTEND,
                List.of(redis.keys().accessor(id)),
                List.of(sealed(seal, id, hash), entry.lease().endMillis("")));
        return Future.all(leading, list(entry)).mapEmpty();
    }

    private Future<Reply> list(TokenEntry entry) {
        return redis.eval(
                LIST_UNTIL,
                List.of(listOf(entry)),
                List.of(entry.accessor(), entry.lease().endMillis("+inf")));
    }

    /** Takes the accessor of a token out of its list. */
    Future<Void> unlist(TokenEntry entry) {
        return redis.command("ZREM", listOf(entry), entry.accessor()).mapEmpty();
    }

    /** Takes an accessor out of a list. */
    Future<Void> unlist(String namespaceId, int bucket, String accessor) {
        return redis.command("ZREM", redis.keys().accessorsOf(namespaceId, bucket), accessor)
                .mapEmpty();
    }

    /** Lets an accessor lead nowhere. */
    Future<Void> cut(Seal seal, String accessor) {
        return redis.command("UNLINK", redis.keys().accessor(id(seal, accessor)))
                .mapEmpty();
    }

    /** Some of the accessors in a bucket of a namespace, from a cursor on; those at its edges may come twice. */
    Future<Page> page(String namespaceId, int bucket, String cursor, int about) {
        return redis.command("ZSCAN", redis.keys().accessorsOf(namespaceId, bucket), cursor, "COUNT", about)
                .map(reply -> {
                    Reply flat = reply.get(1);
                    List<String> accessors = new ArrayList<>(flat.size() / 2);
                    for (int i = 0; i < flat.size(); i += 2) {
                        accessors.add(flat.get(i).text());
                    }
                    return new Page(accessors, reply.get(0).text());
                });
    }

    /** When the last of the tokens of a namespace ends that end at all; empty when there are none. */
    Future<Optional<Instant>> lastEnd(String namespaceId) {
        List<Future<Optional<Instant>>> ends = IntStream.range(0, BUCKETS)
                .mapToObj(bucket -> lastEndOf(redis.keys().accessorsOf(namespaceId, bucket)))
                .toList();
        return Future.all(ends)
                .map(all -> ends.stream().flatMap(end -> end.result().stream()).max(Instant::compareTo));
    }

    private Future<Optional<Instant>> lastEndOf(String key) {
        return redis.command("ZREVRANGEBYSCORE", key, "(+inf", "-inf", "WITHSCORES", "LIMIT", 0, 1)
                .map(reply -> reply.size() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(
                                (long) Double.parseDouble(reply.get(1).text()))));
    }

    private String listOf(TokenEntry entry) {
        RedisKeys keys = redis.keys();
        return keys.accessorsOf(
                entry.namespaceId(), Math.floorMod(entry.accessor().hashCode(), BUCKETS));
    }

    private static byte[] sealed(Seal seal, String id, String hash) {
        return seal.seal(place(id), hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static String id(Seal seal, String accessor) {
        return seal.id(Purpose.ACCESSOR, accessor);
    }

    private static Place place(String id) {
        return Place.of(RecordKind.ACCESSOR, id);
    }
}
