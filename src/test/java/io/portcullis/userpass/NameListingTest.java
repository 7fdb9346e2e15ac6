package io.portcullis.userpass;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.app.Node;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.Snapshot;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.mount.Username;
import io.portcullis.password.PasswordHash;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import io.portcullis.token.TokenParameters;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five thousand names in sixteen buckets: in order, whole and in pages, through the store and through the server. */
@ExtendWith(SharedFleet.class)
class NameListingTest {

    private static final PasswordHash HASH =
            PasswordHash.parse("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", 10);
    private static final long SEED = new Random().nextLong();

    private static Fleet fleet;
    private static EventLoop loop;
    private static AccountStore store;
    private static Snapshot snapshot;
    private static TreeSet<String> names;

    @BeforeAll
    static void fill(Fleet shared) throws Throwable {
        fleet = shared;
        fleet.node(0).post("sys/auth/many", "{'type':'userpass'}");
        fleet.node(0).post("sys/auth/skewed", "{'type':'userpass'}");
        loop = new EventLoop();
        RedisGateway redis = loop.gateway(fleet.redis());
        ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 1_000);
        ControlReader reader = new ControlReader(plane, redis);
        store = new AccountStore(reader, redis, new FailureStore(LockoutRules.USUAL, redis));
        snapshot = loop.run(reader::now).snapshot();
        names = randomNames(5_000);
        write(mount("many"), names);
    }

    @AfterAll
    static void close() {
        loop.close();
    }

    private static MountEntry mount(String path) {
        return snapshot.part(MountTable.KIND).at("root", path + "/").orElseThrow();
    }

    private static TreeSet<String> randomNames(int count) {
        Random random = new Random(SEED);
        String letters = "abcxyz0189_.-";
        TreeSet<String> made = new TreeSet<>();
        while (made.size() < count) {
            StringBuilder name = new StringBuilder("u");
            for (int length = random.nextInt(12); length >= 0; length--) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            made.add(name.toString());
        }
        return made;
    }

    private static void write(MountEntry mount, Collection<String> accounts) throws Throwable {
        Account account = new Account(HASH, TokenParameters.NONE);
        loop.run(() -> Future.all(accounts.stream()
                .map(name -> store.write(snapshot.seal(), mount, new Username(name), Optional.empty(), account))
                .toList()));
    }

    private static List<String> listed(MountEntry mount, String after, long limit) throws Throwable {
        NameListing listing = new NameListing(store, mount, after, limit);
        List<String> all = new ArrayList<>();
        while (true) {
            List<String> page = loop.run(listing::next);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
        }
    }

    private static Reply list(String query) {
        return fleet.node(0).get("auth/many/users?list=true" + query);
    }

    private static List<String> keys(Reply reply) {
        List<String> keys = new ArrayList<>();
        reply.data().path("keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    @Test
    void theWholeListingIsInOrder() {
        Reply reply = list("");

        assertThat(keys(reply)).as("seed %d", SEED).isEqualTo(List.copyOf(names));
        assertThat(keys(list("&limit=5000"))).as("seed %d", SEED).isEqualTo(List.copyOf(names));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 1_024, 1_025, 4_999, 5_000, 5_001})
    void aPageHasAsManyNamesAsWereAskedFor(int limit) throws Throwable {
        List<String> expected = names.stream().limit(limit).toList();

        assertThat(listed(mount("many"), "", limit)).as("seed %d", SEED).isEqualTo(expected);
        assertThat(keys(list("&limit=" + limit))).as("seed %d", SEED).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-9223372036854775808", "9223372036854775807"})
    void aLimitThatLimitsNothingGivesAll(String limit) {
        assertThat(keys(list("&limit=" + limit))).hasSize(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {97, 700, 2_600})
    void pagesOneAfterTheOtherAreTheWhole(int limit) throws Throwable {
        List<String> all = new ArrayList<>();
        String after = "";
        while (true) {
            List<String> page = listed(mount("many"), after, limit);
            if (page.isEmpty()) {
                break;
            }
            all.addAll(page);
            after = page.get(page.size() - 1);
        }

        assertThat(all).as("seed %d", SEED).isEqualTo(List.copyOf(names));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "u", "uabc!", "ux", "u0000000", "uzzzz", "U", "~"})
    void whatToBeginAfterNeedNotExist(String after) throws Throwable {
        List<String> expected = List.copyOf(after.isEmpty() ? names : names.tailSet(after, false));

        assertThat(listed(mount("many"), after, Long.MAX_VALUE))
                .as("seed %d", SEED)
                .isEqualTo(expected);
    }

    @Test
    void afterTheLastNameThereIsNothing() {
        assertThat(list("&after=" + names.last()).toString()).isEqualTo("404 {\"errors\":[]}\n");
        assertThat(keys(list("&after=" + names.lower(names.last())))).containsExactly(names.last());
    }

    @Test
    void aBucketOfMoreThanAPageIsStreamed() throws Throwable {
        TreeSet<String> ofOneBucket = new TreeSet<>();
        for (int i = 0; ofOneBucket.size() < 1_100; i++) {
            Username name = Username.of("s" + i);
            if (name.bucket(16) == 3) {
                ofOneBucket.add(name.text());
            }
        }
        ofOneBucket.add("zz");
        write(mount("skewed"), ofOneBucket);

        assertThat(listed(mount("skewed"), "", Long.MAX_VALUE)).isEqualTo(List.copyOf(ofOneBucket));
        Reply reply = fleet.node(0).send("LIST", "auth/skewed/users");
        assertThat(keys(reply)).isEqualTo(List.copyOf(ofOneBucket));
        assertThat(reply.http().headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(reply.body()).endsWith("]},\"wrap_info\":null,\"warnings\":null,\"auth\":null}\n");
    }
}
