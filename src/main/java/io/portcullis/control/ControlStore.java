package io.portcullis.control;

import io.portcullis.fault.Fault;
import io.portcullis.flow.Loop;
import io.portcullis.redis.RedisGateway;
import io.portcullis.redis.RedisKeys;
import io.portcullis.redis.Reply;
import io.portcullis.redis.Script;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The control plane in Redis: its epoch, its log, and one hash of sealed entries per kind, all in one slot. */
final class ControlStore {

    private static final Script COMMIT = Script.of(ControlStore.class, "commit.lua");
    private static final Script CATCH_UP = Script.of(ControlStore.class, "catchup.lua");
    private static final Script PAGE = Script.of(ControlStore.class, "page.lua");
    private static final int PAGE_SIZE = 500;
    private static final int MOST_COMMITS = 1_000;

    /**
     * What changed since an epoch.
     *
     * @param entries empty when only loading everything helps
     * @param known whether the epoch is in the log: if not, it was trimmed, or Redis has another history
     */
    record Changes(Epoch epoch, Optional<List<StoredEntry>> entries, boolean known) {}

    /** Some entries of a kind, the epoch at which they were read, and where to go on. */
    private record Page(Epoch epoch, String next, List<StoredEntry> entries) {}

    /** All entries, read page by page, and the epoch of the first page: between the two the state may have changed. */
    record Pages(Epoch first, List<StoredEntry> entries) {}

    private final RedisGateway redis;
    private final List<Kind<?>> kinds;
    private final Map<String, Kind<?>> nameToKind;
    private final List<String> scriptKeys;
    private final int logLength;

    ControlStore(RedisGateway redis, List<Kind<?>> kinds, int logLength) {
        this.redis = redis;
        this.kinds = kinds;
        this.logLength = logLength;
        this.nameToKind = kinds.stream().collect(Collectors.toMap(Kind::name, kind -> kind));
        RedisKeys keys = redis.keys();
        this.scriptKeys = Stream.concat(
                        Stream.of(keys.epoch(), keys.log()),
                        kinds.stream().map(kind -> keys.controlEntries(kind.name())))
                .toList();
    }

    /** The epoch now; empty in a store that was never initialised, or is no longer. */
    Future<Optional<Epoch>> epoch() {
        return redis.get(redis.keys().epoch())
                .map(reply -> reply.isAbsent() ? Optional.empty() : Optional.of(Epoch.parse(reply.text())));
    }

    /** The keyring as it is stored; empty when there is none. */
    Future<Optional<byte[]>> keyring() {
        return redis.hmget(redis.keys().controlEntries(Keyring.KIND.name()), Keyring.KEY)
                .map(reply -> reply.get(0).bytes());
    }

    /** What changed since {@code ours}. */
    Future<Changes> changesSince(Epoch ours) {
        List<Object> arguments = new ArrayList<>(List.of(ours, ours.number(), MOST_COMMITS));
        kinds.forEach(kind -> arguments.add(kind.name()));
        return redis.evalReadOnly(CATCH_UP, scriptKeys, arguments)
                .map(reply -> new Changes(
                        Epoch.parse(reply.get(0).text()),
                        reply.get(1).text().equals("changes") ? Optional.of(entries(reply.get(2))) : Optional.empty(),
                        !reply.get(1).text().equals("unknown")));
    }

    private List<StoredEntry> entries(Reply flat) {
        return IntStream.range(0, flat.size() / 3)
                .mapToObj(i -> new StoredEntry(
                        kind(flat.get(3 * i).text()),
                        flat.get(3 * i + 1).text(),
                        flat.get(3 * i + 2).bytes()))
                .toList();
    }

    private Kind<?> kind(String name) {
        Kind<?> kind = nameToKind.get(name);
        if (kind == null) {
            throw Fault.unavailable("the control plane has entries of a kind that this version does not know");
        }
        return kind;
    }

    /** Reads everything, the keyring first. */
    Future<Pages> pages() {
        Future<Optional<Epoch>> first = epoch();
        return first.compose(epoch -> {
            Epoch start = epoch.orElseThrow(() -> Fault.unavailable("the store is not initialised"));
            List<StoredEntry> all = new ArrayList<>();
            Future<Void> reading = Future.succeededFuture();
            for (Kind<?> kind : kinds) {
                reading = reading.compose(done -> pagesOf(kind, all));
            }
            return reading.map(done -> new Pages(start, all));
        });
    }

    private Future<Void> pagesOf(Kind<?> kind, List<StoredEntry> all) {
        String[] cursor = {"0"};
        return Loop.whileTrue(() -> page(kind, cursor[0]).map(page -> {
            all.addAll(page.entries());
            cursor[0] = page.next();
            return !page.next().equals("0");
        }));
    }

    private Future<Page> page(Kind<?> kind, String cursor) {
        RedisKeys keys = redis.keys();
        return redis.evalReadOnly(
                        PAGE, List.of(keys.epoch(), keys.controlEntries(kind.name())), List.of(cursor, PAGE_SIZE))
                .map(reply -> {
                    Reply flat = reply.get(2);
                    List<StoredEntry> entries = IntStream.range(0, flat.size() / 2)
                            .mapToObj(i -> new StoredEntry(
                                    kind,
                                    flat.get(2 * i).text(),
                                    flat.get(2 * i + 1).bytes()))
                            .toList();
                    return new Page(
                            Epoch.parse(reply.get(0).text()), reply.get(1).text(), entries);
                });
    }

    /**
     * Commits entries if the epoch is still {@code expected}.
     *
     * @param expected empty for a store in which nothing may be
     * @return whether it took effect, now or when it was sent before with this nonce
     */
    Future<Boolean> commit(Optional<Epoch> expected, Epoch next, String nonce, List<StoredEntry> entries) {
        List<Object> arguments = new ArrayList<>(
                List.of(expected.map(Epoch::toString).orElse(""), next, next.number(), nonce, logLength));
        for (StoredEntry entry : entries) {
            arguments.add(kinds.indexOf(entry.kind()) + 3);
            arguments.add(entry.kind().name());
            arguments.add(entry.key());
            arguments.add(entry.sealed().isPresent() ? "put" : "delete");
            arguments.add(entry.sealed().orElse(new byte[0]));
        }
        return redis.eval(COMMIT, scriptKeys, arguments)
                .map(reply -> reply.get(0).text().equals("done"));
    }
}
