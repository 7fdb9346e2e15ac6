package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Poll;
import io.portcullis.testing.SharedFleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mounts of a namespace: tuned from two paths, and moved with all that they have. */
@ExtendWith(SharedFleet.class)
class NamespaceMountsTest {

    private static final String PLAIN = "{'type':'userpass'}";

    private static Fleet fleet;
    private static ApiClient one;
    private static ApiClient other;

    @BeforeAll
    static void begin(Fleet shared) {
        fleet = shared;
        good(fleet.node(0).send("PUT", "sys/namespaces/mounts"));
        one = fleet.node(0).in("mounts");
        other = fleet.node(1).in("mounts");
    }

    private static Reply good(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
        return reply;
    }

    private static void refused(Reply reply, String text) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(text);
    }

    private static void enable(String path) {
        good(one.post("sys/auth/" + path, PLAIN));
    }

    private static Reply move(String from, String to) {
        return one.post("sys/remount", "{'from':'" + from + "','to':'" + to + "'}");
    }

    @Test
    void aMountIsTunedByEitherPath() {
        enable("tunedhere");

        good(one.post("sys/mounts/auth/tunedhere/tune", "{'default_lease_ttl':'1h','description':'d'}"));
        good(other.post("sys/auth/tunedhere/tune", "{'max_lease_ttl':'2h','listing_visibility':'unauth'}"));
        good(fleet.node(0).post("mounts/sys/mounts/auth/tunedhere/tune", "{'token_type':'service'}"));

        for (String path : List.of("sys/auth/tunedhere/tune", "sys/mounts/auth/tunedhere/tune")) {
            JsonNode tuning = good(other.get(path)).data();
            assertThat(tuning.path("default_lease_ttl").asLong()).isEqualTo(3600);
            assertThat(tuning.path("max_lease_ttl").asLong()).isEqualTo(7200);
            assertThat(tuning.path("token_type").asText()).isEqualTo("service");
            assertThat(tuning.path("description").asText()).isEqualTo("d");
            assertThat(tuning.has("user_lockout_threshold")).isFalse();
        }
        refused(
                fleet.node(0).get("sys/mounts/auth/tunedhere/tune"),
                "cannot fetch sysview for path \"auth/tunedhere/\"");
    }

    @Test
    void whatIsSaidOfLocksIsKeptAndShown() {
        good(one.post(
                "sys/auth/locks", "{'type':'userpass','config':{'user_lockout_config':{'lockout_threshold':'3'}}}"));
        good(
                one.post(
                        "sys/auth/locks/tune",
                        "{'user_lockout_config':{'lockout_duration':'10m','lockout_counter_reset':'5m','lockout_disable':true}}"));

        JsonNode tuning = other.get("sys/auth/locks/tune").data();
        assertThat(tuning.path("user_lockout_threshold").asLong()).isEqualTo(3);
        assertThat(tuning.path("user_lockout_duration").asLong()).isEqualTo(600);
        assertThat(tuning.path("user_lockout_counter_reset_duration").asLong()).isEqualTo(300);
        assertThat(tuning.path("user_lockout_disable").asBoolean()).isTrue();
        assertThat(other.get("sys/auth")
                        .data()
                        .path("locks/")
                        .path("config")
                        .path("user_lockout_config")
                        .toString())
                .isEqualTo("{\"user_lockout_counter_reset_duration\":300,\"user_lockout_disable\":true,"
                        + "\"user_lockout_duration\":600,\"user_lockout_threshold\":3}");
        refused(
                one.post("sys/auth/locks/tune", "{'user_lockout_config':{'lockout_threshold':'x'}}"),
                "unable to parse user lockout threshold: strconv.ParseUint: parsing \"x\": invalid syntax");
        assertThat(one.post("sys/auth/locks/tune", "{'user_lockout_config':'x'}")
                        .error())
                .startsWith("Field validation failed: error converting input for field \"user_lockout_config\"");
        refused(
                one.post("sys/auth/token/tune", "{'user_lockout_config':{'lockout_threshold':'1'}}"),
                "tuning of user lockout configuration for auth type \"ns_token\" not allowed");
        good(one.post("sys/auth/token/tune", "{'user_lockout_config':{},'description':'mine'}"));
        assertThat(fleet.node(0)
                        .get("sys/auth/token")
                        .data()
                        .path("description")
                        .asText())
                .isEqualTo("token based credentials");
    }

    @Test
    void aMountMovesWithItsAccountsAndItsAccessorAndItsTokensEndEverywhere() {
        enable("from");
        good(one.post("auth/from/users/ada", "{'password':'pw'}"));
        good(one.post("sys/auth/from/tune", "{'user_lockout_config':{'lockout_threshold':'7'}}"));
        JsonNode before = other.get("sys/auth/from").data();
        Reply first = good(other.login("from", "ada", "pw"));
        good(one.post(
                "sys/policies/acl/default-and-create",
                "{'policy':'path \\'auth/token/create\\' { capabilities = [\\'update\\'] }'}".replace("\\'", "\\\"")));
        good(one.post("auth/from/users/bob", "{'password':'pw','token_policies':'default-and-create'}"));
        Reply bob = good(other.login("from", "bob", "pw"));
        Reply child = good(other.with(bob.token()).post("auth/token/create", "{}"));

        Reply moved = good(move("auth/from", "auth/deep/to"));

        for (ApiClient node : fleet.all()) {
            for (Reply each : List.of(first, bob, child)) {
                assertThat(node.with(each.token()).get("auth/token/lookup-self").status())
                        .isEqualTo(403);
            }
            ApiClient in = node.in("mounts");
            assertThat(in.login("from", "ada", "pw").status()).isEqualTo(403);
            refused(in.get("sys/auth/from"), "No auth engine at from/");
            assertThat(in.get("sys/auth/deep/to").data()).isEqualTo(before);
            Reply again = good(in.login("deep/to", "ada", "pw"));
            assertThat(again.auth().path("entity_id")).isEqualTo(first.auth().path("entity_id"));
            assertThat(node.with(again.token())
                            .get("auth/token/lookup-self")
                            .data()
                            .path("path")
                            .asText())
                    .isEqualTo("auth/deep/to/login/ada");
        }
        String id = moved.data().path("migration_id").asText();
        assertThat(moved.json().path("migration_id").asText()).isEqualTo(id);
        assertThat(other.get("sys/remount/status/" + id).data().toString())
                .isEqualTo(
                        "{\"migration_id\":\"" + id + "\",\"migration_info\":{\"source_mount\":\"mounts/auth/from/\","
                                + "\"target_mount\":\"mounts/auth/deep/to/\",\"status\":\"success\"}}");
        assertThat(other.get("sys/remount/status/00000000-0000-0000-0000-000000000000")
                        .status())
                .isEqualTo(404);
        good(move("auth/deep/to", "auth/from"));
        assertThat(good(other.login("from", "ada", "pw")).auth().path("entity_id"))
                .isEqualTo(first.auth().path("entity_id"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "auth/nope, auth/x, no matching mount at \"auth/nope/\"",
                "auth/token, auth/x, cannot remount \"auth/token/\"",
                "auth/stays, auth/token, cannot remount to destination \"auth/token/\"",
                "auth/stays, x, cannot remount auth mount to non-auth mount \"x/\"",
                "auth/stays, auth/stays, path already in use at \"mounts/auth/stays/\"",
                "auth/stays, auth/stays/x, path already in use at \"mounts/auth/stays/\"",
                "auth/stays, auth/below, path already in use at \"mounts/auth/below/it/\"",
                "auth/stays, child/auth/x, a mount cannot be moved to another namespace",
                "child/auth/c, auth/x, a mount cannot be moved to another namespace"
            })
    void whatCannotMoveIsRefused(String from, String to, String text) {
        one.post("sys/auth/stays", PLAIN);
        one.post("sys/auth/below/it", PLAIN);
        one.send("PUT", "sys/namespaces/child");
        one.in("mounts/child").post("sys/auth/c", PLAIN);

        refused(move(from, to), text);
        assertThat(other.get("sys/auth/stays").status()).isEqualTo(200);
    }

    @Test
    void aMountOfAChildIsMovedInsideItFromAbove() {
        good(one.send("PUT", "sys/namespaces/inner"));
        good(one.in("mounts/inner").post("sys/auth/a", PLAIN));

        good(move("inner/auth/a", "inner/auth/b"));

        assertThat(other.in("mounts/inner").get("sys/auth/b").status()).isEqualTo(200);
        assertThat(other.in("mounts/inner").get("sys/auth/a").status()).isEqualTo(400);
    }

    @Test
    void noTokenOfALoginThatWasUnderWayIsLeftOfTheOldPath() throws Exception {
        enable("x0");
        good(one.post("auth/x0/users/ada", "{'password':'pw'}"));
        for (int round = 0; round < 4; round++) {
            String from = "x" + round;
            List<CompletableFuture<Reply>> logins = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                logins.add((i % 2 == 0 ? one : other)
                        .anonymous()
                        .sendAsync("POST", "auth/" + from + "/login/ada", "{'password':'pw'}"));
            }
            int waiting = round * 2;
            Poll.until(
                    Duration.ofSeconds(30),
                    () -> logins.stream().filter(CompletableFuture::isDone).count() >= waiting);
            good(move("auth/" + from, "auth/x" + (round + 1)));

            for (CompletableFuture<Reply> login : logins) {
                Reply reply = login.join();
                assertThat(reply.status()).as(reply.toString()).isIn(200, 403, 503);
                if (reply.status() == 200) {
                    Reply self = other.with(reply.token()).get("auth/token/lookup-self");
                    assertThat(self.status() == 403
                                    || self.data().path("path").asText().equals("auth/x" + (round + 1) + "/login/ada"))
                            .as(self.toString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theNamespacesOfTheUserInterfaceAreThoseThatTheCallerTouches() {
        good(one.send("PUT", "sys/namespaces/seen"));
        good(one.send("PUT", "sys/namespaces/unseen"));
        good(one.post(
                "sys/policies/acl/sees",
                "{'policy':'path \\'seen/sys/auth\\' { capabilities = [\\'read\\'] }'}".replace("\\'", "\\\"")));
        String sees =
                good(one.post("auth/token/create", "{'policies':['sees']}")).token();
        String blind =
                good(one.post("auth/token/create", "{'policies':['default']}")).token();
        String inside = good(one.in("mounts/seen").post("auth/token/create", "{'policies':['default']}"))
                .token();

        String path = "sys/internal/ui/namespaces";
        assertThat(other.with(sees).get(path).data().toString()).isEqualTo("{\"keys\":[\"seen/\"]}");
        assertThat(other.with(blind).get(path).data().toString()).isEqualTo("{}");
        assertThat(other.with(inside).get(path).data().toString()).isEqualTo("{\"keys\":[\"seen/\"]}");
        assertThat(other.with(inside).in("mounts/unseen").get(path).data().toString())
                .isEqualTo("{}");
        assertThat(other.get(path).data().path("keys").toString()).contains("seen/", "unseen/");
        assertThat(other.anonymous().get(path).toString()).isEqualTo("403 {\"errors\":[\"client token empty\"]}\n");
        assertThat(other.with("s.garbage").get(path).status()).isEqualTo(403);
    }
}
