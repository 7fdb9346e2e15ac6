package io.portcullis.mount;

import io.portcullis.fault.Fault;
import io.portcullis.field.Field;
import io.portcullis.field.FieldType;
import io.portcullis.field.GoDuration;
import io.portcullis.field.Parameters;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of a mount's tuning as they are sent: inside {@code config} when enabling, at the top when tuning. */
final class ConfigFields {

    static final Field[] TUNE = {
        new Field("path", FieldType.TEXT, "The path of the mount."),
        new Field("default_lease_ttl", FieldType.TEXT, "How long its tokens live at first; empty for no change."),
        new Field("max_lease_ttl", FieldType.TEXT, "How long its tokens live at most; empty for no change."),
        new Field("description", FieldType.TEXT, "What it is, for people."),
        new Field("audit_non_hmac_request_keys", FieldType.COMMA_LIST, "Stored, and shown."),
        new Field("audit_non_hmac_response_keys", FieldType.COMMA_LIST, "Stored, and shown."),
        new Field("passthrough_request_headers", FieldType.COMMA_LIST, "Stored, and shown."),
        new Field("allowed_response_headers", FieldType.COMMA_LIST, "Stored, and shown."),
        new Field(
                "listing_visibility",
                FieldType.TEXT,
                "unauth shows the mount to everybody; hidden, or nothing, does not."),
        new Field("token_type", FieldType.TEXT, "The type of its tokens."),
        new Field("options", FieldType.PAIRS, "Options by name."),
        new Field("plugin_version", FieldType.TEXT, "Must be empty: methods have no versions."),
        new Field(
                LockoutConfig.FIELD, FieldType.MAP, "When and for how long accounts are locked after wrong passwords.")
    };

    private static final Schema INNER = Schema.of(Stream.concat(
                    Stream.of(TUNE),
                    Stream.of(new Field("force_no_cache", FieldType.BOOL, "Accepted, and means nothing.")))
            .toArray(Field[]::new));
    private static final Duration MAX = Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000);

    private ConfigFields() {}

    /** The tuning of a new mount, from the {@code config} object. */
    static MountConfig ofNew(String type, Optional<Map<String, @Nullable Object>> config, LeaseTtls system) {
        if (config.isEmpty()) {
            return MountConfig.UNTUNED;
        }
        Parameters fields = inner(config.get());
        checkVersion(type, fields);
        Duration standard = ttl(fields, "default_lease_ttl", "unable to parse default TTL of ")
                .orElse(Duration.ZERO);
        Duration max =
                ttl(fields, "max_lease_ttl", "unable to parse max TTL of ").orElse(Duration.ZERO);
        checkOrder(standard, max, "given default lease TTL greater than given max lease TTL");
        checkSystem(standard, max, system);
        return tuned(MountConfig.UNTUNED, standard, max, fields);
    }

    /** There is one version of a method, which has no name. */
    private static void checkVersion(String type, Parameters fields) {
        fields.text("plugin_version").filter(version -> !version.isEmpty()).ifPresent(version -> {
            throw Fault.badRequest("plugin not found in the catalog: " + type + ", version=" + version);
        });
    }

    private static Parameters inner(Map<String, @Nullable Object> config) {
        try {
            return INNER.convert(RawParameters.of(inLowerCase(config)), Map.of());
        } catch (Fault unconvertible) {
            throw Fault.badRequest("unable to convert given auth config information");
        }
    }

    /** Keys are understood in any case; of two that mean the same the one in lower case counts. */
    private static Map<String, @Nullable Object> inLowerCase(Map<String, @Nullable Object> config) {
        Map<String, @Nullable Object> lower = new LinkedHashMap<>();
        config.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        lower.replaceAll((name, value) -> config.getOrDefault(name, value));
        return lower;
    }

    /** The tuning of a mount after these changes; what was not sent stays. */
    static MountConfig changed(MountEntry mount, Parameters fields, LeaseTtls system) {
        MountConfig before = mount.config();
        checkLockable(mount, fields);
        Duration standard = ttl(fields, "default_lease_ttl", "").orElse(before.defaultLeaseTtl());
        Duration max = ttl(fields, "max_lease_ttl", "").orElse(before.maxLeaseTtl());
        checkOrder(
                standard,
                max,
                "backend max lease TTL of " + max.toSeconds() + " would be less than backend default lease TTL of "
                        + standard.toSeconds());
        checkSystem(standard, max, system);
        MountConfig changed = tuned(before, standard, max, fields);
        checkVersion(mount.shownType(), fields);
        return changed;
    }

    private static void checkLockable(MountEntry mount, Parameters fields) {
        boolean asked =
                fields.map(LockoutConfig.FIELD).filter(sent -> !sent.isEmpty()).isPresent();
        if (asked && !mount.type().equals(MountEntry.USERPASS)) {
            throw Fault.badRequest(
                    "tuning of user lockout configuration for auth type \"" + mount.shownType() + "\" not allowed");
        }
    }

    private static MountConfig tuned(MountConfig before, Duration standard, Duration max, Parameters fields) {
        return new MountConfig(
                standard,
                max,
                fields.text("token_type")
                        .map(type -> type.isEmpty() ? MountConfig.UNTUNED.tokenType() : type)
                        .orElse(before.tokenType()),
                fields.text("listing_visibility").orElse(before.listingVisibility()),
                list(fields, "audit_non_hmac_request_keys", before.auditNonHmacRequestKeys()),
                list(fields, "audit_non_hmac_response_keys", before.auditNonHmacResponseKeys()),
                list(fields, "passthrough_request_headers", before.passthroughRequestHeaders()),
                list(fields, "allowed_response_headers", before.allowedResponseHeaders()),
                LockoutConfig.changed(
                        before.lockout(), fields.map(LockoutConfig.FIELD).orElse(Map.of())));
    }

    private static List<String> list(Parameters fields, String name, List<String> before) {
        return fields.list(name).orElse(before);
    }

    /** Empty leaves it as it is; {@code system} and 0 mean the system's. */
    private static Optional<Duration> ttl(Parameters fields, String name, String faultPrefix) {
        Optional<String> given = fields.text(name).filter(text -> !text.isEmpty());
        return given.map(text -> text.equals("system") ? Duration.ZERO : parse(name, text, faultPrefix));
    }

    private static Duration parse(String name, String text, String faultPrefix) {
        if (text.startsWith("-")) {
            throw Fault.badRequest(name + " cannot be negative");
        }
        try {
            return GoDuration.parse(text);
        } catch (Fault unparsable) {
            String prefix = faultPrefix.isEmpty() ? "" : faultPrefix + text + ": ";
            throw Fault.badRequest(prefix + unparsable.getMessage());
        }
    }

    private static void checkOrder(Duration standard, Duration max, String text) {
        if (!max.isZero() && standard.compareTo(max) > 0) {
            throw Fault.badRequest(text);
        }
        if (standard.compareTo(MAX) > 0 || max.compareTo(MAX) > 0) {
            throw Fault.badRequest("lease TTL out of range");
        }
    }

    private static void checkSystem(Duration standard, Duration max, LeaseTtls system) {
        if (max.isZero() && standard.compareTo(system.longest()) > 0) {
            throw Fault.badRequest("given default lease TTL greater than system max lease TTL of "
                    + system.longest().toSeconds());
        }
    }
}
