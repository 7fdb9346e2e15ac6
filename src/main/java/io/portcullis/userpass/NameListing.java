package io.portcullis.userpass;

import io.portcullis.http.Pages;
import io.portcullis.mount.MergedNames;
import io.portcullis.mount.MountEntry;
import io.vertx.core.Future;
import java.util.List;

/** The names of a mount's accounts in order of their bytes, a page at a time. */
final class NameListing implements Pages<String> {

    private final MergedNames names;

    /** From the name after {@code after}, at most {@code limit} of them. */
    NameListing(AccountStore store, MountEntry mount, String after, long limit) {
        this.names = new MergedNames(
                mount.buckets(),
                after,
                limit,
                (bucket, from, wanted) ->
                        store.names(mount, bucket, from, wanted).map(found -> portion(found, wanted)));
    }

    private static MergedNames.Portion portion(List<String> names, int wanted) {
        String last = names.isEmpty() ? "" : names.get(names.size() - 1);
        return new MergedNames.Portion(names, last, names.size() < wanted);
    }

    @Override
    public Future<List<String>> next() {
        return names.next();
    }
}
