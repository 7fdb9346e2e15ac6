package io.portcullis.token;

import io.portcullis.control.ControlReader;
import io.portcullis.control.View;
import io.portcullis.flow.Loop;
import io.portcullis.redis.RedisGateway;
import io.portcullis.seal.Seal;
import io.portcullis.token.ChildStore.Noted;
import io.portcullis.token.ChildStore.Tree;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to the children of tokens that ended: deletes them, since their life hung on it, or, where they were let go, rewrites them
 * without a parent. Nothing waits for it: what holds of them holds from the end of the token on.
 *
 * <p>Any node may do it, and go on where another stopped. What is to be done stands in Redis: the list of noted trees, and beside
 * each token its children; a child leaves its place when it is seen to, a tree its note when no child is left. A child is
 * deleted or rewritten only over the bytes that name this parent, and its own children are noted before. A claim only saves work.
 */
public final class TreeSweep {

    /** A token that was to end and is still there after this time does not end; a child that is not there does not come. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(TreeSweep.class);
    private static final String JOB = "tree-sweep";
    private static final long CLAIM_MILLIS = 30_000;
    private static final int MOST_TREES = 20_000;
    private static final int MOST_CHILDREN = 20_000;
    private static final int PAGE = 200;

    private final ControlReader control;
    private final RedisGateway redis;
    private final AccessorStore accessors;
    private final ChildStore children;
    private final TokenStore store;

    /** A sweep on the given gateway. */
    public TreeSweep(ControlReader control, RedisGateway redis) {
        this.control = control;
        this.redis = redis;
        this.accessors = new AccessorStore(control, redis);
        this.children = new ChildStore(control, redis);
        this.store = new TokenStore(control, redis, accessors, children);
    }

    /** One pass over the noted trees, of bounded work; nothing if another node is at it. */
    public Future<Void> pass() {
        return children.noted(0, 1)
                .compose(noted -> noted.isEmpty()
                        ? Future.succeededFuture()
                        : redis.command("SET", redis.keys().claim(JOB), "1", "NX", "PX", CLAIM_MILLIS)
                                .compose(claim -> claim.isAbsent() ? Future.succeededFuture() : new Pass().run()));
    }

    /** How a tree stands. */
    private enum State {
        /** Its root is there: it did not end, or not yet. */
        ALIVE,
        /** Its root ended, and its children with it. */
        DEAD,
        /** Its root ended and let them go. */
        RELEASED
    }

    /** One pass, and what it has done so far. */
    private final class Pass {

        private int trees;
        private int seen;
        private int kept;

        /** Sees to page after page of the list, past the trees that it leaves there. */
        Future<Void> run() {
            return Loop.whileTrue(() -> children.noted(kept, PAGE).compose(page -> {
                if (page.isEmpty() || trees >= MOST_TREES || seen >= MOST_CHILDREN) {
                    return Future.succeededFuture(false);
                }
                return all(page.iterator()).map(true);
            }));
        }

        private Future<Void> all(Iterator<Noted> page) {
            return Loop.whileTrue(() -> page.hasNext() ? one(page.next()).map(true) : Future.succeededFuture(false));
        }

        private Future<Void> one(Noted noted) {
            trees++;
            return control.now()
                    .compose(view -> sweep(view, noted))
                    .otherwise(failure -> {
                        LOG.warn("a tree of tokens was not swept: {}", failure.toString());
                        return false;
                    })
                    .map(done -> {
                        kept += done ? 0 : 1;
                        return null;
                    });
        }

        /** Whether it is done with for good. */
        private Future<Boolean> sweep(View view, Noted noted) {
            Tree tree = noted.tree();
            boolean late = view.time().isAfter(noted.at().plus(GRACE));
            Seal seal = view.snapshot().seal();
            return state(seal, tree)
                    .compose(state -> state == State.ALIVE
                            ? Future.succeededFuture(late)
                            : settled(new Family(seal, tree, state, late)))
                    .compose(done -> done ? children.unnote(tree).map(true) : Future.succeededFuture(false));
        }

        /** Whether no child is left; then nobody needs the word any more that they are free. */
        private Future<Boolean> settled(Family family) {
            return children(family)
                    .compose(none -> none && family.state == State.RELEASED
                            ? children.endRelease(family.tree).map(true)
                            : Future.succeededFuture(none));
        }

        private Future<State> state(Seal seal, Tree tree) {
            return store.find(seal, tree.hash()).compose(root -> {
                if (root.filter(found -> found.entry().accessor().equals(tree.accessor()))
                        .isPresent()) {
                    return Future.succeededFuture(State.ALIVE);
                }
                return children.isReleased(seal, tree.hash(), tree.accessor())
                        .map(released -> released ? State.RELEASED : State.DEAD);
            });
        }

        /** Whether none is left. */
        private Future<Boolean> children(Family family) {
            AtomicInteger left = new AtomicInteger();
            return Loop.whileTrue(() -> seen >= MOST_CHILDREN
                            ? Future.succeededFuture(false)
                            : children.children(family.tree, left.get(), PAGE)
                                    .compose(page -> settle(family, page, left)))
                    .map(done -> seen < MOST_CHILDREN && left.get() == 0);
        }

        /** Whether there was anything to settle. */
        private Future<Boolean> settle(Family family, List<String> page, AtomicInteger left) {
            seen += page.size();
            List<Future<Boolean>> done = page.stream().map(family::settle).toList();
            return Future.join(done).otherwiseEmpty().compose(all -> {
                List<String> gone = IntStream.range(0, page.size())
                        .filter(i -> done.get(i).succeeded() && done.get(i).result())
                        .mapToObj(page::get)
                        .toList();
                left.addAndGet(page.size() - gone.size());
                return page.isEmpty()
                        ? Future.succeededFuture(false)
                        : children.removeAll(family.tree, gone).map(true);
            });
        }
    }

    /** The children of one tree, and what is to be done with them. */
    private final class Family {

        private final Seal seal;
        private final Tree tree;
        private final State state;
        private final boolean late;

        Family(Seal seal, Tree tree, State state, boolean late) {
            this.seal = seal;
            this.tree = tree;
            this.state = state;
            this.late = late;
        }

        /** Sees to one child; whether it may leave its place. One that is not there may be in the making for a while. */
        Future<Boolean> settle(String accessor) {
            return store.findByAccessor(seal, accessor).compose(found -> {
                if (found.isEmpty()) {
                    return late ? accessors.cut(seal, accessor).map(true) : Future.succeededFuture(false);
                }
                if (!isOurs(found.get())) {
                    return Future.succeededFuture(true);
                }
                return state == State.RELEASED ? free(found.get()) : end(found.get());
            });
        }

        private boolean isOurs(StoredToken child) {
            return Optional.ofNullable(child.entry().origin().parent())
                    .filter(parent -> parent.hash().equals(tree.hash())
                            && parent.accessor().equals(tree.accessor()))
                    .isPresent();
        }

        private Future<Boolean> free(StoredToken child) {
            return store.replace(seal, child, child.entry().orphaned()).map(Optional::isPresent);
        }

        /** What leads to it goes last, so that whoever comes next finds it again. */
        private Future<Boolean> end(StoredToken child) {
            return accessors
                    .unlist(child.entry())
                    .compose(unlisted -> store.delete(child, true))
                    .compose(gone -> gone
                            ? accessors.cut(seal, child.entry().accessor()).map(true)
                            : Future.succeededFuture(false));
        }
    }
}
