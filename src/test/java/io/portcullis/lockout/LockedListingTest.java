package io.portcullis.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.mount.Username;
import io.portcullis.redis.RedisKeys;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.TestRedis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hundred thousand locked accounts among others that are not, written to Redis as the scripts write them: whole, in order, in pages. */
class LockedListingTest {

    private static final int LOCKED = 100_000;
    private static final long SEED = new Random().nextLong();

    private static Fleet fleet;
    private static ApiClient node;
    private static String accessor;
    private static String sparse;
    private static List<String> names;

    @BeforeAll
    static void fill() throws Exception {
        fleet = Fleet.start(1);
        node = fleet.node(0);
        accessor = mount("people");
        sparse = mount("sparse");
        Random random = new Random(SEED);
        long now = System.currentTimeMillis();
        TreeSet<String> locked = new TreeSet<>();
        Map<Integer, List<String>> bucketToMembers = new HashMap<>();
        for (int i = 0; i < LOCKED + LOCKED / 10; i++) {
            String name = "u" + Integer.toString(random.nextInt(), 36).replace('-', '_') + "." + i;
            boolean isLocked = i < LOCKED;
            long last = isLocked ? now - random.nextInt(300_000) : now - 900_000 - random.nextInt(1_000);
            member(bucketToMembers, name, isLocked || i % 2 == 0 ? 5 : 4, i % 2 == 0 || isLocked ? last : now);
            if (isLocked) {
                locked.add(name);
            }
        }
        write(accessor, bucketToMembers);
        names = List.copyOf(locked);

        Map<Integer, List<String>> few = new HashMap<>();
        for (int i = 0; i < 40_000; i++) {
            member(few, "s" + i, i == 31_415 || i == 27_182 ? 5 : 1, now);
        }
        write(sparse, few);
    }

    @AfterAll
    static void close() {
        fleet.close();
    }

    private static String mount(String path) {
        node.post("sys/auth/" + path, "{'type':'userpass'}");
        return node.get("sys/auth/" + path).data().path("accessor").asText();
    }

    private static void member(Map<Integer, List<String>> bucketToMembers, String name, int count, long last) {
        bucketToMembers
                .computeIfAbsent(Username.of(name).bucket(16), bucket -> new ArrayList<>())
                .add(name + " " + count + " " + last + " 0 0");
    }

    private static void write(String mount, Map<Integer, List<String>> bucketToMembers) throws Exception {
        RedisKeys keys = fleet.redis().keys();
        for (Map.Entry<Integer, List<String>> bucket : bucketToMembers.entrySet()) {
            List<String> members = bucket.getValue();
            for (int i = 0; i < members.size(); i += 5_000) {
                List<String> words = new ArrayList<>(List.of("ZADD", keys.counted(mount, bucket.getKey())));
                for (String member : members.subList(i, Math.min(members.size(), i + 5_000))) {
                    words.add("0");
                    words.add(member);
                }
                TestRedis.shared().command(words.toArray(String[]::new));
            }
        }
        TestRedis.shared().command("SADD", keys.counting(), mount);
    }

    private static JsonNode mounts(String query) {
        Reply reply = node.get("sys/locked-users" + query);
        assertThat(reply.status()).isEqualTo(200);
        return reply.data().path("by_namespace").path(0).path("mount_accessors");
    }

    private static List<String> aliases(JsonNode mount) {
        List<String> texts = new ArrayList<>();
        mount.path("alias_identifiers").forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Test
    void theWholeListingIsInOrderAndItsCountsAreThoseOfItsNames() {
        Reply reply = node.get("sys/locked-users");

        JsonNode namespace = reply.data().path("by_namespace").path(0);
        JsonNode mounts = namespace.path("mount_accessors");
        assertThat(reply.http().headers().firstValue("Transfer-Encoding")).contains("chunked");
        assertThat(reply.data().path("total").asInt()).as("seed %d", SEED).isEqualTo(LOCKED + 2);
        assertThat(namespace.path("counts").asInt()).isEqualTo(LOCKED + 2);
        assertThat(mounts.path(0).path("mount_accessor").asText()).isEqualTo(accessor);
        assertThat(mounts.path(0).path("counts").asInt()).as("seed %d", SEED).isEqualTo(LOCKED);
        assertThat(aliases(mounts.path(0))).as("seed %d", SEED).isEqualTo(names);
        assertThat(mounts.path(1).path("counts").asInt()).isEqualTo(2);
        assertThat(aliases(mounts.path(1))).as("far between others").containsExactly("s27182", "s31415");
    }

    @Test
    void pagesOneAfterTheOtherAreTheWhole() {
        List<String> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode mount = mounts("?limit=17000&mount_accessor=" + accessor + "&after=" + after)
                    .path(0);
            assertThat(mount.path("counts").asInt()).isEqualTo(LOCKED);
            List<String> page = aliases(mount);
            if (page.isEmpty()) {
                break;
            }
            all.addAll(page);
            after = page.get(page.size() - 1);
        }

        assertThat(all).as("seed %d", SEED).isEqualTo(names);
    }

    @Test
    void whatToBeginAfterNeedNotBeLocked() {
        assertThat(aliases(mounts("?limit=1&after=s3&mount_accessor=" + sparse).path(0)))
                .containsExactly("s31415");
        assertThat(aliases(mounts("?after=s31415&mount_accessor=" + sparse).path(0)))
                .isEmpty();
    }

    @Test
    void aMountThatNobodyCountsInIsNotLookedAt() throws Exception {
        String quiet = mount("quiet");
        TestRedis.shared()
                .command(
                        "ZADD",
                        fleet.redis().keys().counted(quiet, 0),
                        "0",
                        "ada 5 " + System.currentTimeMillis() + " 0 0");

        assertThat(mounts("?mount_accessor=" + quiet).path(0).path("counts").asInt(-1))
                .isZero();
    }
}
