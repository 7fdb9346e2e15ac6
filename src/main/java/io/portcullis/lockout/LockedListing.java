package io.portcullis.lockout;

import io.portcullis.http.Pages;
import io.portcullis.mount.MergedNames;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The locked accounts of some mounts: first they are counted, since whoever has most is listed first, then their names are read, mount by
 * mount. Both read the same pages and judge by the same instant.
 *
 * <p>All counts are of all that are locked; {@code after} and {@code limit} make a page of the names of each mount.
 */
final class LockedListing {

    private final CountedStore store;
    private final Judgement judgement;
    private final List<LockoutMount> mounts;
    private final LockedCounts counts;
    private final Page page;

    /**
     * Which names are listed of each mount.
     *
     * @param after those behind this one, whether it is locked or not; empty: from the first
     * @param limit at most so many
     */
    record Page(String after, long limit) {}

    /** A mount with how many accounts of it are locked. */
    record OfMount(LockoutMount mount, long count) {}

    /** A namespace with how many accounts in it are locked, and its mounts. */
    record OfNamespace(String id, String path, long count, List<OfMount> mounts) {

        static OfNamespace of(List<OfMount> mounts) {
            LockoutMount any = mounts.get(0).mount();
            long count = mounts.stream().mapToLong(OfMount::count).sum();
            return new OfNamespace(any.namespaceId(), any.namespacePath(), count, mounts);
        }
    }

    private static final Comparator<OfMount> MOUNTS = Comparator.comparingLong(OfMount::count)
            .reversed()
            .thenComparing(each -> each.mount().accessor());

    private static final Comparator<OfNamespace> NAMESPACES =
            Comparator.comparingLong(OfNamespace::count).reversed().thenComparing(OfNamespace::path);

    LockedListing(CountedStore store, Judgement judgement, List<LockoutMount> mounts, Page page) {
        this.store = store;
        this.judgement = judgement;
        this.mounts = mounts;
        this.counts = new LockedCounts(store, judgement, mounts);
        this.page = page;
    }

    /** Goes on with counting, for about that long at most; whether all is counted. */
    Future<Boolean> count(long nanos) {
        return counts.count(nanos);
    }

    /** What was counted: in falling order of counts; namespaces with the same by path, mounts by accessor. */
    List<OfNamespace> counted(boolean withoutAny) {
        Map<String, List<OfMount>> idToMounts = new LinkedHashMap<>();
        mounts.stream()
                .map(mount -> new OfMount(mount, counts.of(mount)))
                .filter(each -> each.count() > 0 || withoutAny)
                .sorted(MOUNTS)
                .forEach(each -> idToMounts
                        .computeIfAbsent(each.mount().namespaceId(), id -> new ArrayList<>())
                        .add(each));
        return idToMounts.values().stream()
                .map(OfNamespace::of)
                .sorted(NAMESPACES)
                .toList();
    }

    /** The names of a mount, in order of their bytes. */
    Pages<String> names(OfMount counted) {
        LockoutMount mount = counted.mount();
        return mount.settings().isEmpty() || counted.count() == 0
                ? () -> Future.succeededFuture(List.of())
                : new MergedNames(
                        mount.buckets(),
                        page.after(),
                        page.limit(),
                        (bucket, after, wanted) -> store.page(mount, bucket, after)
                                .map(found -> portion(found, mount.settings().get())));
    }

    private MergedNames.Portion portion(List<Counted> found, LockoutSettings settings) {
        List<String> locked = found.stream()
                .filter(account -> judgement.isLocked(account, settings))
                .map(Counted::name)
                .toList();
        String last = found.isEmpty() ? "" : found.get(found.size() - 1).name();
        return new MergedNames.Portion(locked, last, found.size() < CountedStore.PAGE);
    }
}
