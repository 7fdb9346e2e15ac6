package io.portcullis.lockout;

import io.portcullis.flow.Loop;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts the locked accounts of mounts, some pages at a time. */
final class LockedCounts {

    private static final int PAGES_AT_ONCE = 4;

    private final CountedStore store;
    private final Judgement judgement;
    private final List<LockoutMount> mounts;
    private final Map<String, Long> accessorToCount = new HashMap<>();
    private final Deque<Cursor> begun = new ArrayDeque<>();
    private Iterator<Cursor> untouched = Collections.emptyIterator();
    private boolean started;

    LockedCounts(CountedStore store, Judgement judgement, List<LockoutMount> mounts) {
        this.store = store;
        this.judgement = judgement;
        this.mounts = mounts;
    }

    /** Where the next page of a bucket begins. */
    private record Cursor(LockoutMount mount, LockoutSettings settings, int bucket, String after) {

        /** The first ones of a mount; none, where nobody is locked out. */
        static Stream<Cursor> of(LockoutMount mount) {
            return mount.settings().stream()
                    .flatMap(settings -> IntStream.range(0, mount.buckets())
                            .mapToObj(bucket -> new Cursor(mount, settings, bucket, "")));
        }

        Cursor behind(String name) {
            return new Cursor(mount, settings, bucket, name);
        }
    }

    /** How many accounts of a mount are locked, as far as they are counted. */
    long of(LockoutMount mount) {
        return accessorToCount.getOrDefault(mount.accessor(), 0L);
    }

    /** Goes on with counting, for about that long at most; whether all is counted. */
    Future<Boolean> count(long nanos) {
        long start = System.nanoTime();
        return started()
                .compose(ready ->
                        Loop.whileTrue(() -> round().map(counted -> !isDone() && System.nanoTime() - start < nanos)))
                .map(paused -> isDone());
    }

    /** Asks once which of the mounts may have counters: of the others no bucket is looked at. */
    private Future<Void> started() {
        if (started) {
            return Future.succeededFuture();
        }
        started = true;
        return store.counting(mounts).map(counting -> {
            untouched = counting.stream().flatMap(Cursor::of).iterator();
            return null;
        });
    }

    private boolean isDone() {
        return begun.isEmpty() && !untouched.hasNext();
    }

    private Future<?> round() {
        List<Future<?>> pages = new ArrayList<>();
        while (pages.size() < PAGES_AT_ONCE && !isDone()) {
            Cursor cursor = begun.isEmpty() ? untouched.next() : begun.remove();
            pages.add(
                    store.page(cursor.mount(), cursor.bucket(), cursor.after()).map(page -> {
                        add(cursor, page);
                        return null;
                    }));
        }
        return Future.all(pages);
    }

    private void add(Cursor cursor, List<Counted> page) {
        long locked = page.stream()
                .filter(account -> judgement.isLocked(account, cursor.settings()))
                .count();
        accessorToCount.merge(cursor.mount().accessor(), locked, Long::sum);
        if (page.size() == CountedStore.PAGE) {
            begun.add(cursor.behind(page.get(page.size() - 1).name()));
        }
    }
}
