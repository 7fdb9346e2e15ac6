package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Auth.TokenRequest;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.HealthResponse;
import io.github.jopenlibs.vault.response.LogicalResponse;
import io.github.jopenlibs.vault.response.LookupResponse;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A life with userpass through vault-java-driver: its own calls for tokens, and {@code logical()} for the rest, which answers with most
 * refusals instead of throwing them. Every step at the next node.
 */
record VaultDriverStory(TestFleet.Turn turn, String mount) {

    private static final long LEASE_SECONDS = 5400;
    private static final int ATTEMPTS = 3;
    private static final String RIGHT = "correct horse";

    void run() throws VaultException {
        health();
        prepare(turn);
        String token = logIn();
        useAndRenew(token);
        lockOut();
        lockTheNamespace();
        end(token);
    }

    private static Vault vault(Session session) throws VaultException {
        VaultConfig config =
                new VaultConfig().address(session.address()).engineVersion(1).token(session.token());
        if (!session.namespace().isEmpty()) {
            config.nameSpace(session.namespace());
        }
        return Vault.create(config.build());
    }

    private void health() throws VaultException {
        for (int i = 0; i < turn.fleet().addresses().size(); i++) {
            HealthResponse health = vault(turn.nobody()).debug().health();
            assertThat(health.getInitialized()).isTrue();
            assertThat(health.getSealed()).isFalse();
            assertThat(health.getServerTimeUTC()).isPositive();
        }
        assertThat(vault(turn.nobody()).sys().seal().sealStatus().getSealed()).isFalse();
    }

    private void prepare(TestFleet.Turn place) throws VaultException {
        write(place, "sys/auth/" + mount, Map.of("type", "userpass"));
        JsonObject lockout = new JsonObject()
                .add("lockout_threshold", String.valueOf(ATTEMPTS))
                .add("lockout_duration", "10m")
                .add("lockout_counter_reset_duration", "10m");
        write(
                place,
                "sys/auth/" + mount + "/tune",
                Map.of("default_lease_ttl", LEASE_SECONDS + "s", "user_lockout_config", lockout));
        assertThat(read(place, "sys/auth/" + mount + "/tune").get("default_lease_ttl"))
                .isEqualTo("5400");
        String rules = "path \"" + user() + "\" { capabilities = [\"read\"] }";
        write(place, "sys/policies/acl/" + mount, Map.of("policy", rules));
        assertThat(read(place, "sys/policies/acl/" + mount)).containsEntry("policy", rules);
        write(place, user(), Map.of("password", RIGHT, "token_policies", mount));
        assertThat(vault(place.root())
                        .logical()
                        .list("auth/" + mount + "/users")
                        .getListData())
                .containsExactly("ada");
    }

    private String logIn() throws VaultException {
        AuthResponse login = vault(turn.nobody()).auth().loginByUserPass("ada", RIGHT, mount);
        assertThat(login.getAuthPolicies()).containsExactlyInAnyOrder("default", mount);
        assertThat(login.getAuthLeaseDuration()).isEqualTo(LEASE_SECONDS);
        assertThat(login.isAuthRenewable()).isTrue();
        assertThat(login.getUsername()).isEqualTo("ada");
        return login.getAuthClientToken();
    }

    private void useAndRenew(String token) throws VaultException {
        LookupResponse self = vault(turn.as(token)).auth().lookupSelf();
        assertThat(self.getDisplayName()).isEqualTo(mount + "-ada");
        assertThat(self.getPolicies()).containsExactly("default", mount);
        assertThat(self.getPath()).isEqualTo("auth/" + mount + "/login/ada");
        assertThat(vault(turn.as(token)).auth().renewSelf(7200).getAuthLeaseDuration())
                .isEqualTo(7200);
        assertThat(vault(turn.as(token)).logical().read(user()).getData()).containsEntry("token_type", "default");
        assertThat(vault(turn.as(token))
                        .logical()
                        .write(user(), Map.of("token_policies", "root"))
                        .getRestResponse()
                        .getStatus())
                .isEqualTo(403);
        TokenRequest wish =
                new TokenRequest().polices(List.of(mount)).ttl("20m").displayName("storied");
        AuthResponse child = vault(turn.root()).auth().createToken(wish);
        assertThat(child.getAuthLeaseDuration()).isEqualTo(1200);
        vault(turn.as(child.getAuthClientToken())).auth().revokeSelf();
    }

    private void lockOut() throws VaultException {
        String accessor = read(turn, "sys/auth/" + mount).get("accessor");
        for (int i = 0; i < ATTEMPTS; i++) {
            assertRefused(400, () -> logIn(turn, "a guess"));
        }
        assertRefused(403, () -> logIn(turn, RIGHT));
        assertThat(read(turn, "sys/locked-users").get("by_namespace")).contains("\"ada\"");
        write(turn, "sys/locked-users/" + accessor + "/unlock/ada", Map.of());
        logIn(turn, RIGHT);
    }

    private void lockTheNamespace() throws VaultException {
        String team = mount + "-team";
        TestFleet.Turn inside = turn.within(team);
        write(turn, "sys/namespaces/" + team, Map.of());
        prepare(inside);
        String key = write(turn, "sys/namespaces/api-lock/lock/" + team, Map.of())
                .getData()
                .get("unlock_key");
        assertRefused(503, () -> logIn(inside, RIGHT));
        assertRefused(503, () -> vault(inside.root()).auth().lookupSelf());
        write(inside, "sys/namespaces/api-lock/unlock", Map.of("unlock_key", key));
        logIn(inside, RIGHT);
        // A deletion that is answered with more than 204 is a failure to it.
        assertRefused(200, () -> vault(turn.root()).logical().delete("sys/namespaces/" + team));
    }

    private void end(String token) throws VaultException {
        vault(turn.as(token)).auth().revokeSelf();
        assertRefused(403, () -> vault(turn.as(token)).auth().lookupSelf());
        vault(turn.root()).logical().delete(user());
        vault(turn.root()).logical().delete("sys/policies/acl/" + mount);
        vault(turn.root()).logical().delete("sys/auth/" + mount);
        assertThat(read(turn, "sys/auth")).doesNotContainKey(mount + "/");
    }

    private String user() {
        return "auth/" + mount + "/users/ada";
    }

    private void logIn(TestFleet.Turn place, String password) throws VaultException {
        Session nobody = place.nobody();
        vault(nobody).auth().withNameSpace(nobody.namespace()).loginByUserPass("ada", password, mount);
    }

    private static Map<String, String> read(TestFleet.Turn place, String path) throws VaultException {
        return expected(vault(place.root()).logical().read(path)).getData();
    }

    private static LogicalResponse write(TestFleet.Turn place, String path, Map<String, Object> body)
            throws VaultException {
        return expected(vault(place.root()).logical().write(path, body));
    }

    private static LogicalResponse expected(LogicalResponse response) {
        assertThat(response.getRestResponse().getStatus())
                .as(new String(response.getRestResponse().getBody()))
                .isIn(200, 204);
        return response;
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        VaultException refused = catchThrowableOfType(VaultException.class, call);
        assertThat(refused).as("expected to be refused with %d", status).isNotNull();
        assertThat(refused.getHttpStatusCode()).as(refused.getMessage()).isEqualTo(status);
    }
}
