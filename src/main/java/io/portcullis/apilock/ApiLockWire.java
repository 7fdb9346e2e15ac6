package io.portcullis.apilock;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.control.View;
import io.portcullis.field.GoTime;
import io.portcullis.http.JsonFields;
import io.portcullis.namespace.NamespaceLock;
import io.portcullis.namespace.NamespaceLocks;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Locks as clients see them. */
final class ApiLockWire {

    private static final int MOST_LOCKS = 1_000;

    private ApiLockWire() {}

    /** The one answer that ever holds the key. */
    static JsonFields key(String key) {
        return json -> json.writeStringField("unlock_key", key);
    }

    /**
     * What is locked at and below a path, and what closes it: ours.
     *
     * @param after only locks of paths behind this one
     * @param limit how many at most; zero for as many as there may be at once
     */
    static JsonFields status(View view, String path, String after, long limit) {
        Optional<NamespaceLock> closedBy = NamespaceLocks.of(view).topmost(path, view.time());
        long most = limit > 0 ? Math.min(limit, MOST_LOCKS) : MOST_LOCKS;
        List<NamespaceLock> locks = NamespaceLocks.of(view)
                .below(path, after)
                .filter(lock -> lock.holds(view.time()))
                .limit(most + 1)
                .toList();
        return json -> {
            json.writeStringField("closed_by", closedBy.map(NamespaceLock::path).orElse(null));
            json.writeArrayFieldStart("locks");
            for (NamespaceLock lock : locks.subList(0, (int) Math.min(most, locks.size()))) {
                json.writeStartObject();
                lock(json, lock);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("more", locks.size() > most);
        };
    }

    private static void lock(JsonGenerator json, NamespaceLock lock) throws IOException {
        json.writeStringField("display_name", lock.by().displayName());
        json.writeStringField("id", lock.id());
        json.writeStringField("locked_at", GoTime.format(lock.lockedAt()));
        json.writeStringField("path", lock.path());
        json.writeStringField("reason", lock.reason());
        json.writeStringField("remote_address", lock.by().address());
        json.writeStringField("token_accessor", lock.by().accessor());
        time(json, "until", lock.until());
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        if (time == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, GoTime.format(time));
        }
    }
}
