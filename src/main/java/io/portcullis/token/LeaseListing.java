package io.portcullis.token;

import io.portcullis.flow.Loop;
import io.portcullis.http.Pages;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What lies right below a path among the leases of all tokens: directories with a final slash, and leases, in order. All tokens are
 * walked through for the first so many names, again for those after them, and so on: memory is bounded, whatever there is.
 */
final class LeaseListing implements Pages<String> {

    /** How many names stand in memory, unless told otherwise. */
    static final int MOST_NAMES = 100_000;

    private static final int PAGE = 1_000;

    private final Supplier<Pages<StoredToken>> tokens;
    private final String directory;
    private final int most;
    private final TreeSet<String> names = new TreeSet<>();
    private String last = "";
    private boolean more = true;

    /**
     * @param tokens begins a walk
     * @param directory empty, or with a final slash
     */
    LeaseListing(Supplier<Pages<StoredToken>> tokens, String directory, int most) {
        this.tokens = tokens;
        this.directory = directory;
        this.most = most;
    }

    @Override
    public Future<List<String>> next() {
        if (!names.isEmpty() || !more) {
            return Future.succeededFuture(page());
        }
        more = false;
        return walk(tokens.get()).map(walked -> page());
    }

    private List<String> page() {
        List<String> page = new ArrayList<>();
        while (page.size() < PAGE && !names.isEmpty()) {
            last = names.first();
            names.remove(last);
            page.add(last);
        }
        return page;
    }

    private Future<Void> walk(Pages<StoredToken> walk) {
        return Loop.whileTrue(() -> walk.next().map(found -> {
            found.forEach(token -> see(LeaseId.of(token).text()));
            return !found.isEmpty();
        }));
    }

    private void see(String lease) {
        if (!lease.startsWith(directory)) {
            return;
        }
        int slash = lease.indexOf('/', directory.length());
        String name = lease.substring(directory.length(), slash < 0 ? lease.length() : slash + 1);
        if (name.compareTo(last) > 0 && names.add(name) && names.size() > most) {
            names.remove(names.last());
            more = true;
        }
    }
}
