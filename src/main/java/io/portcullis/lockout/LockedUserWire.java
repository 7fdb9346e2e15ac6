package io.portcullis.lockout;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.field.GoTime;
import io.portcullis.http.JsonFields;
import io.portcullis.mount.LockoutConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of one account that has failures, and of a mount that was unlocked: ours. */
final class LockedUserWire {

    private LockedUserWire() {}

    /** How many accounts were locked until now. */
    static JsonFields unlocked(long accounts) {
        return json -> json.writeNumberField("unlocked", accounts);
    }

    /**
     * Failures and lock of an account, and the settings that applied. {@code count}, {@code since} and {@code until} are of all clients, or where
     * networks are trusted, of clients from there; {@code outside} has those of the others.
     *
     * @param now by the clock of Redis
     * @return empty when whatever was counted is over
     */
    static Optional<JsonFields> account(LockoutMount mount, Counted account, long now) {
        return mount.settings()
                .filter(settings -> account.sides(settings).stream().anyMatch(each -> each.count(settings, now)))
                .map(settings -> json -> {
                    json.writeStringField("alias_identifier", account.name());
                    json.writeBooleanField(
                            "locked", account.sides(settings).stream().anyMatch(each -> each.lock(settings, now)));
                    json.writeStringField("mount_accessor", mount.accessor());
                    failures(json, account.inside(), settings, now);
                    if (settings.separates()) {
                        json.writeObjectFieldStart("outside");
                        failures(json, account.outside(), settings, now);
                        json.writeEndObject();
                    }
                    json.writeObjectFieldStart("settings");
                    settings(json, settings, mount.tuned());
                    json.writeEndObject();
                });
    }

    private static void failures(JsonGenerator json, Counted.Failures failures, LockoutSettings settings, long now)
            throws IOException {
        boolean locked = failures.lock(settings, now);
        json.writeNumberField("count", failures.count(settings, now) ? failures.count() : 0);
        time(json, "since", locked, failures.lastMillis());
        time(json, "until", locked, failures.untilMillis(settings));
    }

    private static void time(JsonGenerator json, String name, boolean locked, long millis) throws IOException {
        if (locked) {
            json.writeStringField(name, GoTime.format(Instant.ofEpochMilli(millis)));
        } else {
            json.writeNullField(name);
        }
    }

    /** Each with where it came from. */
    private static void settings(JsonGenerator json, LockoutSettings settings, @Nullable LockoutConfig tuned)
            throws IOException {
        json.writeNumberField(
                "lockout_counter_reset_duration", settings.counterReset().toSeconds());
        from(
                json,
                "lockout_counter_reset_duration",
                tuned != null && !tuned.counterReset().isZero());
        json.writeNumberField("lockout_duration", settings.duration().toSeconds());
        from(json, "lockout_duration", tuned != null && !tuned.duration().isZero());
        json.writeNumberField("lockout_threshold", settings.lockingCount());
        from(json, "lockout_threshold", tuned != null && tuned.threshold() > 0);
    }

    private static void from(JsonGenerator json, String setting, boolean mount) throws IOException {
        json.writeStringField(setting + "_from", mount ? "mount" : "configuration");
    }
}
