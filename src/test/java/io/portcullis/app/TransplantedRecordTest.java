package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Place;
import io.portcullis.seal.RecordKind;
import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.OwnRedis;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody who can write to Redis, but has no key, cannot do: threats R1 and R3. */
@Tag("single-redis")
class TransplantedRecordTest {

    private static final String COPY = """
            local value
            if ARGV[1] == '' then value = redis.call('GET', KEYS[1]) else value = redis.call('HGET', KEYS[1], ARGV[1]) end
            if ARGV[2] == '' then redis.call('SET', KEYS[2], value, 'KEEPTTL') else redis.call('HSET', KEYS[2], ARGV[2], value) end
            return #value""";

    private static OwnRedis redis;
    private static Fleet fleet;
    private static EventLoop loop;
    private static ApiClient root;
    private static Seal seal;
    private static String eveToken;
    private static List<Spot> spots;

    /** Where a sealed value lies: in a field of a hash, or without a field in a string. */
    private record Spot(RecordKind kind, String key, String field) {

        void copyTo(Spot target) throws Exception {
            redis.command("EVAL", COPY, "2", key, target.key, field, target.field);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.own();
        fleet = Fleet.start(1, EventLoop.settings(List.of(redis.productAddress()), false, "pc:"));
        loop = new EventLoop();
        root = fleet.node(0);
        for (String mount : List.of("dead", "buried", "people", "others")) {
            root.post("sys/auth/" + mount, "{'type':'userpass'}");
        }
        root.delete("sys/auth/dead");
        root.delete("sys/auth/buried");
        for (String mount : List.of("moved", "gone")) {
            root.post("sys/auth/" + mount, "{'type':'userpass'}");
            root.post("sys/remount", "{'from':'auth/" + mount + "','to':'auth/" + mount + "2'}");
        }
        for (String namespace : List.of("one", "two", "past", "gone")) {
            root.post("sys/namespaces/" + namespace, "{}");
        }
        for (String namespace : List.of("one", "two")) {
            root.post("sys/namespaces/api-lock/lock/" + namespace, null);
        }
        root.delete("sys/namespaces/past");
        root.delete("sys/namespaces/gone");
        for (String name : List.of("eve", "victim", "a", "b", "c", "d")) {
            assertThat(root.post("auth/people/users/" + name, "{'password_hash':'" + Hashes.of(name + " owns") + "'}")
                            .status())
                    .isEqualTo(204);
        }
        root.post("auth/others/users/victim", "{'password_hash':'" + Hashes.of("eve owns") + "'}");
        root.post("sys/policies/acl/mine", "{'policy':'# nothing'}");
        root.post("auth/token/roles/one", "{}");
        root.post("auth/token/roles/other", "{'orphan':true}");
        for (String name : List.of("a", "b")) {
            root.post("sys/leases/revoke-prefix/auth/people/login/" + name, null);
        }
        eveToken = root.login("people", "eve", "eve owns").token();
        assertThat(eveToken).isNotEmpty();
        seal = Seal.unseal(SealKey.development(), bytes(redis.command("HGET", "pc:{cp}:keyring", "keyring")));
        for (String accessor : List.of("one", "two")) {
            writeRelease("hash", accessor);
        }
        spots = findSpots();
    }

    @AfterAll
    static void stop() {
        fleet.close();
        loop.close();
        redis.close();
    }

    /** As a token leaves it behind that lets its children go. */
    private static void writeRelease(String hash, String accessor) throws Exception {
        byte[] word = seal.seal(new Place(RecordKind.RELEASE, accessor, hash), new byte[0]);
        RedisGateway gateway = loop.gateway(EventLoop.settings(List.of(redis.productAddress()), false, "pc:"));
        try {
            loop.run(() -> gateway.command("SET", "pc:t:{" + hash + "}:release:" + accessor, word));
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    private static byte[] bytes(Object latin) {
        return String.valueOf(latin).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The kinds of which something writes a value. */
    private static Set<RecordKind> writtenKinds() {
        return EnumSet.complementOf(EnumSet.of(RecordKind.TOKEN_ROLE, RecordKind.REVOCATION));
    }

    private static AssertionError unwritten(RecordKind kind) {
        return new AssertionError("nothing writes a " + kind);
    }

    /** Every sealed value in the store. */
    private static List<Spot> findSpots() throws Exception {
        List<Spot> found = new ArrayList<>();
        for (RecordKind kind : writtenKinds()) {
            for (String key : keys(pattern(kind))) {
                switch (kind) {
                    case ACCESSOR, RELEASE, MOUNT_MOVE -> found.add(new Spot(kind, key, ""));
                    case TOKEN -> found.add(new Spot(kind, key, "e"));
                    case KEYRING,
                            NAMESPACE,
                            DEAD_NAMESPACE,
                            NAMESPACE_LOCK,
                            MOUNT,
                            DEAD_MOUNT,
                            POLICY,
                            TOKEN_ROLE,
                            REVOCATION,
                            STORE_FACT,
                            ACCOUNT ->
                        strings(redis.command("HKEYS", key)).forEach(field -> found.add(new Spot(kind, key, field)));
                }
            }
        }
        return found;
    }

    private static String pattern(RecordKind kind) {
        return switch (kind) {
            case KEYRING -> "pc:{cp}:keyring";
            case NAMESPACE -> "pc:{cp}:namespaces";
            case DEAD_NAMESPACE -> "pc:{cp}:dead-namespaces";
            case NAMESPACE_LOCK -> "pc:{cp}:namespace-locks";
            case MOUNT -> "pc:{cp}:mounts";
            case DEAD_MOUNT -> "pc:{cp}:dead-mounts";
            case MOUNT_MOVE -> "pc:move:{*}";
            case POLICY -> "pc:{cp}:policies";
            case TOKEN_ROLE -> "pc:{cp}:token-roles";
            case REVOCATION -> "pc:{cp}:revocations";
            case STORE_FACT -> "pc:{cp}:store-facts";
            case ACCOUNT -> "pc:{auth_userpass_*}:users";
            case TOKEN -> "pc:t:{*}";
            case ACCESSOR -> "pc:x:{*}";
            case RELEASE -> "pc:t:{*}:release:*";
        };
    }

    private static List<String> keys(String pattern) throws Exception {
        return strings(redis.command("KEYS", pattern));
    }

    private static List<String> strings(Object reply) {
        return ((List<?>) reply).stream().map(String::valueOf).sorted().toList();
    }

    private static String eveTokenKey() {
        return "pc:t:{" + seal.id(io.portcullis.seal.Purpose.TOKEN, eveToken) + "}";
    }

    /** A value of each kind that is read in the course of a request or a start. */
    private static Spot target(RecordKind kind) {
        return spots.stream()
                .filter(spot -> spot.kind() == kind)
                .filter(spot -> kind != RecordKind.TOKEN || spot.key().equals(eveTokenKey()))
                .filter(spot -> kind != RecordKind.ACCOUNT || spot.field().equals("victim") && isOfPeople(spot))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOfPeople(Spot spot) {
        String accessor = root.get("sys/auth/people").data().path("accessor").asText();
        return spot.key().contains("{" + accessor + ".");
    }

    /** The status of what reads the value of this kind: 200 when it opens. */
    private static int read(Spot target) throws Throwable {
        return switch (target.kind()) {
            case ACCOUNT -> root.login("people", "victim", "eve owns").status();
            case TOKEN -> root.with(eveToken).get("auth/token/lookup-self").status();
            case ACCESSOR, MOUNT_MOVE ->
                statusOf(() -> {
                    String id = target.key().replaceAll(".*\\{(.*)}", "$1");
                    seal.open(Place.of(target.kind(), id), bytes(redis.command("GET", target.key())));
                });
            case RELEASE ->
                statusOf(() -> {
                    String hash = target.key().replaceAll(".*\\{(.*)}.*", "$1");
                    String accessor = target.key().substring(target.key().lastIndexOf(':') + 1);
                    seal.open(new Place(RecordKind.RELEASE, accessor, hash), bytes(redis.command("GET", target.key())));
                });
            case KEYRING,
                    NAMESPACE,
                    DEAD_NAMESPACE,
                    NAMESPACE_LOCK,
                    MOUNT,
                    DEAD_MOUNT,
                    POLICY,
                    TOKEN_ROLE,
                    REVOCATION,
                    STORE_FACT ->
                statusOf(() -> {
                    ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 1_000);
                    ControlReader fresh = new ControlReader(
                            plane, loop.gateway(EventLoop.settings(List.of(redis.productAddress()), false, "pc:")));
                    loop.run(fresh::now);
                });
        };
    }

    private interface Reading {
        void run() throws Throwable;
    }

    private static int statusOf(Reading reading) throws Throwable {
        try {
            reading.run();
            return 200;
        } catch (Fault refused) {
            return refused.status();
        }
    }

    @ParameterizedTest
    @MethodSource("writtenKinds")
    void aValueFromAnywhereElseIs503InThePlaceOfThisKind(RecordKind kind) throws Throwable {
        Spot target = target(kind);
        Spot kept = new Spot(kind, "kept:" + kind, "");
        target.copyTo(kept);
        assertThat(read(target)).as("as it was").isEqualTo(kind == RecordKind.ACCOUNT ? 400 : 200);
        long tokens = keys("pc:t:{*}").size();

        for (Spot other : spots) {
            if (other.equals(target)) {
                continue;
            }
            other.copyTo(target);
            assertThat(read(target)).as(other + " copied to " + target).isEqualTo(503);
        }

        assertThat(keys("pc:t:{*}")).as("no token was handed out").hasSize((int) tokens);
        kept.copyTo(target);
        assertThat(read(target)).as("put back").isEqualTo(kind == RecordKind.ACCOUNT ? 400 : 200);
    }

    @Test
    void valuesToSwapAreThereOfEveryKindAndInSeveralBucketsAndMounts() {
        for (RecordKind kind : writtenKinds()) {
            assertThat(spots.stream().filter(spot -> spot.kind() == kind))
                    .as(kind.name())
                    .hasSizeGreaterThanOrEqualTo(kind == RecordKind.KEYRING ? 1 : 2);
        }
        assertThat(spots.stream()
                        .filter(spot -> spot.kind() == RecordKind.ACCOUNT)
                        .map(Spot::key)
                        .distinct())
                .hasSizeGreaterThan(2);
    }

    @Test
    void aTokenWhoseKeyIsMadeToStayIsDeadWhenItsTimeHasPassed() throws Exception {
        root.post("auth/people/users/brief", "{'password_hash':'" + Hashes.of("pw") + "','token_ttl':'1s'}");
        List<String> before = keys("pc:t:{*}");
        String token = root.login("people", "brief", "pw").token();
        List<String> added = new ArrayList<>(keys("pc:t:{*}"));
        added.removeAll(before);
        assertThat(added).hasSize(1);
        assertThat(redis.command("PERSIST", added.get(0))).isEqualTo(1L);

        Poll.until(
                Duration.ofSeconds(10),
                () -> root.with(token).get("auth/token/lookup-self").status() == 403);

        assertThat(redis.command("EXISTS", added.get(0)))
                .as("the key is still there")
                .isEqualTo(1L);
        assertThat(root.with(token).post("auth/token/renew-self", null).status())
                .isEqualTo(403);
        redis.command("DEL", added.get(0));
    }

    @Test
    void aLimitedTokenWhoseCountWasTakenAwayIsNotUnlimited() throws Exception {
        root.post("auth/people/users/few", "{'password_hash':'" + Hashes.of("pw") + "','token_num_uses':2}");
        String token = root.login("people", "few", "pw").token();
        String key = "pc:t:{" + seal.id(io.portcullis.seal.Purpose.TOKEN, token) + "}";
        assertThat(redis.command("HDEL", key, "u")).isEqualTo(1L);

        assertThat(root.with(token).get("auth/token/lookup-self").status()).isEqualTo(503);
        redis.command("DEL", key);
    }

    @Test
    void everyFlippedByteOfARecordIs503() throws Exception {
        Spot target = target(RecordKind.TOKEN);
        byte[] sealed = bytes(redis.command("HGET", target.key(), "e"));
        Place place = Place.of(RecordKind.TOKEN, target.key().replaceAll(".*\\{(.*)}", "$1"));
        assertThat(seal.open(place, sealed)).isNotEmpty();
        for (int i = 0; i < sealed.length; i++) {
            byte[] flipped = Arrays.copyOf(sealed, sealed.length);
            flipped[i] ^= 1;
            assertThat(opens(place, flipped)).as("byte " + i).isFalse();
        }
    }

    private static boolean opens(Place place, byte[] sealed) {
        try {
            seal.open(place, sealed);
            return true;
        } catch (Fault refused) {
            return false;
        }
    }
}
