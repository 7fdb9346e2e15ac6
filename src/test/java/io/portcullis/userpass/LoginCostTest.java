package io.portcullis.userpass;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.address.IpAddress;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.secret.SecretBytes;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.TestRedis;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A name that does not exist costs what accounts cost, so that the work of a refusal tells nothing (threats A3). */
class LoginCostTest {

    private static final String HASH = "$2a$%02d$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1").orElseThrow();

    private static Fleet fleet;
    private static EventLoop loop;
    private static ControlReader reader;
    private static LoginService logins;
    private static final List<Long> EXPANSIONS = new ArrayList<>();

    @BeforeAll
    static void start() {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        fleet = Fleet.start(1, settings);
        for (String mount : List.of("empty", "alike", "mixed", "stable")) {
            fleet.node(0).post("sys/auth/" + mount, "{'type':'userpass'}");
        }
        loop = new EventLoop();
        RedisGateway redis = loop.gateway(settings);
        ControlPlane plane = new ControlPlane(List.of(MountTable.KIND, DeadMounts.KIND), SealKey.development(), 1_000);
        reader = new ControlReader(plane, redis);
        logins = new LoginService(
                reader,
                new AccountStore(redis),
                request -> {
                    EXPANSIONS.add(request.expansions());
                    return Future.failedFuture(Fault.badRequest("recorded"));
                },
                new TokenService(plane, redis, "s."));
    }

    @AfterAll
    static void close() {
        loop.close();
        fleet.close();
    }

    private static void create(String mount, String name, int cost) {
        assertThat(fleet.node(0)
                        .post("auth/" + mount + "/users/" + name, "{'password_hash':'" + HASH.formatted(cost) + "'}")
                        .status())
                .isEqualTo(204);
    }

    /** The work of one attempt: expansions of bcrypt's key. */
    private static long work(String path, String name) throws Throwable {
        View view = loop.run(reader::now);
        MountEntry mount =
                view.snapshot().part(MountTable.KIND).at("root", path + "/").orElseThrow();
        SecretBytes password = SecretBytes.copyOf("nope".getBytes(StandardCharsets.UTF_8));
        EXPANSIONS.clear();
        loop.run(() -> logins.login(view, mount, new LoginService.Attempt(name, password, CLIENT, () -> false))
                .otherwiseEmpty());
        assertThat(EXPANSIONS).as("one hash an attempt").hasSize(1);
        return EXPANSIONS.get(0);
    }

    @Test
    void whereThereIsNobodyANameCostsWhatANewAccountWould() throws Throwable {
        assertThat(work("empty", "nobody")).isEqualTo(1L << 11);
    }

    @Test
    void whereAllAccountsCostTheSameSoDoesEveryOtherName() throws Throwable {
        for (int i = 0; i < 160; i++) {
            create("alike", "known" + i, 12);
        }

        for (int i = 0; i < 50; i++) {
            assertThat(work("alike", "unknown" + i)).isEqualTo(work("alike", "known" + i));
        }
    }

    @Test
    void whereCostsDifferUnknownNamesDrawThemAsAccountsHaveThem() throws Throwable {
        for (int i = 0; i < 160; i++) {
            create("mixed", "known" + i, i % 4 == 0 ? 12 : 10);
        }

        Map<Long, Long> known = counted("known", 160);
        Map<Long, Long> unknown = counted("unknown", 400);

        assertThat(known).isEqualTo(Map.of(1L << 11, 120L, 1L << 13, 40L));
        assertThat(unknown).containsOnlyKeys(1L << 11, 1L << 13);
        // A quarter of 400, with a deviation of 9 plus that of the buckets.
        assertThat(unknown.get(1L << 13)).isBetween(50L, 160L);
    }

    private static Map<Long, Long> counted(String prefix, int names) throws Throwable {
        List<Long> works = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            works.add(work("mixed", prefix + i));
        }
        return works.stream().collect(Collectors.groupingBy(work -> work, Collectors.counting()));
    }

    @Test
    void aNameCostsTheSameEachTimeAndInEachSpelling() throws Throwable {
        for (int i = 0; i < 30; i++) {
            create("stable", "known" + i, 10 + i % 3);
        }
        for (int i = 0; i < 20; i++) {
            long work = work("stable", "name" + i);
            assertThat(work("stable", "NAME" + i)).isEqualTo(work);
            assertThat(work("stable", "nAmE" + i)).isEqualTo(work);
        }
    }
}
