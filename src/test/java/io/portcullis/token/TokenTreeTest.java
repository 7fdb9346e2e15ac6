package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.fault.Fault;
import io.portcullis.seal.Purpose;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the life of a token hangs on, before anything is swept. */
class TokenTreeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TokenNode node = new TokenNode(EventLoop.shared(TestRedis.freshPrefix()));

    @BeforeEach
    void initialise() throws Throwable {
        node.initialise();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private String children(StoredToken token) {
        return node.redis.keys().children(token.hash(), token.entry().accessor());
    }

    @Test
    void aTreeDiesWithItsRootAtOnce() throws Throwable {
        String root = node.orphan(HOUR);
        String child = node.child(root);
        String grandchild = node.child(child);
        String other = node.orphan(HOUR);

        node.revoke(root);

        for (String dead : List.of(root, child, grandchild)) {
            assertThat(node.lives(dead)).isFalse();
        }
        assertThat(node.lives(other)).isTrue();
    }

    @Test
    void revokingAChildLeavesItsParentAndSiblings() throws Throwable {
        String root = node.orphan(HOUR);
        String one = node.child(root);
        String two = node.child(root);
        StoredToken stored = node.find(root).orElseThrow();

        node.revoke(one);

        assertThat(node.lives(one)).isFalse();
        assertThat(node.lives(root)).isTrue();
        assertThat(node.lives(two)).isTrue();
        assertThat(TestRedis.shared().command("ZCARD", children(stored)))
                .as("the dead child left its place")
                .isEqualTo(1L);
    }

    @Test
    void theStringOfATokenThatDiedWithItsRootIsFreeAtOnce() throws Throwable {
        String root = node.orphan(HOUR);
        node.child(root, "chosen", HOUR);
        StoredToken old = node.find("chosen").orElseThrow();
        String grandchild = node.child("chosen");
        assertThat(node.vacate("chosen")).as("while it lives").isFalse();

        node.revoke(root);

        assertThat(node.vacate("chosen")).isTrue();
        assertThat(node.exists(node.redis.keys().token(old.hash()))).isFalse();
        assertThat(node.accessors()).doesNotContain(old.entry().accessor());
        node.child(node.orphan(HOUR), "chosen", HOUR);
        node.sweep();
        assertThat(node.lives("chosen")).isTrue();
        assertThat(node.lives(grandchild)).as("a child of the one before").isFalse();
    }

    @Test
    void aChildOfADeadParentIsNotMadeAndLeavesNothing() throws Throwable {
        String root = node.orphan(HOUR);
        StoredToken stored = node.find(root).orElseThrow();
        TokenEntry child = node.find(node.child(root)).orElseThrow().entry();
        node.revoke(root);
        node.sweep();
        String accessor = node.tokens.newAccessor("root");
        TokenEntry late = new TokenEntry(
                child.namespaceId(), accessor, child.origin(), child.policies(), null, child.lease(), 0, List.of());

        assertThatThrownBy(() -> node.loop.run(() -> node.control
                        .now()
                        .compose(view -> node.tokens.write(view.snapshot().seal(), "s.late", late))))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.status()).isEqualTo(403));

        assertThat(node.exists(node.redis.keys().token(node.hash("s.late")))).isFalse();
        assertThat(node.exists(node.redis.keys().accessor(node.seal().id(Purpose.ACCESSOR, accessor))))
                .isFalse();
        assertThat(node.exists(children(stored))).isFalse();
        assertThat(node.accessors()).isEmpty();
    }

    @Test
    void aTokenThatReturnsUnderTheSameStringHasOtherChildren() throws Throwable {
        String custom = "s.custom";
        String root = node.orphan(HOUR);
        node.child(root, custom, HOUR);
        String old = node.child(custom);
        node.revoke(custom);

        node.child(root, custom, HOUR);
        String fresh = node.child(custom);

        assertThat(node.lives(custom)).isTrue();
        assertThat(node.lives(fresh)).isTrue();
        assertThat(node.lives(old)).isFalse();
        node.sweep();
        assertThat(node.exists(node.redis.keys().token(node.hash(old)))).isFalse();
        assertThat(node.lives(fresh)).isTrue();
    }

    @Test
    void aSecondTokenOfTheSameStringIsRefusedAndLeavesNothing() throws Throwable {
        String root = node.orphan(HOUR);
        StoredToken stored = node.find(root).orElseThrow();
        node.child(root, "s.once", HOUR);

        assertThatThrownBy(() -> node.child(root, "s.once", HOUR)).hasMessage("there is one");

        assertThat(node.accessors()).hasSize(2);
        assertThat(TestRedis.shared().command("ZCARD", children(stored))).isEqualTo(1L);
        assertThat(node.lives("s.once")).isTrue();
    }

    @Test
    void childrenOfATokenThatEndedAloneAreOrphansAtOnce() throws Throwable {
        String grandparent = node.orphan(HOUR);
        String parent = node.child(grandparent);
        String child = node.child(parent);
        String grandchild = node.child(child);

        node.revokeOrphan(parent);

        assertThat(node.lives(parent)).isFalse();
        assertThat(node.find(child).orElseThrow().entry().isOrphan()).isTrue();
        assertThat(node.find(grandchild).orElseThrow().entry().isOrphan()).isFalse();
        node.revoke(grandparent);
        assertThat(node.lives(child)).isTrue();
        assertThat(node.lives(grandchild)).isTrue();
        node.revoke(child);
        assertThat(node.lives(child)).isFalse();
        assertThat(node.lives(grandchild)).isFalse();
    }

    @Test
    void anOrphanThatIsRenewedIsWrittenAsOne() throws Throwable {
        String string = node.orphan(HOUR);
        StoredToken parent = node.find(string).orElseThrow();
        String child = node.child(string);
        node.revokeOrphan(string);
        String release = node.redis.keys().release(parent.hash(), parent.entry().accessor());
        assertThat(node.exists(release)).isTrue();

        assertThat(node.renew(node.find(child).orElseThrow(), Duration.ofHours(9)))
                .isPresent();

        node.command("DEL", release);
        assertThat(node.find(child).orElseThrow().entry().isOrphan()).isTrue();
    }

    @Test
    void aTokenWhoseAncestorIsDeadCannotLetItsChildrenGo() throws Throwable {
        String root = node.orphan(HOUR);
        String parent = node.child(root);
        String child = node.child(parent);
        StoredToken stored = node.find(parent).orElseThrow();
        node.revoke(root);

        assertThatThrownBy(() ->
                        node.loop.run(() -> node.control.now().compose(view -> node.tokens.revokeOrphan(view, stored))))
                .hasMessage("token to revoke not found");

        assertThat(node.lives(child)).isFalse();
    }

    @Test
    void aChildIsKeptInItsPlaceAsLongAsItIsRenewed() throws Throwable {
        String root = node.orphan(Duration.ofHours(30));
        StoredToken parent = node.find(root).orElseThrow();
        StoredToken child = node.find(node.child(root)).orElseThrow();

        StoredToken later = node.renew(child, Duration.ofHours(20)).orElseThrow();

        Object score = TestRedis.shared()
                .command("ZSCORE", children(parent), child.entry().accessor());
        assertThat(score)
                .isEqualTo(Long.toString(later.entry().lease().expiresAt().toEpochMilli()));
    }

    @Test
    void aChildOfADeadParentIsNotProlonged() throws Throwable {
        String root = node.orphan(HOUR);
        StoredToken child = node.find(node.child(root)).orElseThrow();
        node.revoke(root);

        assertThat(node.renew(child, Duration.ofHours(20))).isEmpty();
    }

    @Test
    void onlyLivingTokensAreListedEachOnce() throws Throwable {
        String root = node.orphan(HOUR);
        for (int i = 0; i < 40; i++) {
            node.child(root);
        }
        String doomed = node.orphan(HOUR);
        for (int i = 0; i < 10; i++) {
            node.child(doomed);
        }
        String parent = node.orphan(HOUR);
        String freed = node.child(parent);

        node.revoke(doomed);
        node.revokeOrphan(parent);

        assertThat(node.accessors())
                .doesNotHaveDuplicates()
                .hasSize(42)
                .contains(node.find(freed).orElseThrow().entry().accessor());
    }
}
