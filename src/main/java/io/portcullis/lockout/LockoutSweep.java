package io.portcullis.lockout;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.flow.Loop;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.Script;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks after failure counters and locks: tells of locks that ran out, brings the indexes up to date with counters that are gone and with
 * settings that were tuned, and tells what nodes did not live to tell. What is locked never depends on it: that is judged at each login.
 *
 * <p>Any node may do it, and one does, as long as it keeps the claim, so that what it remembers of a mount is of use: by which settings it
 * has looked at everything. Each step is a script that looks again at what it changes. A pass does a bounded amount of work; the next
 * begins where it ended.
 *
 * <p>For one event loop.
 */
public final class LockoutSweep {

    private static final Script HOLD = Script.of(LockoutSweep.class, "hold_claim.lua");
    private static final String JOB = "lockout-sweep";
    private static final long CLAIM_MILLIS = 15_000;

    /** Most looks at buckets and most names that one pass looks at; a look counts as some names. */
    private static final int MOST_WORK = 50_000;

    private final ControlReader control;
    private final RedisGateway redis;
    private final LockoutRules rules;
    private final LockoutMeter meter;
    private final CountingMounts counting;
    private final BucketSweep buckets;
    private final String nonce = UUID.randomUUID().toString();
    private final Map<String, MountWatch> accessorToWatch = new HashMap<>();
    private final Map<String, Long> accessorToPhantoms = new TreeMap<>();
    private String nextAccessor = "";

    /** A sweep on the given gateway. */
    public LockoutSweep(
            ControlReader control, LockoutRules rules, RedisGateway redis, LockEvents events, LockoutMeter meter) {
        this.control = control;
        this.redis = redis;
        this.rules = rules;
        this.meter = meter;
        this.counting = new CountingMounts(redis);
        this.buckets = new BucketSweep(redis, events);
    }

    /** One pass; nothing while another node is at it. What fails in one mount keeps none of the others, and is told. */
    public Future<Void> pass() {
        return redis.eval(HOLD, List.of(redis.keys().claim(JOB)), List.of(nonce, CLAIM_MILLIS))
                .compose(reply -> reply.number() == 1 ? work() : forgotten());
    }

    private Future<Void> forgotten() {
        accessorToWatch.clear();
        accessorToPhantoms.clear();
        meter.phantoms(Map.of());
        return Future.succeededFuture();
    }

    /** The mounts are read before the view: it knows all of them. */
    private Future<Void> work() {
        return counting.all()
                .compose(accessors -> control.now().compose(view -> {
                    accessorToWatch.keySet().retainAll(accessors);
                    accessorToPhantoms.keySet().retainAll(accessors);
                    Budget budget = new Budget(MOST_WORK);
                    return Loop.forEach(inTurn(accessors), accessor -> mount(view, accessor, budget))
                            .eventually(() -> {
                                meter.phantoms(Map.copyOf(accessorToPhantoms));
                                return Future.succeededFuture();
                            });
                }));
    }

    private List<String> inTurn(NavigableSet<String> accessors) {
        return Stream.concat(
                        accessors.tailSet(nextAccessor, true).stream(), accessors.headSet(nextAccessor, false).stream())
                .toList();
    }

    private Future<Void> mount(View view, String accessor, Budget budget) {
        if (budget.isSpent()) {
            return Future.succeededFuture();
        }
        nextAccessor = accessor + '\0';
        return LockoutMount.find(view.snapshot(), rules, accessor)
                .map(mount -> mount(view, mount, budget))
                .orElseGet(() -> counting.remove(accessor));
    }

    private Future<Void> mount(View view, LockoutMount mount, Budget budget) {
        MountWatch watch =
                accessorToWatch.computeIfAbsent(mount.accessor(), unknown -> new MountWatch(mount.buckets()));
        watch.judgeBy(mount.settings());
        return found(view, mount, watch, budget).compose(found -> {
            note(mount, found);
            return watch.isQuiet(found.isEmpty(), view.timeNow())
                    ? quieten(view, mount, watch)
                    : Future.succeededFuture();
        });
    }

    private Future<Found> found(View view, LockoutMount mount, MountWatch watch, Budget budget) {
        List<Future<Found>> all = IntStream.range(0, mount.buckets())
                .mapToObj(bucket -> buckets.look(view.snapshot().seal(), mount, bucket, watch, budget))
                .toList();
        return Future.join(all).map(done -> all.stream().map(Future::result).reduce(Found.NOTHING, Found::plus));
    }

    private void note(LockoutMount mount, Found found) {
        if (found.phantoms() > 0) {
            accessorToPhantoms.put(mount.accessor(), found.phantoms());
        } else {
            accessorToPhantoms.remove(mount.accessor());
        }
    }

    /** A failure may have come between the look and the removal: whoever counted it has noted the mount before that, or will after it. */
    private Future<Void> quieten(View view, LockoutMount mount, MountWatch watch) {
        return counting.remove(mount.accessor())
                .compose(removed -> found(view, mount, watch, new Budget(0)))
                .compose(found -> found.isEmpty() ? Future.succeededFuture() : counting.add(mount.accessor()));
    }

    /**
     * What was found in some buckets.
     *
     * @param phantoms names that no account has
     * @param isEmpty whether there was nothing at all
     */
    record Found(long phantoms, boolean isEmpty) {

        static final Found NOTHING = new Found(0, true);

        Found plus(Found other) {
            return new Found(phantoms + other.phantoms, isEmpty && other.isEmpty);
        }
    }

    /** How much a pass may still do. */
    static final class Budget {

        private int left;

        Budget(int most) {
            this.left = most;
        }

        boolean isSpent() {
            return left <= 0;
        }

        void spend(int work) {
            left -= work;
        }
    }
}
