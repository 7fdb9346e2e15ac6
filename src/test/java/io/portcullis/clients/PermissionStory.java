package io.portcullis.clients;

import static io.portcullis.clients.LoginStory.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** Policies, tokens and their ends, every step at the next node: what one of them answered must bind on the others. */
record PermissionStory(LoginClient client, TestFleet.Turn turn, String mount) {

    private static final long SECONDS = 1800;
    private static final String PASSWORD = "correct horse";

    void run() {
        client.enable(turn.root(), mount);
        writePolicies();
        workAsSomebodyRestricted();
        makeTokens();
        endTrees();
        makeTokensByRole();
        endTheLoginsOfOneUser();
        client.disable(turn.root(), mount);
    }

    private PermissionClient permissions() {
        return client.permissions();
    }

    private String reader() {
        return mount + "-reader";
    }

    private String maker() {
        return mount + "-maker";
    }

    private String users() {
        return "auth/" + mount + "/users/*";
    }

    private void writePolicies() {
        assertRefused(404, () -> permissions().rules(turn.root(), reader(), users()));
        permissions().writePolicy(turn.root(), reader(), Map.of(users(), List.of("read", "list")));
        permissions()
                .writePolicy(
                        turn.root(),
                        maker(),
                        Map.of("auth/token/create", List.of("update"), users(), List.of("read", "list")));
        assertThat(permissions().rules(turn.root(), reader(), users())).isTrue();
        List<String> names = permissions().policies(turn.root());
        assertThat(names).contains("default", maker(), reader());
        assertThat(names.contains("root")).isEqualTo(turn.namespace().isEmpty());
    }

    private void workAsSomebodyRestricted() {
        client.writeUser(turn.root(), mount, "ada", PASSWORD, reader());
        String token = client.login(turn.nobody(), mount, "ada", PASSWORD).token();
        String her = "auth/" + mount + "/users/ada";

        assertThat(client.policies(turn.as(token), mount, "ada")).containsExactly(reader());
        assertRefused(403, () -> client.writeUser(turn.as(token), mount, "eve", PASSWORD, "root"));
        assertRefused(403, () -> permissions().policies(turn.as(token)));
        assertThat(permissions().capabilities(turn.as(token), her)).containsExactly("list", "read");
        assertThat(permissions().capabilities(turn.root(), token, her)).containsExactly("list", "read");

        permissions().writePolicy(turn.root(), reader(), Map.of(users(), List.of("read", "list", "create")));
        client.writeUser(turn.as(token), mount, "eve", PASSWORD, reader());
        assertRefused(403, () -> client.writeUser(turn.as(token), mount, "eve", PASSWORD, "root"));
        permissions().writePolicy(turn.root(), reader(), Map.of(users(), List.of("deny")));
        assertRefused(403, () -> client.policies(turn.as(token), mount, "ada"));
        permissions().writePolicy(turn.root(), reader(), Map.of(users(), List.of("read", "list")));
        assertThat(client.users(turn.as(token), mount)).containsExactly("ada", "eve");
    }

    private void makeTokens() {
        MadeToken made = permissions().create(turn.root(), TokenWish.child(reader(), SECONDS));
        assertThat(made.policies()).containsExactly("default", reader());
        assertThat(made.seconds()).isEqualTo(SECONDS);
        assertThat(permissions().lookUp(turn.root(), made.token())).containsExactly("default", reader());
        assertThat(permissions().lookUpAccessor(turn.root(), made.accessor())).containsExactly("default", reader());
        assertThat(permissions().accessors(turn.root())).contains(made.accessor());
        assertThat(permissions().renew(turn.root(), made.token())).isBetween(SECONDS - 2, SECONDS);
        permissions().revokeAccessor(turn.root(), made.accessor());
        assertRefused(403, () -> permissions().lookUp(turn.root(), made.token()));

        String twice = permissions()
                .create(
                        turn.root(),
                        TokenWish.child(reader(), SECONDS).withUses(2).asOrphan())
                .token();
        client.users(turn.as(twice), mount);
        client.users(turn.as(twice), mount);
        assertRefused(403, () -> client.users(turn.as(twice), mount));
    }

    private void endTrees() {
        String parent = permissions()
                .create(turn.root(), TokenWish.child(maker(), SECONDS))
                .token();
        assertRefused(400, () -> permissions().create(turn.as(parent), TokenWish.child("root", SECONDS)));
        String child = permissions()
                .create(turn.as(parent), TokenWish.child(maker(), SECONDS))
                .token();
        String grandchild = permissions()
                .create(turn.as(child), TokenWish.child(maker(), SECONDS))
                .token();
        permissions().revokeAlone(turn.root(), parent);
        assertRefused(403, () -> client.users(turn.as(parent), mount));
        client.users(turn.as(grandchild), mount);
        permissions().revoke(turn.root(), child);
        assertRefused(403, () -> client.users(turn.as(grandchild), mount));
    }

    private void makeTokensByRole() {
        String role = mount + "-role";
        permissions().writeRole(turn.root(), role, reader(), SECONDS);
        assertThat(permissions().roles(turn.root())).contains(role);
        MadeToken made = permissions().createByRole(turn.root(), role, reader());
        assertThat(made.policies()).containsExactly("default", reader());
        assertThat(made.seconds()).isEqualTo(SECONDS);
        assertRefused(400, () -> permissions().createByRole(turn.root(), role, maker()));
        permissions().deleteRole(turn.root(), role);
        assertRefused(400, () -> permissions().createByRole(turn.root(), role, reader()));
        client.users(turn.as(made.token()), mount);
        client.revoke(turn.as(made.token()));
    }

    private void endTheLoginsOfOneUser() {
        String hers = client.login(turn.nobody(), mount, "ada", PASSWORD).token();
        String eves = client.login(turn.nobody(), mount, "eve", PASSWORD).token();
        String login = "auth/" + mount + "/login/ada";
        assertRefused(403, () -> permissions().revokeBelow(turn.as(eves), login));
        permissions().revokeBelow(turn.root(), login);
        assertRefused(403, () -> client.users(turn.as(hers), mount));
        client.users(turn.as(eves), mount);
        String again = client.login(turn.nobody(), mount, "ada", PASSWORD).token();
        client.users(turn.as(again), mount);
        permissions().deletePolicy(turn.root(), reader());
        assertRefused(403, () -> client.users(turn.as(again), mount));
        permissions().deletePolicy(turn.root(), maker());
    }
}
