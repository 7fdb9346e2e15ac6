package io.portcullis.clients;

import static io.portcullis.clients.LoginStory.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.Poll;
import java.time.Duration;
import java.util.Map;

/** Two namespaces, one in the other, whose people live their lives in the inner one, which are locked and unlocked, and which then go. Every step at the next node. */
record NamespaceStory(LoginClient client, TestFleet.Turn turn, String team) {

    private static final String APP = "app";
    private static final String MOUNT = "people";
    private static final String PASSWORD = "correct horse";

    void run() throws Exception {
        create();
        changeMetadata();
        new LoginStory(client, inner(), MOUNT).run();
        new LockoutStory(client, inner(), MOUNT).run();
        new PermissionStory(client, inner(), MOUNT).run();
        reachByPath();
        keepApart();
        lockTheApi();
        delete();
    }

    private NamespaceClient namespaces() {
        return client.namespaces();
    }

    private TestFleet.Turn outer() {
        return turn.within(team);
    }

    private TestFleet.Turn inner() {
        return turn.within(team + "/" + APP);
    }

    private void create() {
        assertRefused(404, () -> namespaces().metadata(turn.root(), team));
        namespaces().create(turn.root(), team, Map.of("owner", "ada", "floor", "2"));
        assertThat(namespaces().metadata(turn.root(), team)).isEqualTo(Map.of("owner", "ada", "floor", "2"));
        assertRefused(404, () -> namespaces().names(outer().root()));
        namespaces().create(outer().root(), APP, Map.of());
        assertThat(namespaces().names(turn.root())).contains(team + "/");
        assertThat(namespaces().names(outer().root())).containsExactly(APP + "/");
        assertThat(namespaces().tree(turn.root())).contains(team + "/", team + "/" + APP + "/");
        assertRefused(400, () -> namespaces().create(inner().root(), "root", Map.of()));
        assertRefused(404, () -> client.mounts(turn.within(team + "/nope").root()));
    }

    private void changeMetadata() {
        namespaces().patch(turn.root(), team, "owner", "eve", "floor");
        assertThat(namespaces().metadata(turn.root(), team)).isEqualTo(Map.of("owner", "eve"));
    }

    private void reachByPath() {
        client.enable(inner().root(), MOUNT);
        client.writeUser(inner().root(), MOUNT, "ada", PASSWORD, "web");
        assertThat(namespaces().usersBelow(outer().root(), APP, MOUNT)).containsExactly("ada");
        assertThat(namespaces().usersBelow(turn.root(), team + "/" + APP, MOUNT))
                .containsExactly("ada");
        String token = namespaces().logInBelow(turn.root(), team + "/" + APP, MOUNT, "ada", PASSWORD);
        assertThat(client.displayName(turn.as(token))).isEqualTo(team + "-" + APP + "-auth-" + MOUNT + "-ada");
        assertThat(client.displayName(inner().as(token))).isEqualTo(client.displayName(turn.as(token)));
        client.revoke(turn.as(token));
        assertRefused(403, () -> client.displayName(inner().as(token)));
    }

    private void keepApart() {
        client.enable(outer().root(), MOUNT);
        client.writeUser(outer().root(), MOUNT, "ada", "another", "ops");
        assertRefused(400, () -> client.login(outer().nobody(), MOUNT, "ada", PASSWORD));
        String hers = client.login(outer().nobody(), MOUNT, "ada", "another").token();
        assertThat(client.policies(inner().root(), MOUNT, "ada")).containsExactly("web");
        assertThat(client.policies(outer().root(), MOUNT, "ada")).containsExactly("ops");
        assertRefused(403, () -> client.policies(inner().as(hers), MOUNT, "ada"));
        assertRefused(403, () -> client.login(turn.nobody(), MOUNT, "ada", PASSWORD));
    }

    private void lockTheApi() {
        String key = namespaces().lock(turn.root(), team);
        assertLocked(outer());
        assertLocked(inner());
        assertThat(client.mounts(turn.root())).contains("token");
        assertRefused(400, () -> namespaces().lock(turn.root(), team));
        assertRefused(400, () -> namespaces().unlock(turn.root(), team, "not the key"));
        namespaces().unlock(outer().root(), "", key);
        assertRefused(400, () -> namespaces().unlock(turn.root(), team, key));

        namespaces().lock(inner().root(), "");
        assertLocked(inner());
        assertThat(client.mounts(outer().root())).contains("token");
        namespaces().unlock(outer().root(), APP, "");
        assertThat(client.mounts(inner().root())).contains("token");
    }

    private void assertLocked(TestFleet.Turn place) {
        assertRefused(503, () -> client.mounts(place.root()));
        assertRefused(503, () -> client.login(place.nobody(), MOUNT, "ada", PASSWORD));
    }

    private void delete() throws Exception {
        String hers = client.login(inner().nobody(), MOUNT, "ada", PASSWORD).token();
        assertRefused(400, () -> namespaces().delete(turn.root(), team));
        namespaces().delete(outer().root(), APP);
        awaitTheEnd(outer(), APP);
        assertRefused(403, () -> client.displayName(turn.as(hers)));
        assertRefused(404, () -> client.login(inner().nobody(), MOUNT, "ada", PASSWORD));
        namespaces().delete(turn.root(), team);
        awaitTheEnd(turn, team);
    }

    private void awaitTheEnd(TestFleet.Turn place, String name) throws Exception {
        Poll.until(Duration.ofSeconds(20), () -> isGone(place, name));
    }

    private boolean isGone(TestFleet.Turn place, String name) {
        try {
            namespaces().metadata(place.root(), name);
            return false;
        } catch (Refused refused) {
            assertThat(refused.status()).as(refused.getMessage()).isEqualTo(404);
            return true;
        }
    }
}
