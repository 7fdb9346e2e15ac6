package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three nodes on one Redis, from outside: what one node answered binds on the next at once. */
class FleetStoryTest {

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(3);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void theStoryOfALoginGoesThroughAllNodes() {
        ApiClient a = fleet.node(0);
        ApiClient b = fleet.node(1);
        ApiClient c = fleet.node(2);

        assertThat(a.post("sys/auth/people", "{'type':'userpass'}").status()).isEqualTo(204);
        assertThat(b.post("auth/people/users/ada", "{'password':'correct horse','token_ttl':'1h'}")
                        .status())
                .isEqualTo(204);
        ApiClient.Reply login = c.login("people", "ada", "correct horse");
        assertThat(login.status()).as(login.toString()).isEqualTo(200);
        assertThat(login.auth().path("lease_duration").asInt()).isEqualTo(3600);

        assertThat(a.with(login.token())
                        .get("auth/token/lookup-self")
                        .data()
                        .path("path")
                        .asText())
                .isEqualTo("auth/people/login/ada");
        assertThat(b.with(login.token())
                        .post("auth/token/renew-self", "{'increment':'2h'}")
                        .auth()
                        .path("lease_duration")
                        .asInt())
                .isEqualTo(7200);
        assertThat(c.with(login.token()).post("auth/token/revoke-self", null).status())
                .isEqualTo(204);
        assertThat(a.with(login.token()).get("auth/token/lookup-self").status()).isEqualTo(403);
    }

    @Test
    void aMountThatIsDisabledOnOneNodeTakesItsTokensAlongOnAll() {
        for (int i = 0; i < 20; i++) {
            ApiClient a = fleet.node(i % 3);
            ApiClient b = fleet.node((i + 1) % 3);
            a.post("sys/auth/brief" + i, "{'type':'userpass'}");
            assertThat(b.get("sys/auth/brief" + i).status()).isEqualTo(200);
            b.post(
                    "auth/brief" + i + "/users/u",
                    "{'password_hash':'$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'}");
            String token = a.login("brief" + i, "u", "U*U").token();
            assertThat(b.with(token).get("auth/token/lookup-self").status()).isEqualTo(200);

            b.delete("sys/auth/brief" + i);

            assertThat(a.with(token).get("auth/token/lookup-self").status()).isEqualTo(403);
        }
    }

    @Test
    void aTokenOfFiveUsesServesFiveOfFiftyRequestsAtOnce() {
        fleet.node(0).post("sys/auth/limited", "{'type':'userpass'}");
        fleet.node(1).post("auth/limited/users/u", "{'password':'pw','token_num_uses':5}");
        String token = fleet.node(2).login("limited", "u", "pw").token();

        List<CompletableFuture<ApiClient.Reply>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(fleet.node(i % 3).with(token).sendAsync("GET", "auth/token/lookup-self", null));
        }

        List<Integer> statuses = sent.stream().map(each -> each.join().status()).toList();
        assertThat(statuses).containsOnly(200, 403);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(5);
    }
}
