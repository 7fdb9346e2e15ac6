package io.portcullis.token;

import io.portcullis.flow.Loop;
import io.portcullis.http.Pages;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tokens of a namespace as the lists of its accessors have them, bucket after bucket, a page at a time: never all in memory. One
 * that comes or goes meanwhile may be missed.
 */
final class TokenPages implements Pages<StoredToken> {

    /** About how many accessors are looked up at once. */
    private static final int PAGE = 500;

    private final AccessorStore accessors;
    private final Function<String, Future<Optional<StoredToken>>> find;
    private final String namespaceId;
    private int bucket;
    private String cursor = AccessorStore.EDGE;

    /** @param find gives the token of an accessor, if it is to be shown */
    TokenPages(AccessorStore accessors, Function<String, Future<Optional<StoredToken>>> find, String namespaceId) {
        this.accessors = accessors;
        this.find = find;
        this.namespaceId = namespaceId;
    }

    /** A page of which nothing is to be shown would be the end: the next one that has something, or is the end. */
    @Override
    public Future<List<StoredToken>> next() {
        List<StoredToken> found = new ArrayList<>();
        return Loop.whileTrue(() -> bucket == AccessorStore.BUCKETS
                        ? Future.succeededFuture(false)
                        : read().map(tokens -> {
                            found.addAll(tokens);
                            return tokens.isEmpty();
                        }))
                .map(done -> found);
    }

    private Future<List<StoredToken>> read() {
        return accessors.page(namespaceId, bucket, cursor, PAGE).compose(page -> {
            cursor = page.next();
            bucket += cursor.equals(AccessorStore.EDGE) ? 1 : 0;
            return tokens(page.accessors());
        });
    }

    private Future<List<StoredToken>> tokens(List<String> page) {
        List<Future<Optional<StoredToken>>> found =
                new LinkedHashSet<>(page).stream().map(find).toList();
        return Future.all(found)
                .map(all ->
                        found.stream().flatMap(each -> each.result().stream()).toList());
    }
}
