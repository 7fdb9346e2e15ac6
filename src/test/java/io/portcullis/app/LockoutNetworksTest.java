package io.portcullis.app;

import static io.portcullis.app.Logins.LOCKED;
import static io.portcullis.app.Logins.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.address.Cidr;
import io.portcullis.address.ForwardedFor;
import io.portcullis.password.HashingSettings;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.SharedFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lockout of clients from here and there: networks that an account is bound to, and networks that a mount trusts (threats A6, A9). */
@ExtendWith(SharedFleet.class)
class LockoutNetworksTest {

    /** Dear enough that passwords wait for each other, and cheap enough for a machine that does something else beside. */
    private static final int WAITING_COST = 8;

    private static final String INSIDE = "10.0.0.1";
    private static final String OUTSIDE = "11.0.0.1";
    private static final String BOUND = "'token_bound_cidrs':'10.0.0.0/8'";
    private static final String TRUSTED = "'lockout_trusted_cidrs':['10.0.0.0/8','12.0.0.0/8']";

    private static Fleet beside;
    private static Fleet fleet;

    @BeforeAll
    static void start(Fleet usual) {
        beside = usual;
        fleet = proxied(2, Logins::cheap);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    /** Nodes that believe what is said of where a client is. */
    private static Fleet proxied(int nodes, UnaryOperator<ServerOptions> changed) {
        ForwardedFor believed = new ForwardedFor(List.of(Cidr.parse("127.0.0.0/8")), 0, false, true);
        return Fleet.start(
                nodes,
                beside.redis(),
                usual -> Options.withListener(
                        changed.apply(usual), usual.listener().behind(believed)));
    }

    private static Logins mount(String path, String lockout) {
        return Logins.mount(fleet, "lockout-networks-" + path, lockout);
    }

    private static CompletableFuture<Reply> ask(String address, Logins logins, String name, boolean right) {
        return logins.anyone()
                .sendAsync(
                        "POST",
                        logins.path("login/" + name),
                        "{'password':'" + (right ? Logins.RIGHT : "wrong") + "'}",
                        "X-Forwarded-For",
                        address);
    }

    /** Logs in once for each letter, {@code w}rong or {@code r}ight, and gives the statuses. */
    private static String play(String address, Logins logins, String name, String attempts) {
        return attempts.chars()
                .mapToObj(attempt -> ask(address, logins, name, attempt == 'r').join())
                .map(reply -> Integer.toString(reply.status()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void aRightPasswordFromWhereTheAccountIsNotLocksNobody() {
        Logins logins = mount("bound", "");
        logins.create("ada", BOUND);

        for (int i = 0; i < 10; i++) {
            assertThat(ask(OUTSIDE, logins, "ada", true).join().toString()).isEqualTo(LOCKED);
        }

        assertThat(play(INSIDE, logins, "ada", "r")).isEqualTo("200");
    }

    @Test
    void withoutTrustedNetworksThereIsOneCounter() {
        Logins logins = mount("one", "");
        logins.create("ada", BOUND);

        for (int i = 0; i < 5; i++) {
            assertThat(ask(OUTSIDE, logins, "ada", false).join().toString()).isEqualTo(REFUSED);
        }

        assertThat(ask(OUTSIDE, logins, "ada", false).join().toString()).isEqualTo(LOCKED);
        assertThat(ask(INSIDE, logins, "ada", true).join().toString()).isEqualTo(LOCKED);
    }

    @Test
    void strangersLockOutOnlyEachOther() {
        Logins logins = mount("two", TRUSTED + ",'lockout_threshold':3");
        logins.create("ada");
        logins.create("bound", BOUND);
        for (String name : List.of("ada", "bound", "nobody")) {
            assertThat(play(OUTSIDE, logins, name, "www")).as(name).isEqualTo("400 400 400");
            assertThat(play("13.0.0.1", logins, name, "wr")).as(name).isEqualTo("403 403");
            assertThat(play(INSIDE, logins, name, "ww")).as(name).isEqualTo("400 400");
        }

        assertThat(play(INSIDE, logins, "ada", "rwwr")).isEqualTo("200 400 400 200");
        assertThat(play(INSIDE, logins, "bound", "rwwwr")).isEqualTo("200 400 400 400 403");
        assertThat(play(INSIDE, logins, "nobody", "wr")).isEqualTo("400 403");
        assertThat(play(OUTSIDE, logins, "ada", "r"))
                .as("a success inside clears nothing outside")
                .isEqualTo("403");
    }

    @Test
    void whoLocksFromInsideLeavesTheOutsideOpen() {
        Logins logins = mount("inside", TRUSTED + ",'lockout_threshold':2");
        logins.create("ada");

        assertThat(play("12.0.0.1", logins, "ada", "wwr")).isEqualTo("400 400 403");

        assertThat(play(INSIDE, logins, "ada", "r")).isEqualTo("403");
        assertThat(play(OUTSIDE, logins, "ada", "rwrwwr")).isEqualTo("200 400 200 400 400 403");
    }

    @Test
    void whoTheAccountDoesNotAllowIsOutsideWhereverHeIs() {
        Logins logins = mount("not-allowed", TRUSTED + ",'lockout_threshold':2");
        logins.create("ada", BOUND);

        assertThat(play("12.0.0.1", logins, "ada", "wwr")).isEqualTo("400 400 403");

        assertThat(play(OUTSIDE, logins, "ada", "w")).isEqualTo("403");
        assertThat(play(INSIDE, logins, "ada", "r")).isEqualTo("200");
    }

    @Test
    void networksThatAreTrustedNoMoreLeaveOneCounter() {
        Logins logins = mount("taken-back", TRUSTED + ",'lockout_threshold':2");
        logins.create("ada");
        assertThat(play(OUTSIDE, logins, "ada", "wwr")).isEqualTo("400 400 403");
        assertThat(play(INSIDE, logins, "ada", "w")).isEqualTo("400");

        logins.tune("'lockout_trusted_cidrs':[]");

        assertThat(play(OUTSIDE, logins, "ada", "wr")).isEqualTo("400 403");
        assertThat(play(INSIDE, logins, "ada", "r")).isEqualTo("403");
    }

    @Test
    void strangersWhoLockThemselvesOutDropNobodyInsideWhoWaitsForHisHash() {
        UnaryOperator<ServerOptions> slow = usual ->
                Options.withHashing(usual, new HashingSettings(1, 1, Duration.ofSeconds(60), WAITING_COST, false));
        try (Fleet busy = proxied(1, slow)) {
            Logins logins = Logins.mount(busy, "lockout-networks-busy", TRUSTED + ",'lockout_threshold':2");
            logins.create("ada");
            List<CompletableFuture<Reply>> inside = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ask(OUTSIDE, logins, "ada", false);
                inside.add(ask(INSIDE, logins, "ada", true));
            }

            assertThat(inside)
                    .map(reply -> reply.orTimeout(60, TimeUnit.SECONDS).join().status())
                    .containsOnly(200);
            assertThat(play(OUTSIDE, logins, "ada", "r")).isEqualTo("403");
        }
    }
}
