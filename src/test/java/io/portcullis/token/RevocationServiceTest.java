package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.control.Change;
import io.portcullis.control.Grant;
import io.portcullis.control.View;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a revocation by path is kept, and what it binds on at once. */
class RevocationServiceTest {

    private static final Grant GRANTED = new Grant() {
        @Override
        public boolean sudo() {
            return true;
        }

        @Override
        public Grant by(View view) {
            return this;
        }
    };

    private final TokenNode node = new TokenNode(EventLoop.shared(TestRedis.freshPrefix()));
    private final RevocationService service = new RevocationService(node.writer, node.tokens);

    @BeforeEach
    void initialise() throws Throwable {
        node.initialise();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Revocation revoke(String path) throws Throwable {
        node.loop.run(() -> service.revokeBelow(GRANTED, "root", path));
        return at(node.view(), path).orElseThrow();
    }

    private static Optional<Revocation> at(View view, String path) {
        return view.snapshot().part(Revocations.KIND).at("root", path + "/");
    }

    private void drop(Revocation revocation, Instant until) throws Throwable {
        Revocation over = new Revocation("root", revocation.prefix(), revocation.issuedUpTo(), until);
        node.loop.run(() -> node.writer.commit(
                view -> Change.withoutResult().put(Revocations.KIND, over.key(), Revocations.encode(over))));
        node.loop.run(() -> new RevocationSweep(node.control, node.writer).pass());
    }

    @Test
    void tokensBelowThePathAndTheirChildrenDieAndNewOnesLive() throws Throwable {
        String token = node.orphan(Duration.ofHours(1));
        String child = node.child(token);
        assertThat(node.lives(child)).isTrue();

        revoke("auth/token/create");

        assertThat(node.lives(token)).isFalse();
        assertThat(node.lives(child)).isFalse();
        assertThat(node.accessors()).isEmpty();
        String fresh = node.orphan(Duration.ofHours(1));
        assertThat(node.lives(node.child(fresh))).isTrue();
        revoke("auth");
        assertThat(node.lives(fresh)).as("though it was dated after the first").isFalse();
    }

    @Test
    void whereTokensWithoutAnEndMayBeItIsKeptForGood() throws Throwable {
        for (String path : new String[] {"auth", "auth/token", "auth/token/create/role"}) {
            assertThat(revoke(path).until()).as(path).isNull();
        }
    }

    @Test
    void elsewhereItIsKeptAsLongAsAnyTokenCanLive() throws Throwable {
        Instant now = node.view().time();
        assertThat(revoke("auth/people").until())
                .isBetween(now.plus(Duration.ofHours(768)), now.plus(Duration.ofHours(770)));

        node.orphan(Duration.ofDays(100));

        assertThat(revoke("auth/others").until())
                .isBetween(now.plus(Duration.ofDays(100)), now.plus(Duration.ofDays(101)));
    }

    @Test
    void aSweepDropsWhatIsOver() throws Throwable {
        Revocation revocation = revoke("auth/people");

        drop(revocation, node.view().time().plusSeconds(60));
        assertThat(at(node.view(), "auth/people")).isPresent();
        drop(revocation, node.view().time().minusSeconds(1));

        assertThat(at(node.view(), "auth/people")).isEmpty();
    }

    @Test
    void aPathOfMoreThanAKilobyteIsRefused() throws Throwable {
        revoke("é".repeat(512));

        assertThatThrownBy(() -> revoke("é".repeat(512) + "x")).hasMessage("prefix is longer than 1024 bytes");
    }
}
