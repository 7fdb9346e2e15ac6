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

/** Tokens that end on one node while they are used, renewed and handed out on others: threats A2 and T1. */
class TokenStormTest {

    private static final int ROUNDS = 8;

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(3);
        fleet.node(0).post("sys/auth/people", "{'type':'userpass'}");
        fleet.node(0).post("auth/people/users/ada", hash("pw"));
        fleet.node(0).post("auth/people/users/few", "{'password_hash':'" + Hashes.of("pw") + "','token_num_uses':5}");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static ApiClient node(int turn) {
        return fleet.node(turn % 3);
    }

    private static String hash(String password) {
        return "{'password_hash':'" + Hashes.of(password) + "'}";
    }

    private static CompletableFuture<ApiClient.Reply> onItself(int turn, String token, String method, String what) {
        return node(turn).with(token).sendAsync(method, "auth/token/" + what, null);
    }

    @Test
    void noTokenOfAMountWorksOnceItIsDisabledWhateverWasUnderWay() {
        for (int round = 0; round < ROUNDS; round++) {
            String path = "sys/auth/brief";
            assertThat(node(round).post(path, "{'type':'userpass'}").status()).isEqualTo(204);
            node(round).post("auth/brief/users/u", hash("old"));
            String held = node(round + 1).login("brief", "u", "old").token();
            List<CompletableFuture<ApiClient.Reply>> underWay = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                underWay.add(node(i).anonymous().sendAsync("POST", "auth/brief/login/u", "{'password':'old'}"));
                underWay.add(onItself(i, held, "POST", "renew-self"));
            }

            assertThat(node(round + 2).delete(path).status()).isEqualTo(204);
            assertThat(onItself(round, held, "GET", "lookup-self").join().status())
                    .isEqualTo(403);
            // The name returns at once, with somebody else behind it.
            assertThat(node(round).post(path, "{'type':'userpass'}").status()).isEqualTo(204);
            node(round + 1).post("auth/brief/users/u", hash("new"));

            for (CompletableFuture<ApiClient.Reply> each : underWay) {
                ApiClient.Reply reply = each.join();
                assertThat(reply.status()).as(reply.toString()).isIn(200, 400, 403, 503);
                if (reply.status() == 200) {
                    assertThat(onItself(round, reply.token(), "GET", "lookup-self")
                                    .join()
                                    .status())
                            .as("a token of the mount that is gone")
                            .isEqualTo(403);
                }
            }
            String fresh = node(round + 2).login("brief", "u", "new").token();
            assertThat(onItself(round, fresh, "GET", "lookup-self").join().status())
                    .isEqualTo(200);
            node(round).delete(path);
        }
    }

    @Test
    void noTokenOfAPathThatWasRevokedWorksWhateverWasUnderWay() {
        String revocation = "sys/leases/revoke-prefix/auth/people/login/";
        for (int round = 0; round < ROUNDS; round++) {
            String name = "r" + round;
            node(round).post("auth/people/users/" + name, hash("pw"));
            List<String> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(node(i).login("people", name, "pw").token());
            }
            List<CompletableFuture<ApiClient.Reply>> renewals = new ArrayList<>();
            List<CompletableFuture<ApiClient.Reply>> logins = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                renewals.add(onItself(i, held.get(i % 3), "POST", "renew-self"));
                logins.add(node(i).anonymous().sendAsync("POST", "auth/people/login/" + name, "{'password':'pw'}"));
            }

            assertThat(node(round).post(revocation + name, null).status()).isEqualTo(204);
            ApiClient.Reply after = node(round + 1).login("people", name, "pw");

            for (String token : held) {
                assertThat(onItself(round + 2, token, "GET", "lookup-self")
                                .join()
                                .status())
                        .isEqualTo(403);
            }
            renewals.forEach(each -> assertThat(each.join().status()).isIn(200, 403));
            // Those under way came before the revocation, and are dead, or after it, and live: never first the one,
            // then the other.
            for (CompletableFuture<ApiClient.Reply> each : logins) {
                ApiClient.Reply reply = each.join();
                assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
                int first = onItself(round, reply.token(), "GET", "lookup-self")
                        .join()
                        .status();
                assertThat(onItself(round + 1, reply.token(), "GET", "lookup-self")
                                .join()
                                .status())
                        .isEqualTo(first);
            }
            assertThat(onItself(round, after.token(), "GET", "lookup-self")
                            .join()
                            .status())
                    .isEqualTo(200);
            for (String token : held) {
                assertThat(onItself(round, token, "GET", "lookup-self").join().status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void aRenewalNeverBringsARevokedTokenBack() {
        for (int round = 0; round < ROUNDS; round++) {
            String token = node(round).login("people", "ada", "pw").token();
            List<CompletableFuture<ApiClient.Reply>> renewals = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                renewals.add(onItself(i, token, "POST", "renew-self"));
            }

            assertThat(onItself(round + 1, token, "POST", "revoke-self").join().status())
                    .isEqualTo(204);

            for (int i = 0; i < 3; i++) {
                assertThat(onItself(i, token, "GET", "lookup-self").join().status())
                        .isEqualTo(403);
            }
            renewals.forEach(each -> assertThat(each.join().status()).isIn(200, 403, 503));
            for (int i = 0; i < 3; i++) {
                assertThat(onItself(i, token, "GET", "lookup-self").join().status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void usesAreExactAlsoWhenOneOfThemRevokes() {
        for (int round = 0; round < ROUNDS; round++) {
            String token = node(round).login("people", "few", "pw").token();
            List<CompletableFuture<ApiClient.Reply>> sent = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                sent.add(onItself(i, token, "GET", "lookup-self"));
                sent.add(onItself(i, token, "POST", "renew-self"));
            }
            sent.add(onItself(round, token, "POST", "revoke-self"));

            List<ApiClient.Reply> replies =
                    sent.stream().map(CompletableFuture::join).toList();

            assertThat(replies).extracting(ApiClient.Reply::status).isSubsetOf(200, 204, 400, 403, 503);
            assertThat(replies.stream().filter(reply -> reply.status() == 200 || reply.status() == 204))
                    .hasSizeLessThanOrEqualTo(5);
            for (int i = 0; i < 3; i++) {
                assertThat(onItself(i, token, "GET", "lookup-self").join().status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void fiveUsesServeExactlyFiveOfManyLookUps() {
        for (int round = 0; round < ROUNDS; round++) {
            String token = node(round).login("people", "few", "pw").token();
            List<CompletableFuture<ApiClient.Reply>> sent = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                sent.add(onItself(i, token, "GET", "lookup-self"));
            }
            assertThat(sent.stream().map(CompletableFuture::join).filter(reply -> reply.status() == 200))
                    .hasSize(5);
        }
    }

    private static CompletableFuture<ApiClient.Reply> create(int turn, String token, String fields) {
        return node(turn).with(token).sendAsync("POST", "auth/token/create", "{" + fields + "}");
    }

    @Test
    void noChildOfARevokedTokenLivesWhateverWasUnderWay() {
        for (int round = 0; round < ROUNDS; round++) {
            String parent = create(round, Fleet.ROOT, "'policies':['root'],'ttl':'1h'")
                    .join()
                    .token();
            List<CompletableFuture<ApiClient.Reply>> underWay = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                underWay.add(create(i, parent, "'policies':['default']"));
            }

            assertThat(node(round + 1)
                            .post("auth/token/revoke", "{'token':'" + parent + "'}")
                            .status())
                    .isEqualTo(204);

            for (int i = 0; i < 6; i++) {
                assertThat(create(i, parent, "'policies':['default']").join().status())
                        .as("begun after the revocation was answered")
                        .isEqualTo(403);
            }
            for (CompletableFuture<ApiClient.Reply> each : underWay) {
                ApiClient.Reply reply = each.join();
                assertThat(reply.status()).as(reply.toString()).isIn(200, 403, 503);
                for (int i = 0; reply.status() == 200 && i < 3; i++) {
                    assertThat(onItself(i, reply.token(), "GET", "lookup-self")
                                    .join()
                                    .status())
                            .as("a child that was handed out")
                            .isEqualTo(403);
                }
            }
        }
    }

    @Test
    void noGrandchildLivesWhenTheTopOfTheTreeIsRevoked() {
        for (int round = 0; round < ROUNDS; round++) {
            String top = create(round, Fleet.ROOT, "'policies':['root']").join().token();
            List<String> middle = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                middle.add(create(i, top, "'policies':['root']").join().token());
            }
            List<CompletableFuture<ApiClient.Reply>> underWay = new ArrayList<>();
            for (int i = 0; i < 18; i++) {
                underWay.add(create(i, middle.get(i % 3), "'policies':['default']"));
            }

            assertThat(onItself(round, top, "POST", "revoke-self").join().status())
                    .isEqualTo(204);

            for (CompletableFuture<ApiClient.Reply> each : underWay) {
                ApiClient.Reply reply = each.join();
                assertThat(reply.status()).as(reply.toString()).isIn(200, 403, 503);
                if (reply.status() == 200) {
                    assertThat(onItself(round, reply.token(), "GET", "lookup-self")
                                    .join()
                                    .status())
                            .isEqualTo(403);
                }
            }
            for (String token : middle) {
                assertThat(create(round, token, "").join().status()).isEqualTo(403);
            }
        }
    }

    @Test
    void ofManyWhoChooseTheSameTokenOneGetsIt() {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "the-same-" + round;
            List<CompletableFuture<ApiClient.Reply>> sent = new ArrayList<>();
            for (int i = 0; i < 18; i++) {
                sent.add(create(i, Fleet.ROOT, "'policies':['default'],'id':'" + id + "','display_name':'n" + i + "'"));
            }

            List<ApiClient.Reply> replies =
                    sent.stream().map(CompletableFuture::join).toList();

            List<ApiClient.Reply> won =
                    replies.stream().filter(reply -> reply.status() == 200).toList();
            assertThat(won).hasSize(1);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 200)
                    .extracting(ApiClient.Reply::error)
                    .containsOnly("cannot create a token with a duplicate ID");
            assertThat(node(round).with(id).get("auth/token/lookup-self").data().path("accessor"))
                    .isEqualTo(won.get(0).auth().path("accessor"));
        }
    }

    @Test
    void fiveUsesServeExactlyFiveOfFiftyRequestsOfAnyKind() {
        for (int round = 0; round < ROUNDS; round++) {
            String token = create(round, Fleet.ROOT, "'policies':['default'],'num_uses':5,'ttl':'1h'")
                    .join()
                    .token();
            List<CompletableFuture<ApiClient.Reply>> sent = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sent.add(
                        switch (i % 3) {
                            case 0 -> onItself(i / 3, token, "GET", "lookup-self");
                            case 1 -> onItself(i / 3, token, "POST", "nothing");
                            default -> node(i / 3).with(token).sendAsync("GET", "sys/auth", null);
                        });
            }

            List<String> served = sent.stream()
                    .map(CompletableFuture::join)
                    .map(ApiClient.Reply::toString)
                    .filter(reply -> !reply.equals("403 {\"errors\":[\"permission denied\"]}\n"))
                    .toList();

            assertThat(served).as("served, or denied by policy").hasSize(5);
        }
    }
}
