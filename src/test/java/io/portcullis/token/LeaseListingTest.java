package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.http.Pages;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Listings of leases: right below a path, in order, once each, whatever stands in memory at a time. */
class LeaseListingTest {

    private final AtomicInteger walks = new AtomicInteger();

    private static StoredToken token(String path, String hash) {
        TokenEntry entry = new TokenEntry(
                "root",
                "accessor",
                TokenOrigin.orphan("mount", path, "", null),
                List.of(),
                null,
                TokenLease.endless(Instant.EPOCH),
                0,
                List.of());
        return new StoredToken(hash, entry, new byte[0], OptionalLong.empty());
    }

    private Pages<StoredToken> walk(List<StoredToken> tokens) {
        walks.incrementAndGet();
        Iterator<StoredToken> rest = tokens.iterator();
        return () -> {
            List<StoredToken> page = new ArrayList<>();
            while (page.size() < 7 && rest.hasNext()) {
                page.add(rest.next());
            }
            return Future.succeededFuture(page);
        };
    }

    private List<String> list(List<StoredToken> tokens, String directory, int most) {
        LeaseListing listing = new LeaseListing(() -> walk(tokens), directory, most);
        List<String> all = new ArrayList<>();
        for (List<String> page = listing.next().result();
                !page.isEmpty();
                page = listing.next().result()) {
            all.addAll(page);
        }
        return all;
    }

    @Test
    void directoriesAndLeasesRightBelowAPathAreTold() {
        List<StoredToken> tokens = List.of(
                token("auth/people/login/bob", "1"),
                token("auth/people/login/ada", "2"),
                token("auth/people/login/ada", "3"),
                token("auth/token/create", "4"),
                token("auth/token/create/role", "5"));

        assertThat(list(tokens, "", 9)).containsExactly("auth/");
        assertThat(list(tokens, "auth/", 9)).containsExactly("people/", "token/");
        assertThat(list(tokens, "auth/people/login/", 9)).containsExactly("ada/", "bob/");
        assertThat(list(tokens, "auth/people/login/ada/", 9)).containsExactly("h2", "h3");
        assertThat(list(tokens, "auth/token/create/", 9)).containsExactly("h4", "role/");
        assertThat(list(tokens, "auth/people/login/a/", 9)).isEmpty();
        assertThat(list(tokens, "nope/", 9)).isEmpty();
    }

    @Test
    void whatDoesNotFitIntoMemoryTakesFurtherWalks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<StoredToken> tokens = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            String name = "u" + random.nextInt(300);
            names.add(name + "/");
            tokens.add(token("auth/people/login/" + name, "h" + i));
        }

        assertThat(list(tokens, "auth/people/login/", 40)).as("seed " + seed).containsExactlyElementsOf(names);
        assertThat(walks.get()).as("seed " + seed).isEqualTo((names.size() + 39) / 40);
    }
}
