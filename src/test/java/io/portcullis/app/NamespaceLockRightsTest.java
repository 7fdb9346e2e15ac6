package io.portcullis.app;

import static io.portcullis.app.Tenants.LOCK;
import static io.portcullis.app.Tenants.UNLOCK;
import static io.portcullis.app.Tenants.closed;
import static io.portcullis.app.Tenants.create;
import static io.portcullis.app.Tenants.done;
import static io.portcullis.app.Tenants.key;
import static io.portcullis.app.Tenants.lock;
import static io.portcullis.app.Tenants.people;
import static io.portcullis.app.Tenants.policy;
import static io.portcullis.app.Tenants.refused;
import static io.portcullis.app.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.ApiClient.Reply;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may lock and unlock, with a key and without (threats K1, K2), and what tokens of a locked namespace are still good for elsewhere (L3). */
@ExtendWith(SharedFleet.class)
class NamespaceLockRightsTest {

    private static final String SUDO_WARNING = "Namespace unlocked using sudo capabilities";
    private static final String UPDATE = "path '" + UNLOCK + "' { capabilities = ['update'] } path '" + UNLOCK
            + "/*' { capabilities = ['update'] } path '+/" + UNLOCK + "' { capabilities = ['update'] }";

    private static Fleet fleet;
    private static ApiClient root;

    @BeforeAll
    static void begin(Fleet shared) {
        fleet = shared;
        root = fleet.node(0);
        create(root, "mx/in");
        for (String namespace : List.of("", "mx", "mx/in")) {
            policy(root, namespace, "may-unlock", UPDATE);
            policy(root, namespace, "may-force", UPDATE.replace("'update'", "'update','sudo'"));
            policy(root, namespace, "may-lock", UPDATE.replace(UNLOCK, LOCK));
        }
    }

    /** Where a call about mx/in can be sent: the namespace of the header and the path. */
    private static Reply unlock(ApiClient who, String where, String body) {
        return switch (where) {
            case "root" -> who.send("PUT", UNLOCK + "/mx/in", body);
            case "parent" -> who.in("mx").send("PUT", UNLOCK + "/in", body);
            case "parent-path" -> who.in("mx").send("PUT", "in/" + UNLOCK, body);
            case "inside" -> who.in("mx/in").send("PUT", UNLOCK, body);
            default -> throw new IllegalArgumentException(where);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "'', may-force, root, 200, 400, 204",
        "'', may-unlock, root, 400, 400, 204",
        "'', default, root, 403, 403, 403",
        "'', may-lock, root, 403, 403, 403",
        "mx, may-force, parent, 200, 400, 204",
        "mx, may-force, parent-path, 200, 400, 204",
        "mx, may-force, inside, 200, 400, 204",
        "mx, may-unlock, parent, 400, 400, 204",
        "mx, may-unlock, inside, 400, 400, 204",
        "mx, default, parent, 403, 403, 403",
        "mx/in, may-force, inside, 400, 400, 204",
        "mx/in, may-force, parent-path, 400, 400, 204",
        "mx/in, may-unlock, inside, 400, 400, 204",
        "mx/in, default, inside, 403, 403, 403",
        "mx/in, may-force, root, 503, 503, 503",
        "mx/in, may-force, parent, 503, 503, 503"
    })
    void onlyWhoIsAboveForcesALockOpenAndElseTheKeyDoes(
            String home, String policy, String where, int none, int wrong, int right) {
        ApiClient who = token(root, home, policy);
        String key = lock(root, "mx/in");
        try {
            Reply withWrong = unlock(who, where, key("wrong"));
            assertThat(withWrong.status()).isIn(wrong == 400 ? List.of(400, 429) : List.of(wrong));
            Reply withNone = unlock(who, where, "{}");
            assertThat(withNone.status()).as(withNone.toString()).isEqualTo(none);
            if (none == 400) {
                refused(withNone, "provided empty key");
            } else if (none == 200) {
                assertThat(withNone.json().path("warnings").toString()).isEqualTo("[\"" + SUDO_WARNING + "\"]");
                key = lock(root, "mx/in");
            }
            Reply withRight = unlock(who, where, key(key));
            assertThat(withRight.status()).as(withRight.toString()).isEqualTo(right);
        } finally {
            root.send("PUT", UNLOCK + "/mx/in");
        }
    }

    @Test
    void whoIsRootNeedsNoKeyButAWrongOneIsWrong() {
        create(root, "rooted");
        for (String body : new String[] {"", "{}", "null", "{'unlock_key':''}", "{'unlock_key':null}"}) {
            lock(root, "rooted");
            refused(root.send("PUT", UNLOCK + "/rooted", key("wrong")), "incorrect unlock key");
            Reply forced = root.in("rooted").send("PUT", UNLOCK, body);
            assertThat(forced.status()).as(forced.toString()).isEqualTo(200);
            assertThat(forced.json().path("data").isNull()).isTrue();
            assertThat(forced.json().path("warnings").path(0).asText()).isEqualTo(SUDO_WARNING);
        }
        refused(root.send("PUT", UNLOCK + "/rooted"), "namespace \"rooted/\" is not locked");
        for (String shape : List.of("['x']", "{'a':'b'}")) {
            Reply reply = root.send("PUT", UNLOCK + "/rooted", "{'unlock_key':" + shape + "}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).contains("Field validation failed");
        }
    }

    @Test
    void tenantMayLockItselfIfItsPolicySaysSo() {
        create(root, "self");
        policy(root, "self", "lock", "path '" + LOCK + "' { capabilities = ['update'] }");
        ApiClient tenant = token(root, "self", "lock").in("self");
        assertThat(token(root, "self", "default").in("self").send("PUT", LOCK).status())
                .isEqualTo(403);

        Reply locked = tenant.send("PUT", LOCK);

        assertThat(locked.status()).as(locked.toString()).isEqualTo(200);
        closed(tenant.send("PUT", LOCK), "self");
        closed(tenant.get("auth/token/lookup-self"), "self");
        done(root.send(
                "PUT", UNLOCK + "/self", key(locked.data().path("unlock_key").asText())));
    }

    @Test
    void wrongKeysAreSlowedAndTheRightOneIsNot() {
        create(root, "guessed");
        create(root, "beside");
        String key = lock(root, "guessed");
        String keyBeside = lock(root, "beside");
        for (int i = 0; i < 10; i++) {
            refused(fleet.node(i % 2).send("PUT", UNLOCK + "/guessed", key("wrong" + i)), "incorrect unlock key");
        }
        for (int i = 0; i < 5; i++) {
            Reply slowed = fleet.node(i % 2).send("PUT", UNLOCK + "/guessed", key("wrong"));
            assertThat(slowed.status()).as(slowed.toString()).isEqualTo(429);
            assertThat(Long.parseLong(
                            slowed.http().headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1L, 60L);
        }
        refused(root.send("PUT", UNLOCK + "/beside", key("wrong")), "incorrect unlock key");

        done(fleet.node(1).send("PUT", UNLOCK + "/guessed", key(key)));
        done(fleet.node(1).send("PUT", UNLOCK + "/beside", key(keyBeside)));
    }

    @Test
    void manyWrongKeysAtOnceDoNotHoldUpTheRightOne() {
        create(root, "crowd");
        String key = lock(root, "crowd");
        List<CompletableFuture<Reply>> wrong = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            wrong.add(root.sendAsync("PUT", UNLOCK + "/crowd", key("wrong")));
        }

        done(root.send("PUT", UNLOCK + "/crowd", key(key)));

        assertThat(wrong).allSatisfy(reply -> assertThat(reply.join().status()).isIn(400, 429));
    }

    @Test
    void tokenOfALockedNamespaceCanOnlyBeLookedAtAndEndedFromElsewhere() {
        create(root, "held");
        people(root, "held", "'token_policies':['all']");
        policy(root, "held", "all", "path '*' { capabilities = ['create','read','update','delete','list','sudo'] }");
        JsonNode[] held = new JsonNode[6];
        for (int i = 0; i < held.length; i++) {
            held[i] = fleet.node(1).in("held").login("people", "ada", "pw").auth();
        }
        String token = held[0].path("client_token").asText();
        ApiClient tenant = fleet.node(1).with(token);
        assertThat(tenant.get("auth/token/lookup-self").status()).isEqualTo(200);
        String lease = "auth/people/login/ada/"
                + root.in("held")
                        .send("LIST", "sys/leases/lookup/auth/people/login/ada")
                        .data()
                        .path("keys")
                        .path(0)
                        .asText();

        lock(root, "held");

        closed(tenant.get("auth/token/lookup-self"), "held");
        closed(tenant.send("POST", "auth/token/renew-self"), "held");
        closed(tenant.send("POST", "auth/token/lookup", "{'token':'" + token + "'}"), "held");
        closed(tenant.send("POST", "auth/token/renew", "{'token':'" + token + "'}"), "held");
        closed(tenant.send("POST", "sys/capabilities-self", "{'paths':['x']}"), "held");
        closed(tenant.get("sys/internal/ui/mounts"), "held");
        closed(tenant.get("sys/internal/ui/namespaces"), "held");
        closed(root.send("POST", "auth/token/renew", "{'token':'" + token + "'}"), "held");
        closed(root.send("POST", "sys/leases/renew", "{'lease_id':'" + lease + "'}"), "held");
        assertThat(root.send("POST", "auth/token/lookup", "{'token':'" + token + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(root.send("POST", "sys/leases/lookup", "{'lease_id':'" + lease + "'}")
                        .status())
                .isEqualTo(200);
        for (String what : List.of("lookup-accessor", "renew-accessor")) {
            Reply reply = root.send(
                    "POST",
                    "auth/token/" + what,
                    "{'accessor':'" + held[0].path("accessor").asText() + "'}");
            assertThat(reply.status()).as(what + reply).isEqualTo(400);
        }
        done(root.send("POST", "auth/token/revoke", "{'token':'" + string(held[1]) + "'}"));
        done(root.send("POST", "auth/token/revoke-orphan", "{'token':'" + string(held[2]) + "'}"));
        done(fleet.node(1).with(string(held[3])).send("POST", "auth/token/revoke-self"));
        closed(fleet.node(1).with(string(held[4])).in("held").send("POST", "auth/token/revoke-self"), "held");
        done(tenant.send("POST", "auth/token/revoke", "{'token':'" + token + "'}"));

        assertThat(root.send("PUT", UNLOCK + "/held").status()).isEqualTo(200);
        for (int i = 0; i < held.length; i++) {
            assertThat(fleet.node(1)
                            .with(string(held[i]))
                            .get("auth/token/lookup-self")
                            .status())
                    .as("token " + i)
                    .isEqualTo(i < 4 ? 403 : 200);
        }
    }

    private static String string(JsonNode auth) {
        return auth.path("client_token").asText();
    }

    @Test
    void useOfATokenIsNotTakenByARequestThatALockRefuses() {
        create(root, "uses");
        Reply made = root.in("uses").post("auth/token/create", "{'policies':['default'],'num_uses':1}");
        String key = lock(root, "uses");
        for (int i = 0; i < 3; i++) {
            closed(root.with(made.token()).get("auth/token/lookup-self"), "uses");
            closed(root.with(made.token()).in("uses").get("auth/token/lookup-self"), "uses");
        }
        policy(root, "", "renews", "path '+/auth/token/renew' { capabilities = ['update'] }");
        String once = root.post("auth/token/create", "{'policies':['renews'],'num_uses':1}")
                .token();
        for (int i = 0; i < 3; i++) {
            closed(root.with(once).send("POST", "auth/token/renew", "{'token':'" + made.token() + "'}"), "uses");
        }
        assertThat(root.with(once).get("auth/token/lookup-self").status()).isEqualTo(200);
        done(root.send("PUT", UNLOCK + "/uses", key(key)));

        assertThat(root.with(made.token()).get("auth/token/lookup-self").status())
                .isEqualTo(200);
        assertThat(root.with(made.token()).get("auth/token/lookup-self").status())
                .isEqualTo(403);
    }
}
