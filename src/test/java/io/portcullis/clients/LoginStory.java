package io.portcullis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** From an empty server to a login and back, every step at the next node: what one of them answered must bind on the others. */
record LoginStory(LoginClient client, TestFleet.Turn turn, String mount) {

    private static final long LEASE_SECONDS = 5400;
    private static final String FIRST = "correct horse";
    private static final String SECOND = "battery staple";

    void run() {
        turn.fleet()
                .addresses()
                .forEach(address ->
                        assertThat(client.healthy(address)).as(address).isTrue());
        openTheMount();
        addUsers();
        String token = logIn();
        useAndRenew(token);
        changeThePassword();
        giveBack(token);
        takeEverythingAway();
    }

    private void openTheMount() {
        client.enable(turn.root(), mount);
        assertThat(client.mounts(turn.root())).contains(mount, "token");
        client.tune(turn.root(), mount, LEASE_SECONDS);
        assertThat(client.tuned(turn.root(), mount)).isEqualTo(LEASE_SECONDS);
    }

    private void addUsers() {
        assertRefused(404, () -> client.users(turn.root(), mount));
        client.writeUser(turn.root(), mount, "eve", "not hers", "web");
        client.writeUser(turn.root(), mount, "ada", FIRST, "web,ops");
        assertThat(client.policies(turn.root(), mount, "ada")).containsExactlyInAnyOrder("web", "ops");
        assertThat(client.users(turn.root(), mount)).containsExactly("ada", "eve");
        assertRefused(404, () -> client.policies(turn.root(), mount, "bob"));
    }

    /** Her display name; in a namespace it tells which. */
    private String ada() {
        String place = turn.namespace().isEmpty() ? "" : turn.namespace().replace('/', '-') + "-auth-";
        return place + mount + "-ada";
    }

    private String logIn() {
        Login login = client.login(turn.nobody(), mount, "ada", FIRST);
        assertThat(login.policies()).containsExactly("default", "ops", "web");
        assertThat(login.seconds()).isEqualTo(LEASE_SECONDS);
        assertRefused(400, () -> client.login(turn.nobody(), mount, "ada", "wrong"));
        assertRefused(400, () -> client.login(turn.nobody(), mount, "bob", FIRST));
        return login.token();
    }

    private void useAndRenew(String token) {
        assertThat(client.displayName(turn.as(token))).isEqualTo(ada());
        assertThat(client.renew(turn.as(token))).isBetween(LEASE_SECONDS - 2, LEASE_SECONDS);
        assertRefused(403, () -> client.users(turn.as(token), mount));
    }

    private void changeThePassword() {
        client.changePassword(turn.root(), mount, "ada", SECOND);
        assertRefused(400, () -> client.login(turn.nobody(), mount, "ada", FIRST));
        String second = client.login(turn.nobody(), mount, "ada", SECOND).token();
        client.revoke(turn.as(second));
        assertRefused(403, () -> client.displayName(turn.as(second)));
    }

    private void giveBack(String token) {
        assertThat(client.displayName(turn.as(token))).isEqualTo(ada());
        client.revoke(turn.as(token));
        assertRefused(403, () -> client.displayName(turn.as(token)));
        assertRefused(403, () -> client.renew(turn.as(token)));
    }

    private void takeEverythingAway() {
        String orphan = client.login(turn.nobody(), mount, "eve", "not hers").token();
        client.deleteUser(turn.root(), mount, "ada");
        assertThat(client.users(turn.root(), mount)).containsExactly("eve");
        assertRefused(400, () -> client.login(turn.nobody(), mount, "ada", SECOND));
        client.disable(turn.root(), mount);
        assertThat(client.mounts(turn.root())).doesNotContain(mount).contains("token");
        assertRefused(403, () -> client.displayName(turn.as(orphan)));
        assertRefused(403, () -> client.login(turn.nobody(), mount, "eve", "not hers"));
    }

    /** That the server refuses a call with this status. */
    static void assertRefused(int status, ThrowingCallable call) {
        Refused refused = catchThrowableOfType(Refused.class, call);
        assertThat(refused).as("expected to be refused with %d", status).isNotNull();
        assertThat(refused.status()).as(refused.getMessage()).isEqualTo(status);
    }
}
