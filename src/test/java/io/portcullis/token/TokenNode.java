package io.portcullis.token;

import io.portcullis.control.Change;
import io.portcullis.control.ControlPlane;
import io.portcullis.control.ControlReader;
import io.portcullis.control.ControlWriter;
import io.portcullis.control.View;
import io.portcullis.fault.Fault;
import io.portcullis.mount.DeadMounts;
import io.portcullis.mount.MountContent;
import io.portcullis.mount.MountEntry;
import io.portcullis.mount.MountTable;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisSettings;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.portcullis.seal.SealKey;
import io.portcullis.testing.EventLoop;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a node has of tokens, on an event loop of its own, without HTTP: any number of them serve one store. */
final class TokenNode implements AutoCloseable {

    private static final String NAMESPACE = "root";

    final EventLoop loop = new EventLoop();
    final RedisSettings settings;
    final RedisGateway redis;
    final ControlReader control;
    final ControlWriter writer;
    final TokenService tokens;
    private final ControlPlane plane =
            new ControlPlane(List.of(MountTable.KIND, DeadMounts.KIND, Revocations.KIND), SealKey.development(), 1_000);

    TokenNode(RedisSettings settings) {
        this.settings = settings;
        this.redis = loop.gateway(settings);
        this.control = new ControlReader(plane, redis);
        this.writer = new ControlWriter(loop.vertx(), plane, loop.gateway(settings));
        this.tokens = new TokenService(plane, redis, "s.");
    }

    /** Initialises the store, with the mount of the token store in it. */
    TokenNode initialise() throws Throwable {
        loop.run(() -> writer.initialise(empty -> {
            Change<Void> first = Change.withoutResult();
            new MountContent().tokenMount(empty, NAMESPACE, first);
            return Future.succeededFuture(first);
        }));
        return this;
    }

    View view() throws Throwable {
        return loop.run(control::now);
    }

    Seal seal() throws Throwable {
        return view().snapshot().seal();
    }

    /** A token without a parent; its string. */
    String orphan(Duration ttl) throws Throwable {
        String string = tokens.newString("root");
        loop.run(() -> control.now().compose(view -> {
            TokenEntry entry = entry(view, null, view.timeNow().plus(ttl));
            return tokens.write(view.snapshot().seal(), string, entry);
        }));
        return string;
    }

    String child(String parent) throws Throwable {
        return child(parent, tokens.newString("root"), Duration.ofHours(1));
    }

    String child(String parent, String string, Duration ttl) throws Throwable {
        return loop.run(() -> create(parent, string, ttl));
    }

    /** Makes a child as a request does: looks its parent up, writes, looks again; fails with 403 when the parent is gone. */
    Future<String> create(String parent, String string, Duration ttl) {
        return control.now()
                .compose(view -> tokens.find(view, parent)
                        .compose(found -> create(view, found.orElseThrow(Fault::permissionDenied), string, ttl)));
    }

    private Future<String> create(View view, StoredToken parent, String string, Duration ttl) {
        Seal seal = view.snapshot().seal();
        TokenEntry entry = entry(view, parent, view.timeNow().plus(ttl));
        return tokens.write(seal, string, entry)
                .compose(written -> written
                        ? control.lastLook(() -> tokens.ancestry(seal, entry))
                                .compose(look -> look.beside().livesAsMade(look.view(), entry)
                                        ? Future.succeededFuture(string)
                                        : tokens.takeBack(seal, string, entry)
                                                .compose(gone -> Future.failedFuture(Fault.permissionDenied())))
                        : Future.failedFuture(Fault.badRequest("there is one")));
    }

    private TokenEntry entry(View view, StoredToken parent, Instant end) {
        MountEntry mount =
                view.snapshot().part(MountTable.KIND).at(NAMESPACE, "token/").orElseThrow();
        TokenOrigin origin = TokenOrigin.orphan(mount.accessor(), "auth/token/create", "token", null);
        Instant now = tokens.issueTime(view, NAMESPACE, "auth/token/create", view.timeNow());
        return new TokenEntry(
                NAMESPACE,
                tokens.newAccessor("root"),
                parent == null ? origin : withParent(origin, parent),
                List.of("default"),
                null,
                new TokenLease(now, end, Duration.between(now, end), Duration.ZERO, Duration.ZERO, true, null),
                0,
                List.of());
    }

    private static TokenOrigin withParent(TokenOrigin origin, StoredToken parent) {
        int generation = Optional.ofNullable(parent.entry().origin().parent())
                .map(TokenOrigin.Parent::generation)
                .orElse(0);
        return new TokenOrigin(
                origin.mountAccessor(),
                origin.path(),
                origin.displayName(),
                origin.meta(),
                new TokenOrigin.Parent(parent.hash(), parent.entry().accessor(), generation + 1, List.of()),
                null);
    }

    /** The token, if it lives. */
    Optional<StoredToken> find(String string) throws Throwable {
        return loop.run(() -> control.now().compose(view -> tokens.find(view, string)));
    }

    boolean lives(String string) throws Throwable {
        return find(string).isPresent();
    }

    boolean vacate(String string) throws Throwable {
        return loop.run(() -> control.now().compose(view -> tokens.vacate(view, string)));
    }

    Future<Void> revoking(String string) {
        return control.now()
                .compose(view -> tokens.find(view, string)
                        .compose(found -> tokens.revoke(view.snapshot().seal(), found.orElseThrow())));
    }

    void revoke(String string) throws Throwable {
        loop.run(() -> revoking(string));
    }

    Future<Void> orphaning(String string) {
        return control.now()
                .compose(view ->
                        tokens.find(view, string).compose(found -> tokens.revokeOrphan(view, found.orElseThrow())));
    }

    void revokeOrphan(String string) throws Throwable {
        loop.run(() -> orphaning(string));
    }

    /** Prolongs a token that was read, as a renewal does. */
    Optional<StoredToken> renew(StoredToken read, Duration ttl) throws Throwable {
        return loop.run(() -> control.now()
                .compose(view -> tokens.replace(
                        view.snapshot().seal(),
                        read,
                        read.entry().renewed(view.time(), view.time().plus(ttl)))));
    }

    void sweep() throws Throwable {
        loop.run(() -> redis.command("DEL", redis.keys().claim("tree-sweep")));
        loop.run(() -> new TreeSweep(control, redis).pass());
    }

    /** All accessors that are listed. */
    List<String> accessors() throws Throwable {
        return all(loop.run(() -> control.now().map(view -> tokens.accessors(view, NAMESPACE))));
    }

    private List<String> all(io.portcullis.http.Pages<String> pages) throws Throwable {
        List<String> all = new ArrayList<>();
        List<String> page = loop.run(pages::next);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = loop.run(pages::next);
        }
        return all;
    }

    String hash(String string) throws Throwable {
        return seal().id(Purpose.TOKEN, string);
    }

    /** A command to the same Redis. */
    Object command(Object... words) throws Throwable {
        return loop.run(() -> {
            Object[] rest = new Object[words.length - 1];
            System.arraycopy(words, 1, rest, 0, rest.length);
            return redis.command(String.valueOf(words[0]), rest);
        });
    }

    boolean exists(String key) throws Throwable {
        return loop.run(() -> redis.command("EXISTS", key)).number() == 1;
    }

    @Override
    public void close() {
        loop.close();
    }
}
