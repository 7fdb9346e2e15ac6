package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.VaultClientException;
import io.quarkus.vault.client.api.auth.token.VaultAuthTokenCreateAuthResult;
import io.quarkus.vault.client.api.auth.token.VaultAuthTokenCreateTokenParams;
import io.quarkus.vault.client.api.auth.token.VaultAuthTokenTokenInfoData;
import io.quarkus.vault.client.api.auth.userpass.VaultAuthUserPassLoginAuthResult;
import io.quarkus.vault.client.api.auth.userpass.VaultAuthUserPassUpdateUserParams;
import io.quarkus.vault.client.api.sys.auth.VaultSysAuthTuneOptions;
import io.quarkus.vault.client.api.sys.auth.VaultSysAuthUserLockoutConfig;
import io.quarkus.vault.client.auth.VaultUserPassAuthOptions;
import io.quarkus.vault.client.common.VaultJSONResultExtractor;
import io.quarkus.vault.client.common.VaultRequest;
import io.quarkus.vault.client.http.jdk.JDKVaultHttpClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A life with userpass through the client of Quarkus Vault: its own calls, and requests of its kind for the rest. Every step at the next node. */
record QuarkusStory(TestFleet.Turn turn, String mount, JDKVaultHttpClient http) {

    private static final Duration LEASE = Duration.ofMinutes(90);
    private static final int ATTEMPTS = 3;
    private static final String RIGHT = "correct horse";
    private static final String ADA = "ada";

    QuarkusStory(TestFleet.Turn turn, String mount) {
        this(turn, mount, new JDKVaultHttpClient(HttpClient.newHttpClient()));
    }

    void run() {
        health();
        prepare(turn);
        String token = logIn();
        useAndRenew(token);
        logInByItself();
        lockOut();
        lockTheNamespace();
        end(token);
    }

    private VaultClient vault(Session session) {
        VaultClient.Builder builder =
                VaultClient.builder().executor(http).baseUrl(session.address()).maxRetries(0);
        if (!session.token().isEmpty()) {
            builder.clientToken(session.token());
        }
        if (!session.namespace().isEmpty()) {
            builder.namespace(session.namespace());
        }
        return builder.build();
    }

    private void health() {
        turn.fleet().addresses().forEach(address -> {
            VaultClient vault = vault(turn.nobody());
            assertThat(done(vault.sys().health().info()).isInitialized()).isTrue();
            assertThat(done(vault.sys().health().statusCode())).isEqualTo(200);
            assertThat(done(vault.sys().seal().status()).isSealed()).isFalse();
        });
    }

    private void prepare(TestFleet.Turn place) {
        run(vault(place.root()).sys().auth().enable(mount, "userpass", "told", null));
        run(vault(place.root())
                .sys()
                .auth()
                .tune(
                        mount,
                        new VaultSysAuthTuneOptions()
                                .setDefaultLeaseTtl(LEASE)
                                .setUserLockoutConfig(new VaultSysAuthUserLockoutConfig()
                                        .setLockoutThreshold(ATTEMPTS)
                                        .setLockoutDuration("10m")
                                        .setLockoutCounterReset("10m"))));
        assertThat(done(vault(place.root()).sys().auth().readTune(mount)).getDefaultLeaseTtl())
                .isEqualTo(LEASE);
        String rules = "path \"auth/" + mount + "/users/*\" { capabilities = [\"read\"] }";
        run(vault(place.root()).sys().policy().update(mount, rules));
        assertThat(done(vault(place.root()).sys().policy().read(mount)).getRules())
                .isEqualTo(rules);
        assertThat(done(vault(place.root()).sys().policy().list())).contains("default", mount);
        run(vault(place.root())
                .auth()
                .userPass(mount)
                .updateUser(
                        ADA,
                        new VaultAuthUserPassUpdateUserParams()
                                .setPassword(RIGHT)
                                .setTokenPolicies(List.of(mount))));
        assertThat(done(vault(place.root()).auth().userPass(mount).listUsers())).containsExactly(ADA);
    }

    private VaultAuthUserPassLoginAuthResult logIn(TestFleet.Turn place, String password) {
        return done(vault(place.nobody()).auth().userPass(mount).login(ADA, password));
    }

    private String logIn() {
        VaultAuthUserPassLoginAuthResult login = logIn(turn, RIGHT);
        assertThat(login.getPolicies()).containsExactly("default", mount);
        assertThat(login.getLeaseDuration()).isEqualTo(LEASE);
        assertThat(login.isRenewable()).isTrue();
        return login.getClientToken();
    }

    private void useAndRenew(String token) {
        VaultAuthTokenTokenInfoData self =
                done(vault(turn.as(token)).auth().token().lookupSelf());
        assertThat(self.getDisplayName()).isEqualTo(mount + "-" + ADA);
        assertThat(self.getTtl()).isPositive().isLessThanOrEqualTo(LEASE);
        assertThat(done(vault(turn.as(token)).auth().userPass(mount).readUser(ADA))
                        .getTokenPolicies())
                .containsExactly(mount);
        assertRefused(403, () -> vault(turn.as(token)).auth().userPass(mount).deleteUser(ADA));
        assertThat(done(vault(turn.as(token)).auth().token().renewSelf(Duration.ofHours(2)))
                        .getLeaseDuration())
                .isEqualTo(Duration.ofHours(2));
        VaultAuthTokenCreateAuthResult child = done(vault(turn.root())
                .auth()
                .token()
                .create(new VaultAuthTokenCreateTokenParams()
                        .setPolicies(List.of(mount))
                        .setTtl(Duration.ofMinutes(20))));
        run(vault(turn.root()).auth().token().revokeAccessor(child.getAccessor()));
        assertRefused(403, () -> vault(turn.root()).auth().token().lookup(child.getClientToken()));
    }

    /** What an application does: it names a user, and the client logs in when it needs to. */
    private void logInByItself() {
        VaultClient vault = VaultClient.builder()
                .executor(http)
                .baseUrl(turn.nobody().address())
                .userPass(VaultUserPassAuthOptions.builder()
                        .mountPath(mount)
                        .username(ADA)
                        .password(RIGHT)
                        .build())
                .build();
        assertThat(done(vault.auth().userPass(mount).readUser(ADA)).getTokenPolicies())
                .containsExactly(mount);
        run(vault.auth().token().revokeSelf());
    }

    private void lockOut() {
        String accessor =
                done(vault(turn.root()).sys().auth().list()).get(mount + "/").getAccessor();
        for (int i = 0; i < ATTEMPTS; i++) {
            assertRefused(400, () -> vault(turn.nobody()).auth().userPass(mount).login(ADA, "a guess"));
        }
        assertRefused(403, () -> vault(turn.nobody()).auth().userPass(mount).login(ADA, RIGHT));
        JsonNode locked = answer(
                turn,
                VaultRequest.<JsonNode>get("LOCKED").path("sys", "locked-users").expectOkStatus());
        assertThat(locked.at("/data/by_namespace").findValues("alias_identifiers"))
                .anyMatch(names -> names.size() == 1 && names.path(0).asText().equals(ADA));
        send(turn, "sys", "locked-users", accessor, "unlock", ADA);
        logIn(turn, RIGHT);
    }

    private void lockTheNamespace() {
        String team = mount + "-team";
        TestFleet.Turn inside = turn.within(team);
        send(turn, "sys", "namespaces", team);
        prepare(inside);
        String key = answer(
                        turn,
                        VaultRequest.<JsonNode>post("LOCK")
                                .path("sys", "namespaces", "api-lock", "lock", team)
                                .expectOkStatus())
                .at("/data/unlock_key")
                .asText();
        assertRefused(503, () -> vault(inside.nobody()).auth().userPass(mount).login(ADA, RIGHT));
        assertRefused(503, () -> vault(inside.root()).auth().token().lookupSelf());
        run(vault(inside.root())
                .execute(VaultRequest.<Void>post("UNLOCK")
                        .path("sys", "namespaces", "api-lock", "unlock")
                        .body(Map.of("unlock_key", key))
                        .expectNoContentStatus()
                        .build()));
        logIn(inside, RIGHT);
        run(vault(turn.root())
                .execute(VaultRequest.<Void>delete("DELETE")
                        .path("sys", "namespaces", team)
                        .expectOkStatus()
                        .build()));
    }

    private void end(String token) {
        run(vault(turn.as(token)).auth().token().revokeSelf());
        assertRefused(403, () -> vault(turn.as(token)).auth().token().lookupSelf());
        run(vault(turn.root()).auth().userPass(mount).deleteUser(ADA));
        run(vault(turn.root()).sys().policy().delete(mount));
        run(vault(turn.root()).sys().auth().disable(mount));
        assertThat(done(vault(turn.root()).sys().auth().list())).doesNotContainKey(mount + "/");
    }

    private JsonNode answer(TestFleet.Turn place, VaultRequest.Builder<JsonNode> request) {
        return done(vault(place.root()).execute(request.build(VaultJSONResultExtractor.of(JsonNode.class))))
                .getResult();
    }

    private void send(TestFleet.Turn place, Object... path) {
        run(vault(place.root())
                .execute(VaultRequest.<Void>post("POST")
                        .path(path)
                        .expectOkOrNoContentStatus()
                        .build()));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void run(CompletionStage<?> stage) {
        done(stage);
    }

    private static void assertRefused(int status, Supplier<CompletionStage<?>> call) {
        CompletionException refused = catchThrowableOfType(CompletionException.class, () -> run(call.get()));
        assertThat(refused).as("expected to be refused with %d", status).isNotNull();
        assertThat(refused.getCause())
                .isInstanceOfSatisfying(
                        VaultClientException.class,
                        refusal -> assertThat(refusal.getStatus())
                                .as(refusal.toString())
                                .isEqualTo(status));
    }
}
