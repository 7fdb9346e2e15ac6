package io.portcullis.mount;

import io.portcullis.flow.Loop;
import io.portcullis.http.Pages;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Names of a mount's accounts in order of their bytes, merged from its buckets, a page at a time: a million of them never stand in
 * memory together.
 */
public final class MergedNames implements Pages<String> {

    private static final int FETCH = 512;

    /** Reads names of one bucket. */
    @FunctionalInterface
    public interface Source {

        /** Names after one of them in order of their bytes, about as many as are wanted. */
        Future<Portion> read(int bucket, String after, int wanted);
    }

    /**
     * Some names of a bucket.
     *
     * @param names in order; may be none although there are more
     * @param last how far was looked; meaningless at the end
     * @param end whether there are no more behind that
     */
    public record Portion(List<String> names, String last, boolean end) {}

    private final Source source;
    private final List<Bucket> buckets;
    private long left;

    /** From the name after {@code after}, at most {@code limit} of them. */
    public MergedNames(int buckets, String after, long limit, Source source) {
        this.source = source;
        this.left = limit;
        this.buckets = IntStream.range(0, buckets)
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

        void take(Portion portion) {
            fetched.addAll(portion.names());
            exhausted = portion.end();
            after = portion.last();
        }
    }

    @Override
    public Future<List<String>> next() {
        int wanted = (int) Math.min(FETCH, left);
        return wanted == 0
                ? Future.succeededFuture(List.of())
                : Loop.whileTrue(() -> fetch(wanted)).map(fetched -> merged());
    }

    /** Asks every bucket that does not show its next name; whether one of them still does not. */
    private Future<Boolean> fetch(int wanted) {
        List<Future<Void>> fetching = buckets.stream()
                .filter(Bucket::isDry)
                .map(bucket -> source.read(bucket.number, bucket.after, wanted).map(portion -> {
                    bucket.take(portion);
                    return (Void) null;
                }))
                .toList();
        return Future.all(fetching).map(fetched -> buckets.stream().anyMatch(Bucket::isDry));
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
