package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.testing.ApiClient;
import io.portcullis.testing.Fleet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Invariant N2 from outside: what one node answered binds the next request on every other. How many changes:
 * {@code -Dportcullis.test.changes}.
 */
class ChangeVisibilityTest {

    private static final int CHANGES = Integer.getInteger("portcullis.test.changes", 120);

    @Test
    void everyAnsweredMountChangeBindsTheNextRequestOnTheOtherNodes() {
        try (Fleet fleet = Fleet.start(3)) {
            assertThat(fleet.node(0).post("sys/auth/m", "{'type':'userpass'}").status())
                    .isEqualTo(204);
            for (int i = 0; i < CHANGES; i++) {
                ApiClient a = fleet.node(i % 3);
                ApiClient b = fleet.node((i + 1) % 3);
                ApiClient c = fleet.node((i + 2) % 3);
                String name = "brief" + i;
                switch (i % 3) {
                    case 0 -> {
                        assertThat(a.post("sys/auth/m/tune", "{'description':'d" + i + "'}")
                                        .status())
                                .isEqualTo(204);
                        assertBoth(b, c, "sys/auth/m", "description", "d" + i);
                    }
                    case 1 -> {
                        int seconds = 60 + i;
                        assertThat(a.post("sys/auth/m/tune", "{'default_lease_ttl':'" + seconds + "s'}")
                                        .status())
                                .isEqualTo(204);
                        assertBoth(b, c, "sys/auth/m/tune", "default_lease_ttl", String.valueOf(seconds));
                    }
                    default -> {
                        a.post("sys/auth/" + name, "{'type':'userpass'}");
                        assertBoth(b, c, "sys/auth/" + name, "type", "userpass");
                        a.delete("sys/auth/" + name);
                        assertThat(b.get("sys/auth/" + name).status()).isEqualTo(400);
                        assertThat(c.login(name, "u", "pw").status()).isEqualTo(403);
                    }
                }
            }
        }
    }

    private static void assertBoth(ApiClient b, ApiClient c, String path, String field, String value) {
        CompletableFuture<ApiClient.Reply> other = c.sendAsync("GET", path, null);
        ApiClient.Reply reply = b.get(path);
        assertThat(reply.data().path(field).asText()).as(reply.toString()).isEqualTo(value);
        assertThat(other.join().data().path(field).asText())
                .as(other.join().toString())
                .isEqualTo(value);
    }
}
