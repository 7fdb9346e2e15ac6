package io.portcullis.userpass;

import io.portcullis.http.Pages;
import io.portcullis.mount.MountEntry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The names of a mount's accounts in order of their bytes, merged from its buckets, a page at a time: a million of them never
 * stand in memory together.
 */
final class NameListing implements Pages<String> {

    private static final int FETCH = 512;

    private final AccountStore store;
    private final MountEntry mount;
    private final List<Bucket> buckets;
    private long left;

    /** From the name after {@code after}, at most {@code limit} of them. */
    NameListing(AccountStore store, MountEntry mount, String after, long limit) {
        this.store = store;
        this.mount = mount;
        this.left = limit;
        this.buckets = IntStream.range(0, mount.buckets())
                .mapToObj(number -> new Bucket(number, after))
                .toList();
    }

    private static final class Bucket {
        private final int number;
        private final Deque<String> fetched = new ArrayDeque<>();
        private String after;
        private boolean exhausted;

        Bucket(int number, String after) {
            this.number = number;
            this.after = after;
        }

        boolean isDry() {
            return fetched.isEmpty() && !exhausted;
        }

        void take(List<String> names, int asked) {
            fetched.addAll(names);
            exhausted = names.size() < asked;
            if (!names.isEmpty()) {
                after = names.get(names.size() - 1);
            }
        }
    }

    @Override
    public Future<List<String>> next() {
        int most = (int) Math.min(FETCH, left);
        if (most == 0) {
            return Future.succeededFuture(List.of());
        }
        List<Future<Void>> fetching = buckets.stream()
                .filter(Bucket::isDry)
                .map(bucket -> store.names(mount, bucket.number, bucket.after, most)
                        .map(names -> {
                            bucket.take(names, most);
                            return (Void) null;
                        }))
                .toList();
        return Future.all(fetching).map(fetched -> merged());
    }

    /** The smallest names, as long as every bucket that has more shows its next. */
    private List<String> merged() {
        PriorityQueue<Bucket> byNext =
                new PriorityQueue<>(Comparator.comparing((Bucket bucket) -> bucket.fetched.peek()));
        buckets.stream().filter(bucket -> !bucket.fetched.isEmpty()).forEach(byNext::add);
        List<String> page = new ArrayList<>();
        while (left > 0 && !byNext.isEmpty()) {
            Bucket bucket = byNext.remove();
            page.add(bucket.fetched.remove());
            left--;
            if (bucket.isDry()) {
                return page;
            }
            if (!bucket.fetched.isEmpty()) {
                byNext.add(bucket);
            }
        }
        return page;
    }
}
