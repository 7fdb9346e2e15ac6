package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.Purpose;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.Poll;
import io.portcullis.testing.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ended tokens leave behind goes, whoever sweeps, and nothing else. */
class TreeSweepTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
    private final TokenNode node = new TokenNode(settings);

    @BeforeEach
    void initialise() throws Throwable {
        node.initialise();
    }

    @AfterEach
    void close() {
        node.close();
    }

    private record Keys(String token, String accessor) {}

    private Keys keys(String string) throws Throwable {
        StoredToken token = node.find(string).orElseThrow();
        String id = node.seal().id(Purpose.ACCESSOR, token.entry().accessor());
        return new Keys(node.redis.keys().token(token.hash()), node.redis.keys().accessor(id));
    }

    private boolean anythingLeft(Keys keys) throws Throwable {
        return node.exists(keys.token) || node.exists(keys.accessor);
    }

    private String children(StoredToken token) {
        return node.redis.keys().children(token.hash(), token.entry().accessor());
    }

    private List<ChildStore.Noted> noted() throws Throwable {
        return node.loop.run(() -> new ChildStore(node.control, node.redis).noted(0, 100));
    }

    /** Lets all notes be as old as they must be to be believed. */
    private void ageNotes() throws Throwable {
        for (ChildStore.Noted noted : noted()) {
            String member = noted.tree().hash() + "." + noted.tree().accessor();
            node.command("ZADD", node.redis.keys().trees(), "1", member);
        }
    }

    @Test
    void aDeadTreeGoesWithAllThatLeadsToIt() throws Throwable {
        String root = node.orphan(HOUR);
        List<Keys> tree = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String child = node.child(root);
            tree.add(keys(child));
            for (int j = 0; j < 3; j++) {
                tree.add(keys(node.child(child)));
            }
        }
        String other = node.orphan(HOUR);
        String otherChild = node.child(other);
        node.revoke(root);
        assertThat(noted()).hasSize(1);

        node.sweep();

        for (Keys keys : tree) {
            assertThat(anythingLeft(keys)).isFalse();
        }
        assertThat(noted()).isEmpty();
        assertThat(node.lives(otherChild)).isTrue();
        assertThat(node.accessors()).hasSize(2);
    }

    @Test
    void noPassIsNeededForTokensWithoutChildren() throws Throwable {
        node.revoke(node.orphan(HOUR));

        assertThat(noted()).isEmpty();
    }

    @Test
    void freedChildrenAreRewrittenAndThenNeedNoWord() throws Throwable {
        String parent = node.orphan(HOUR);
        StoredToken stored = node.find(parent).orElseThrow();
        String child = node.child(parent);
        String grandchild = node.child(child);
        node.revokeOrphan(parent);

        node.sweep();

        String release = node.redis.keys().release(stored.hash(), stored.entry().accessor());
        assertThat(node.loop.run(() -> node.redis.command("PTTL", release)).number())
                .as("it rests for those who read the child before")
                .isBetween(1L, 60_000L);
        node.command("DEL", release);
        assertThat(node.find(child).orElseThrow().entry().isOrphan()).isTrue();
        assertThat(node.find(grandchild).orElseThrow().entry().isOrphan()).isFalse();
        assertThat(node.exists(children(stored))).isFalse();
        assertThat(noted()).isEmpty();
    }

    @Test
    void aTokenThatWasOnlyAboutToEndKeepsItsChildren() throws Throwable {
        String root = node.orphan(HOUR);
        String child = node.child(root);
        StoredToken stored = node.find(root).orElseThrow();
        // As when the node is killed that was about to end it.
        node.loop.run(() -> new ChildStore(node.control, node.redis).note(ChildStore.Tree.of(stored)));

        node.sweep();
        assertThat(noted()).as("it may still be about to end").hasSize(1);
        ageNotes();
        node.sweep();

        assertThat(noted()).isEmpty();
        assertThat(node.lives(child)).isTrue();
        node.revokeOrphan(root);
        assertThat(node.lives(child)).isTrue();
    }

    @Test
    void aChildInTheMakingIsWaitedFor() throws Throwable {
        String root = node.orphan(HOUR);
        StoredToken stored = node.find(root).orElseThrow();
        TokenEntry child = node.find(node.child(root)).orElseThrow().entry();
        // As when it is entered and not yet written.
        node.command(
                "UNLINK",
                node.redis
                        .keys()
                        .token(node.loop
                                .run(() -> node.control
                                        .now()
                                        .compose(view -> new AccessorStore(node.control, node.redis)
                                                .hashOf(view.snapshot().seal(), child.accessor())))
                                .orElseThrow()));
        node.revoke(root);

        node.sweep();
        assertThat(node.exists(children(stored))).isTrue();
        ageNotes();
        node.sweep();

        assertThat(node.exists(children(stored))).isFalse();
        assertThat(noted()).isEmpty();
    }

    @Test
    void aChildThatDoesNotOpenHoldsUpNobodyElse() throws Throwable {
        String root = node.orphan(HOUR);
        Keys broken = keys(node.child(root));
        Keys good = keys(node.child(root));
        String another = node.orphan(HOUR);
        Keys ofAnother = keys(node.child(another));
        node.command("HSET", broken.token, "e", "nonsense");
        node.revoke(root);
        node.revoke(another);

        node.sweep();

        assertThat(anythingLeft(good)).isFalse();
        assertThat(anythingLeft(ofAnother)).isFalse();
        assertThat(node.exists(broken.token)).isTrue();
        assertThat(noted()).hasSize(1);
    }

    @Test
    void whereverASweepWasCutShortTheNextOneFinishes() throws Throwable {
        String root = node.orphan(HOUR);
        StoredToken unlisted = node.find(node.child(root)).orElseThrow();
        Keys deleted = keys(node.child(root));
        Keys cut = keys(node.child(root));
        node.revoke(root);
        node.loop.run(() -> new AccessorStore(node.control, node.redis).unlist(unlisted.entry()));
        node.command("UNLINK", deleted.token);
        node.command("UNLINK", cut.token);
        node.command("UNLINK", cut.accessor);
        ageNotes();

        node.sweep();

        assertThat(node.exists(node.redis.keys().token(unlisted.hash()))).isFalse();
        assertThat(anythingLeft(deleted)).isFalse();
        assertThat(noted()).isEmpty();
    }

    @Test
    void anotherNodeGoesOnWhereOneWasKilled() throws Throwable {
        String root = node.orphan(HOUR);
        StoredToken stored = node.find(root).orElseThrow();
        for (int i = 0; i < 600; i++) {
            node.child(root);
        }
        node.revoke(root);
        TokenNode doomed = new TokenNode(settings);
        doomed.loop.run(doomed.control::now);
        doomed.loop.vertx().runOnContext(turn -> new TreeSweep(doomed.control, doomed.redis).pass());
        Poll.until(Duration.ofSeconds(10), () -> count(children(stored)) < 600);

        doomed.close();
        // The child that it had begun with looks like one in the making.
        ageNotes();

        try (TokenNode other = new TokenNode(settings)) {
            other.sweep();
        }
        assertThat(node.exists(children(stored))).isFalse();
        assertThat(noted()).isEmpty();
        assertThat(node.accessors()).isEmpty();
    }

    private long count(String key) throws Exception {
        return (Long) TestRedis.shared().command("ZCARD", key);
    }

    @Test
    void oneNodeAtATimeSweeps() throws Throwable {
        String root = node.orphan(HOUR);
        Keys child = keys(node.child(root));
        node.revoke(root);
        node.command("SET", node.redis.keys().claim("tree-sweep"), "1");

        node.loop.run(() -> new TreeSweep(node.control, node.redis).pass());

        assertThat(anythingLeft(child)).isTrue();
    }
}
