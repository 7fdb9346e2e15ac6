package io.portcullis.lockout;

import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Reply;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The indexes of failure counters in Redis: of each bucket of a mount, the accounts that have one, in order of their names. A page is one
 * plain read, which is judged here: a script that looks through a page takes some ten times as long of Redis's time.
 *
 * <p>For one event loop.
 */
final class CountedStore {

    /** How many accounts a page has. */
    static final int PAGE = 1_000;

    private static final int MOUNTS_AT_ONCE = 500;

    private final RedisGateway redis;

    CountedStore(RedisGateway redis) {
        this.redis = redis;
    }

    /** Those of the mounts that may have counters at all. */
    Future<List<LockoutMount>> counting(List<LockoutMount> mounts) {
        List<Future<List<LockoutMount>>> asked = new ArrayList<>();
        for (int i = 0; i < mounts.size(); i += MOUNTS_AT_ONCE) {
            asked.add(countingAmong(mounts.subList(i, Math.min(mounts.size(), i + MOUNTS_AT_ONCE))));
        }
        return Future.all(asked)
                .map(all ->
                        asked.stream().flatMap(part -> part.result().stream()).toList());
    }

    private Future<List<LockoutMount>> countingAmong(List<LockoutMount> mounts) {
        Object[] arguments = Stream.concat(
                        Stream.of(redis.keys().counting()), mounts.stream().map(LockoutMount::accessor))
                .toArray();
        return redis.command("SMISMEMBER", arguments).map(reply -> {
            List<LockoutMount> found = new ArrayList<>();
            for (int i = 0; i < mounts.size(); i++) {
                if (reply.get(i).number() == 1) {
                    found.add(mounts.get(i));
                }
            }
            return found;
        });
    }

    /** The accounts behind a name, {@link #PAGE} of them; fewer at the end. */
    Future<List<Counted>> page(LockoutMount mount, int bucket, String after) {
        return page(mount, bucket, after, PAGE);
    }

    /** The accounts behind a name, so many of them; fewer at the end. */
    Future<List<Counted>> page(LockoutMount mount, int bucket, String after, int most) {
        String from = after.isEmpty() ? "-" : "(" + after + Counted.BEHIND_SEPARATOR;
        return range(mount, bucket, from, "+", most);
    }

    /** What there is of one account. */
    Future<Optional<Counted>> find(LockoutMount mount, int bucket, String name) {
        return range(mount, bucket, "[" + name + Counted.SEPARATOR, "(" + name + Counted.BEHIND_SEPARATOR, 1)
                .map(found -> found.stream().findFirst());
    }

    private Future<List<Counted>> range(LockoutMount mount, int bucket, String from, String to, int most) {
        String index = redis.keys().counted(mount.accessor(), bucket);
        return redis.command("ZRANGEBYLEX", index, from, to, "LIMIT", 0, most)
                .map(reply -> reply.list().stream()
                        .map(Reply::text)
                        .map(Counted::parse)
                        .toList());
    }
}
