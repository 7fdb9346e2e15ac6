package io.portcullis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlWriter;
import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.ApiClient;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Fleet;
import io.portcullis.testing.Options;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A node on a store that is not its own: threats D2. */
class ForeignStoreTest {

    private final RedisSettings store = EventLoop.shared(TestRedis.freshPrefix());

    private static SealKey ownKey() {
        return SealKey.of("a key of the operator's own 32 b".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static ServerOptions with(ServerOptions of, SealKey key, boolean development, Optional<String> root) {
        return Options.withStore(of, Optional.of(key), development, root);
    }

    @Test
    void aDevelopmentNodeDoesNotStartOnARealStore() throws Throwable {
        try (EventLoop loop = new EventLoop()) {
            ControlPlane plane = new ControlPlane(Node.KINDS, ownKey(), 1_000);
            ControlWriter writer = new ControlWriter(loop.vertx(), plane, loop.gateway(store));
            loop.run(() -> writer.initialise(seal -> Future.succeededFuture(Change.resultingIn(null))));
        }

        assertThatThrownBy(() -> Fleet.start(1, store)).isInstanceOf(Fault.class);
    }

    @Test
    void aRealNodeIsSealedOnADevelopmentStoreAndServesNothing() {
        try (Fleet development = Fleet.start(1, store);
                Fleet real = Fleet.start(1, store, of -> with(of, ownKey(), false, Optional.empty()))) {
            ApiClient node = real.node(0);
            assertThat(node.get("sys/health").status()).isEqualTo(503);
            assertThat(node.get("sys/seal-status").json().path("sealed").asBoolean())
                    .isTrue();
            assertThat(node.get("auth/token/lookup-self").status()).isEqualTo(503);
            assertThat(node.login("any", "body", "pw").status()).isEqualTo(503);
            assertThat(node.post("sys/init", "{'secret_shares':1}").status()).isNotEqualTo(200);
            assertThat(development.node(0).get("auth/token/lookup-self").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSecondDevelopmentNodeNeedsTheRootTokenOfTheFirst() {
        try (Fleet first = Fleet.start(1, store)) {
            for (Optional<String> other : List.of(Optional.of("another root token"), Optional.<String>empty())) {
                assertThatThrownBy(() -> Fleet.start(1, store, of -> with(of, SealKey.development(), true, other)))
                        .isInstanceOf(Fault.class);
            }
            assertThat(first.node(0)
                            .with("another root token")
                            .get("auth/token/lookup-self")
                            .status())
                    .isEqualTo(403);
            assertThat(first.addNode().get("auth/token/lookup-self").status()).isEqualTo(200);
        }
    }
}
