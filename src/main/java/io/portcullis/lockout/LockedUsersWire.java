package io.portcullis.lockout;

import io.portcullis.flow.Loop;
import io.portcullis.http.JsonPart;
import io.portcullis.http.Pages;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code data} of {@code GET sys/locked-users}, a part at a time: spec of userpass, 5.1. Where counting takes long, the answer is begun before
 * it is over.
 */
final class LockedUsersWire implements Pages<JsonPart> {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int NAMES_AT_ONCE = 2_000;
    private static final int PARTS_AT_ONCE = 64;

    private final LockedListing listing;
    private final boolean withoutAny;
    private boolean begun;
    private @Nullable Iterator<Pages<JsonPart>> rest;
    private Pages<JsonPart> current = LockedUsersWire::nothing;
    private int names;

    /** @param withoutAny whether to show mounts that have no locked account */
    LockedUsersWire(LockedListing listing, boolean withoutAny) {
        this.listing = listing;
        this.withoutAny = withoutAny;
    }

    @Override
    public Future<List<JsonPart>> next() {
        if (rest != null) {
            return page(new ArrayList<>(), rest);
        }
        return listing.count(begun ? Long.MAX_VALUE : PATIENCE_NANOS).compose(counted -> {
            List<JsonPart> parts = new ArrayList<>();
            if (!begun) {
                begun = true;
                parts.add(json -> json.writeArrayFieldStart("by_namespace"));
            }
            if (!counted) {
                return Future.succeededFuture(parts);
            }
            Iterator<Pages<JsonPart>> all = all();
            rest = all;
            return page(parts, all);
        });
    }

    /** Adds what comes next, until there is enough for one writing. */
    private Future<List<JsonPart>> page(List<JsonPart> parts, Iterator<Pages<JsonPart>> all) {
        names = 0;
        return Loop.whileTrue(() -> current.next().map(next -> {
                    parts.addAll(next);
                    boolean more = !next.isEmpty() || all.hasNext();
                    if (next.isEmpty() && more) {
                        current = all.next();
                    }
                    return more && names < NAMES_AT_ONCE && parts.size() < PARTS_AT_ONCE;
                }))
                .map(full -> parts);
    }

    private Iterator<Pages<JsonPart>> all() {
        List<LockedListing.OfNamespace> namespaces = listing.counted(withoutAny);
        long total =
                namespaces.stream().mapToLong(LockedListing.OfNamespace::count).sum();
        JsonPart end = json -> {
            json.writeEndArray();
            json.writeNumberField("total", total);
        };
        return Stream.concat(namespaces.stream().flatMap(this::namespace), Stream.of(once(end)))
                .iterator();
    }

    private Stream<Pages<JsonPart>> namespace(LockedListing.OfNamespace namespace) {
        JsonPart begin = json -> {
            json.writeStartObject();
            json.writeStringField("namespace_id", namespace.id());
            json.writeStringField("namespace_path", namespace.path());
            json.writeNumberField("counts", namespace.count());
            json.writeArrayFieldStart("mount_accessors");
        };
        return around(begin, namespace.mounts().stream().flatMap(this::mount));
    }

    private Stream<Pages<JsonPart>> mount(LockedListing.OfMount mount) {
        JsonPart begin = json -> {
            json.writeStartObject();
            json.writeStringField("mount_accessor", mount.mount().accessor());
            json.writeNumberField("counts", mount.count());
            json.writeArrayFieldStart("alias_identifiers");
        };
        Pages<String> aliases = listing.names(mount);
        return around(begin, Stream.of(() -> aliases.next().map(this::strings)));
    }

    /** An object whose last field is an array. */
    private static Stream<Pages<JsonPart>> around(JsonPart begin, Stream<Pages<JsonPart>> elements) {
        JsonPart end = json -> {
            json.writeEndArray();
            json.writeEndObject();
        };
        return Stream.of(Stream.of(once(begin)), elements, Stream.of(once(end))).flatMap(parts -> parts);
    }

    private List<JsonPart> strings(List<String> page) {
        names += page.size();
        return page.isEmpty() ? List.of() : List.of(JsonPart.strings(page));
    }

    private static Pages<JsonPart> once(JsonPart part) {
        Iterator<JsonPart> only = List.of(part).iterator();
        return () -> Future.succeededFuture(only.hasNext() ? List.of(only.next()) : Collections.emptyList());
    }

    private static Future<List<JsonPart>> nothing() {
        return Future.succeededFuture(List.of());
    }
}
