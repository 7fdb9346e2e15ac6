package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.SharedFleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sys/leases/}: what names, lists and revokes the leases of tokens, answered as the reference does. */
@ExtendWith(SharedFleet.class)
class LeasesTest {

    private static final String LOGINS = "auth/leased/login";
    private static final String UNSUPPORTED = "1 error occurred:\n\t* unsupported operation\n\n";

    private static ApiClient root;
    private static ApiClient other;

    @BeforeAll
    static void mount(Fleet fleet) {
        root = fleet.node(0);
        other = fleet.node(1);
        root.post("sys/auth/leased", "{'type':'userpass'}");
        root.post("sys/auth/beside", "{'type':'userpass'}");
        for (String name : List.of(
                "ada", "adam", "listed", "looked", "ended", "waited", "prefixed", "in.case", "swift", "bodied")) {
            root.post("auth/leased/users/" + name, "{'password_hash':'" + Hashes.of("pw") + "'}");
        }
        root.post("auth/beside/users/ada", "{'password_hash':'" + Hashes.of("pw") + "'}");
    }

    private static String login(String name) {
        return root.login("leased", name, "pw").token();
    }

    private static boolean lives(String token) {
        return other.with(token).get("auth/token/lookup-self").status() == 200;
    }

    private static List<String> keys(String path) {
        JsonNode keys = root.send("LIST", "sys/leases/lookup/" + path).data().path("keys");
        return StreamSupport.stream(keys.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String onlyLease(String name) {
        List<String> keys = keys(LOGINS + "/" + name);
        assertThat(keys).hasSize(1);
        return LOGINS + "/" + name + "/" + keys.get(0);
    }

    private static ApiClient.Reply put(String what, String body) {
        return root.send("PUT", "sys/leases/" + what, body);
    }

    private static String id(String lease) {
        return "{'lease_id':'" + lease + "'}";
    }

    private static void expect(ApiClient.Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.error()).isEqualTo(error);
    }

    @Test
    void leasesAreListedByDirectory() {
        login("listed");
        login("listed");

        assertThat(keys("")).contains("auth/");
        assertThat(root.get("sys/leases/lookup?list=true").data().path("keys").toString())
                .contains("auth/");
        assertThat(keys("auth")).contains("leased/", "token/").isSorted();
        assertThat(keys("auth/leased/")).containsExactly("login/");
        assertThat(keys(LOGINS)).contains("listed/");
        assertThat(keys(LOGINS + "/listed")).hasSize(2).isSorted().allMatch(key -> key.matches("h[A-Za-z0-9_-]{43}"));
        for (String nothing : List.of("nope", LOGINS + "/liste", onlyLeaseOf("listed"))) {
            assertThat(root.send("LIST", "sys/leases/lookup/" + nothing).status())
                    .as(nothing)
                    .isEqualTo(404);
        }
        expect(root.get("sys/leases/lookup/" + LOGINS), 405, UNSUPPORTED);
    }

    private static String onlyLeaseOf(String name) {
        return LOGINS + "/" + name + "/" + keys(LOGINS + "/" + name).get(0);
    }

    @Test
    void aLeaseIsLookedUp() {
        String token = login("looked");
        String lease = onlyLease("looked");

        JsonNode found = put("lookup", id(lease)).data();

        assertThat(found.fieldNames())
                .toIterable()
                .containsExactly("expire_time", "id", "issue_time", "last_renewal", "path", "renewable", "ttl");
        assertThat(found.path("id").asText()).isEqualTo(lease);
        assertThat(found.path("path").asText()).isEqualTo(LOGINS + "/looked");
        assertThat(found.path("ttl").asLong()).isBetween(2_764_700L, 2_764_800L);
        assertThat(found.path("last_renewal").isNull()).isTrue();
        assertThat(Instant.parse(found.path("expire_time").asText()))
                .isAfter(Instant.parse(found.path("issue_time").asText()));

        root.with(token).post("auth/token/renew-self", null);
        assertThat(put("lookup", id(lease)).data().path("last_renewal").isTextual())
                .isTrue();
        expect(put("renew", id(lease)), 400, "tokens cannot be renewed through this endpoint");
        expect(put("renew/" + lease, "{}"), 400, "tokens cannot be renewed through this endpoint");
        expect(put("lookup", id(lease.replace("looked", "listed"))), 400, "invalid lease");
        expect(put("lookup", id(lease + "/")), 400, "invalid lease");
    }

    @Test
    void aLeaseThatCannotBeRenewedSaysSo() {
        String rootLease = "auth/token/create/"
                + keys("auth/token/create").stream()
                        .filter(key -> put("lookup", id("auth/token/create/" + key))
                                .data()
                                .path("expire_time")
                                .isNull())
                        .findFirst()
                        .orElseThrow();

        assertThat(put("lookup", id(rootLease)).data().path("ttl").asLong()).isZero();
        expect(put("renew", id(rootLease)), 400, "lease is not renewable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lookup | {'lease_id':'garbage'} | invalid lease",
                "lookup | {'lease_id':''} | lease_id must be specified",
                "lookup | {} | lease_id must be specified",
                "lookup | null | lease_id must be specified",
                "lookup | {'lease_id':null} | lease_id must be specified",
                "lookup | {'lease_id':5} | invalid lease ID",
                "lookup | {'lease_id':true} | invalid lease ID",
                "lookup | {'lease_id':'a/../b'} | failed to read lease entry a/../b: relative paths not supported",
                "lookup | {'lease_id':'a..b'} | invalid lease",
                "renew | {'lease_id':'garbage'} | lease not found",
                "renew | {} | lease_id must be specified",
                "renew | {'url_lease_id':'x'} | lease_id must be specified",
                "renew | {'lease_id':5} | invalid lease ID",
                "revoke | {} | lease_id must be specified",
                "revoke | {'lease_id':5} | invalid lease ID",
                "revoke | {'lease_id':'../x'} | failed to read lease entry ../x: relative paths not supported"
            })
    void whatIsNoLeaseIsAnsweredAsTheReferenceDoes(String what, String body, String error) {
        expect(put(what, body), 400, error);
    }

    @Test
    void aLeaseIsRevokedWhicheverWayItIsNamed() {
        String token = login("ended");
        String lease = onlyLease("ended");
        expect(put("revoke/" + lease, id("other")), 400, "path and lease_id name different leases");
        assertThat(lives(token)).isTrue();

        assertThat(put("revoke", id(lease)).status()).isEqualTo(204);

        assertThat(lives(token)).isFalse();
        assertThat(put("revoke", id(lease)).status()).isEqualTo(204);
        expect(put("lookup", id(lease)), 400, "invalid lease");
        expect(put("renew", id(lease)), 400, "lease not found");

        String second = login("ended");
        assertThat(put("revoke/" + onlyLease("ended"), "{'sync':false}").status())
                .isEqualTo(202);
        assertThat(lives(second)).isFalse();
        String third = login("ended");
        assertThat(put("revoke-prefix/" + onlyLease("ended"), null).status()).isEqualTo(204);
        assertThat(lives(third)).isFalse();
        assertThat(lives(login("ended"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke-prefix", "revoke-force"})
    void allOfAPathDiesOnEveryNodeAndNothingElse(String what) {
        for (int round = 0; round < 5; round++) {
            List<String> doomed = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                doomed.add(login("ada"));
            }
            String adam = login("adam");
            String beside = root.login("beside", "ada", "pw").token();

            assertThat(put(what + "/" + LOGINS + "/ada", null).status()).isEqualTo(204);

            assertThat(doomed).noneMatch(LeasesTest::lives);
            assertThat(lives(adam)).isTrue();
            assertThat(lives(beside)).isTrue();
            assertThat(put(what + "/" + LOGINS + "/ad", null).status()).isEqualTo(204);
            assertThat(lives(adam)).isTrue();
            assertThat(put(what + "/" + LOGINS, null).status()).isEqualTo(204);
            assertThat(lives(adam)).isFalse();
            assertThat(lives(beside)).isTrue();
        }
    }

    @Test
    void whoLogsInAfterwardsIsServedAtOnceWithTheUsualLease() {
        put("revoke-prefix/" + LOGINS + "/swift", null);

        ApiClient.Reply login = other.login("leased", "swift", "pw");

        assertThat(login.status()).isEqualTo(200);
        assertThat(login.auth().path("lease_duration").asLong()).isEqualTo(2_764_800);
        JsonNode found = root.with(login.token()).get("auth/token/lookup-self").data();
        assertThat(found.path("ttl").asLong()).isBetween(2_764_700L, 2_764_800L);
        assertThat(root.with(login.token()).post("auth/token/renew-self", null).status())
                .isEqualTo(200);
        assertThat(lives(login.token())).isTrue();
    }

    @Test
    void anAccountHasOneSpelling() {
        String typed = login("IN.case");
        assertThat(keys(LOGINS + "/in.case")).hasSize(1);
        assertThat(put("revoke-prefix/" + LOGINS + "/in.case", null).status()).isEqualTo(204);
        assertThat(lives(typed)).isFalse();

        String plain = login("in.case");
        assertThat(put("revoke-prefix/" + LOGINS + "/IN.CASE", null).status()).isEqualTo(204);
        assertThat(lives(plain)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | 204 | false",
                "{} | 204 | false",
                "null | 204 | false",
                "{'sync':true} | 204 | false",
                "{'sync':false} | 202 | false",
                "{'sync':null} | 202 | false",
                "{'prefix':'auth/beside'} | 204 | false",
                "{'foo':1} | 204 | false",
                "{'sync':'x'} | 400 | true"
            })
    void itIsDoneWhetherOrNotSomebodyWaits(String body, int status, boolean lives) {
        String token = login("waited");

        ApiClient.Reply reply = put("revoke-prefix/" + LOGINS + "/waited", body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(lives(token)).isEqualTo(lives);
        assertThat(status == 400 || reply.body().isEmpty()).isTrue();
    }

    @Test
    void whatIsNoRevocationIsRefused() {
        String token = login("prefixed");
        String path = "sys/leases/revoke-prefix/" + LOGINS + "/prefixed";

        expect(root.get(path), 405, UNSUPPORTED);
        expect(root.delete(path), 405, UNSUPPORTED);
        expect(root.send("LIST", path), 405, UNSUPPORTED);
        expect(root.post(path + "/", null), 400, "cannot write to a path ending in '/'");
        expect(put("revoke-prefix", null), 404, "1 error occurred:\n\t* unsupported path\n\n");
        assertThat(put("revoke-prefix/" + "x".repeat(1_025), null).status()).isEqualTo(400);
        assertThat(put("revoke-prefix/nope", null).status()).isEqualTo(204);
        assertThat(put("revoke-prefix/auth/LEASED", null).status()).isEqualTo(204);

        assertThat(lives(token)).isTrue();
        assertThat(root.with(token).post(path, null).status()).isEqualTo(403);
    }

    @Test
    void aRolePathIsRevokedAlsoWhereAnAliasIsSpelledLikeTheRole() {
        root.post("auth/token/roles/Web", "{'allowed_entity_aliases':'*'}");
        String plain = root.post("auth/token/create/Web", "{}").token();
        String aliased =
                root.post("auth/token/create/Web", "{'entity_alias':'web'}").token();

        assertThat(put("revoke-prefix/auth/token/create/Web", null).status()).isEqualTo(204);

        assertThat(lives(plain)).isFalse();
        assertThat(lives(aliased)).isFalse();
    }

    @Test
    void theBodyNamesNoOtherLeaseThanThePathThatThePoliciesSaw() {
        String token = login("bodied");
        String lease = onlyLease("bodied");

        for (String what : List.of("revoke/", "renew/")) {
            expect(put(what + LOGINS + "/ada/x", id(lease)), 400, "path and lease_id name different leases");
        }
        assertThat(lives(token)).isTrue();

        assertThat(put("revoke/" + lease, id(lease)).status()).isEqualTo(204);
        assertThat(lives(token)).isFalse();
    }
}
