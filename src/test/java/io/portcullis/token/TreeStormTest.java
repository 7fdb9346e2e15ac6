package io.portcullis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.fault.Fault;
import io.portcullis.redis.RedisSettings;
import io.portcullis.testing.EventLoop;
import io.portcullis.testing.TestRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trees that end on one node while children are made in them on others: invariant T1, threats A2. */
class TreeStormTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int ROUNDS = 12;
    private static final int CHILDREN = 24;

    private static final List<TokenNode> NODES = new ArrayList<>();

    @BeforeAll
    static void start() throws Throwable {
        RedisSettings settings = EventLoop.shared(TestRedis.freshPrefix());
        for (int i = 0; i < 3; i++) {
            NODES.add(new TokenNode(settings));
        }
        node(0).initialise();
    }

    @AfterAll
    static void stop() {
        NODES.forEach(TokenNode::close);
    }

    private static TokenNode node(int turn) {
        return NODES.get(turn % 3);
    }

    /** Begins something on a node; its outcome. */
    private static <T> CompletableFuture<T> start(TokenNode node, Supplier<Future<T>> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(node.loop.run(work));
            } catch (Throwable failed) {
                outcome.completeExceptionally(failed);
            }
        });
        thread.start();
        return outcome;
    }

    private record Making(String string, CompletableFuture<String> outcome) {

        /** Whether it was handed out; whatever else came of it must be that its parent was gone. */
        boolean succeeded() {
            outcome.handle((done, failed) -> done).join();
            if (outcome.isCompletedExceptionally()) {
                assertThat(outcome.handle((done, failed) -> failed).join())
                        .isInstanceOfSatisfying(
                                Fault.class, fault -> assertThat(fault.status()).isEqualTo(403));
            }
            return !outcome.isCompletedExceptionally();
        }
    }

    private static List<Making> makeChildren(int round, String parent) {
        List<Making> makings = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            TokenNode node = node(round + i);
            String string = node.tokens.newString("root");
            makings.add(new Making(string, start(node, () -> node.create(parent, string, HOUR))));
        }
        return makings;
    }

    @Test
    void everyChildThatWasHandedOutLivesOnWhenItsParentEndsAlone() throws Throwable {
        int handedOut = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String grandparent = node(round).orphan(HOUR);
            String parent = node(round).child(grandparent);
            String early = node(round).child(parent);
            List<Making> makings = new ArrayList<>(makeChildren(round, parent));
            TokenNode ending = node(round + 1);
            if (round % 2 == 0) {
                assertThat(makings.get(0).succeeded()).isTrue();
            }

            start(ending, () -> ending.orphaning(parent)).join();

            makings.addAll(makeChildren(round, parent));
            node(round).revoke(grandparent);
            if (round % 3 == 0) {
                node(round + 2).sweep();
            }
            assertThat(node(round + 2).find(early).orElseThrow().entry().isOrphan())
                    .isTrue();
            for (Making making : makings) {
                boolean succeeded = making.succeeded();
                assertThat(node(round + 2).lives(making.string))
                        .as("round " + round + ", handed out: " + succeeded)
                        .isEqualTo(succeeded);
                handedOut += succeeded ? 1 : 0;
                refused += succeeded ? 0 : 1;
            }
        }
        assertThat(handedOut).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void noChildLivesOnceTheRevocationOfItsParentWasAnswered() throws Throwable {
        int handedOut = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String root = node(round).orphan(HOUR);
            String parent = node(round).child(root);
            List<Making> makings = makeChildren(round, parent);
            TokenNode ending = node(round + 1);
            if (round % 3 == 0) {
                assertThat(makings.get(0).succeeded()).isTrue();
            }
            String ended = round % 2 == 0 ? parent : root;

            start(ending, () -> ending.revoking(ended)).join();

            for (Making making : makings) {
                assertThat(node(round + 2).lives(making.string)).isFalse();
            }
            for (Making making : makings) {
                handedOut += making.succeeded() ? 1 : 0;
                assertThat(node(round).lives(making.string)).isFalse();
            }
        }
        assertThat(handedOut).isPositive();
    }

    @Test
    void whatWasRevokedBeforeItsParentLetItGoStaysDead() throws Throwable {
        for (int round = 0; round < ROUNDS; round++) {
            String root = node(round).orphan(HOUR);
            String parent = node(round).child(root);
            String child = node(round).child(parent);
            TokenNode freeing = node(round + 1);
            TokenNode ending = node(round + 2);

            CompletableFuture<Void> freed = start(freeing, () -> freeing.orphaning(parent));
            CompletableFuture<Void> ended = start(ending, () -> ending.revoking(root));
            ended.join();
            freed.handle((done, failed) -> done).join();

            boolean lives = node(round).lives(child);
            assertThat(lives)
                    .as("it lives if and only if its parent let it go")
                    .isEqualTo(!freed.isCompletedExceptionally());
            node(round).sweep();
            assertThat(node(round).lives(child)).as("so too when it is swept").isEqualTo(lives);
        }
    }
}
