package io.portcullis.userpass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portcullis.address.IpAddress;
import io.portcullis.app.Node;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.lockout.FailureStore;
import io.portcullis.lockout.LockEvents;
import io.portcullis.lockout.LockoutMeter;
import io.portcullis.lockout.LockoutRules;
import io.portcullis.lockout.LoginWatch;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.mount.Username;
import io.portcullis.password.PasswordHash;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.SealKey;
import io.portcullis.secret.SecretBytes;
import io.portcullis.testing.AskedHasher;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import io.portcullis.token.TokenParameters;
import io.portcullis.token.TokenService;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A name that does not exist costs what accounts cost, so that the work of a refusal tells nothing (threats A3). */
@ExtendWith(SharedFleet.class)
class LoginCostTest {

    private static final String HASH = "$2a$%02d$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1").orElseThrow();
    private static final long WORK_OF_10 = 1L << 11;
    private static final long WORK_OF_12 = 1L << 13;
    private static final int ACCOUNTS = 320;

    private static final LockoutRules OFF = LockoutRules.USUAL.forced(Optional.of(false));
    private static final List<Long> EXPANSIONS = new ArrayList<>();

    private static EventLoop loop;
    private static AccountStore store;
    private static LoginService logins;
    private static View view;

    @BeforeAll
    static void start(Fleet fleet) throws Throwable {
        for (String mount : List.of("cost-empty", "cost-alike", "cost-mixed", "cost-cheap")) {
            fleet.node(0).post("sys/auth/" + mount, "{'type':'userpass'}");
        }
        loop = new EventLoop();
        RedisGateway redis = loop.gateway(fleet.redis());
        ControlPlane plane = new ControlPlane(Node.KINDS, SealKey.development(), 1_000);
        ControlReader reader = new ControlReader(plane, redis);
        FailureStore failures = new FailureStore(OFF, redis);
        store = new AccountStore(reader, redis, failures);
        logins = new LoginService(
                reader,
                store,
                failures,
                new LoginWatch(OFF, redis, LockoutMeter.NONE, new LockEvents(plane, OFF, redis, LockoutMeter.NONE)),
                new AskedHasher(request -> EXPANSIONS.add(request.expansions())),
                new TokenService(plane, redis, "s."));
        view = loop.run(reader::now);
        create("cost-alike", i -> 12);
        create("cost-mixed", i -> i % 4 == 0 ? 12 : 10);
        create("cost-cheap", i -> List.of(5, 8, 10, 12).get(i % 4));
    }

    @AfterAll
    static void close() {
        loop.close();
    }

    private static MountEntry mount(String path) {
        return view.snapshot().part(MountTable.KIND).at("root", path + "/").orElseThrow();
    }

    private static void create(String path, IntUnaryOperator cost) throws Throwable {
        loop.run(() -> Future.all(IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> store.write(
                        view.snapshot().seal(),
                        mount(path),
                        Username.of("known" + i),
                        Optional.empty(),
                        new Account(PasswordHash.parse(HASH.formatted(cost.applyAsInt(i)), 10), TokenParameters.NONE)))
                .toList()));
    }

    /** The work of one attempt: expansions of bcrypt's key. */
    private static long work(String path, String name) throws Throwable {
        EXPANSIONS.clear();
        loop.run(() -> logins.login(view, mount(path), attempt(name)).otherwiseEmpty());
        assertThat(EXPANSIONS).as("one hash an attempt").hasSize(1);
        return EXPANSIONS.get(0);
    }

    private static LoginService.Attempt attempt(String name) {
        SecretBytes password = SecretBytes.copyOf("nope".getBytes(StandardCharsets.UTF_8));
        return new LoginService.Attempt(name, password, CLIENT, () -> false);
    }

    @Test
    void whereThereIsNobodyANameCostsWhatANewAccountWould() throws Throwable {
        assertThat(work("cost-empty", "nobody")).isEqualTo(WORK_OF_10);
    }

    @Test
    void whereAllAccountsCostTheSameSoDoesEveryOtherName() throws Throwable {
        for (int i = 0; i < 50; i++) {
            assertThat(work("cost-alike", "known" + i)).isEqualTo(WORK_OF_12);
            assertThat(work("cost-alike", "unknown" + i)).isEqualTo(WORK_OF_12);
        }
    }

    @Test
    void whereCostsDifferUnknownNamesDrawThemAsAccountsHaveThem() throws Throwable {
        List<Long> works = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            works.add(work("cost-mixed", "unknown" + i));
        }

        Map<Long, Long> counts = works.stream().collect(Collectors.groupingBy(work -> work, Collectors.counting()));
        assertThat(counts).containsOnlyKeys(WORK_OF_10, WORK_OF_12);
        // A quarter of 400, with a deviation of 9.
        assertThat(counts.get(WORK_OF_12)).isBetween(50L, 150L);
    }

    @Test
    void cheapHashesCostAsMuchAsThoseMadeToday() throws Throwable {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            known.add(work("cost-cheap", "known" + i));
            unknown.add(work("cost-cheap", "stranger" + i));
        }

        assertThat(known).containsOnly(WORK_OF_10, WORK_OF_12);
        assertThat(unknown).containsOnly(WORK_OF_10, WORK_OF_12);
        // Between two samples of 320 from one distribution lie 0.13 or more once in a hundred times (Kolmogorov and
        // Smirnov).
        assertThat(share(unknown)).isCloseTo(share(known), within(0.13));
    }

    private static double share(List<Long> works) {
        return (double) works.stream().filter(work -> work == WORK_OF_12).count() / works.size();
    }

    @Test
    void aNameCostsTheSameEachTimeAndInEachSpelling() throws Throwable {
        for (int i = 0; i < 20; i++) {
            long work = work("cost-mixed", "name" + i);
            assertThat(work("cost-mixed", "NAME" + i)).isEqualTo(work);
            assertThat(work("cost-mixed", "nAmE" + i)).isEqualTo(work);
        }
    }
}
