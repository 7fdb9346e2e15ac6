package io.portcullis.clients;

import static io.portcullis.clients.LoginStory.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody guesses until an account is locked, and an operator frees it. Every step at the next node: the count is one over all of them. */
record LockoutStory(LoginClient client, TestFleet.Turn turn, String mount) {

    private static final int THRESHOLD = 3;
    private static final long SECONDS = 600;
    private static final String RIGHT = "correct horse";

    void run() {
        String accessor = prepare();
        guessUntilLocked();
        free(accessor);
        client.disable(turn.root(), mount);
    }

    private LockoutClient lockouts() {
        return client.lockouts();
    }

    private String prepare() {
        client.enable(turn.root(), mount);
        lockouts().tune(turn.root(), mount, THRESHOLD, SECONDS);
        client.writeUser(turn.root(), mount, "ada", RIGHT, "web");
        client.writeUser(turn.root(), mount, "eve", RIGHT, "web");
        String accessor = lockouts().accessor(turn.root(), mount);
        assertThat(lockouts().locked(turn.root(), accessor)).isEmpty();
        return accessor;
    }

    private void guessUntilLocked() {
        for (int i = 0; i < THRESHOLD; i++) {
            assertRefused(400, () -> client.login(turn.nobody(), mount, "ada", "a guess"));
        }
        assertRefused(403, () -> client.login(turn.nobody(), mount, "ada", "a guess"));
        assertRefused(403, () -> client.login(turn.nobody(), mount, "ada", RIGHT));
    }

    private void free(String accessor) {
        assertThat(lockouts().locked(turn.root(), accessor)).containsExactly("ada");
        String eves = client.login(turn.nobody(), mount, "eve", RIGHT).token();
        assertRefused(403, () -> lockouts().unlock(turn.as(eves), accessor, "ada"));
        lockouts().unlock(turn.root(), accessor, "ada");
        assertThat(lockouts().locked(turn.root(), accessor)).isEmpty();
        client.login(turn.nobody(), mount, "ada", RIGHT);
    }
}
