package io.portcullis.mount;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.http.JsonFields;
import io.portcullis.version.Version;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mounts as clients see them: the record of 2.1 and the tuning of 2.6, keys in alphabetical order. */
final class MountWire {

    private static final String RUNNING_VERSION = "v" + Version.API + "+builtin.bao";

    private MountWire() {}

    /** A mount of an auth method. */
    static JsonFields entry(MountEntry mount) {
        return json -> {
            json.writeStringField("accessor", mount.accessor());
            json.writeObjectFieldStart("config");
            config(json, mount);
            json.writeEndObject();
            if (!mount.type().equals(MountEntry.TOKEN)) {
                json.writeStringField("deprecation_status", "supported");
            }
            json.writeStringField("description", mount.description());
            json.writeBooleanField("external_entropy_access", mount.externalEntropyAccess());
            json.writeBooleanField("local", mount.local());
            options(json, mount.options());
            version(json);
            json.writeBooleanField("seal_wrap", mount.sealWrap());
            json.writeStringField("type", mount.shownType());
            json.writeStringField("uuid", mount.uuid());
        };
    }

    private static String tokenType(MountEntry mount) {
        return mount.isStoreOfChild() ? "default" : mount.config().tokenType();
    }

    /** A mount that is there from the beginning and cannot be changed. */
    static JsonFields builtIn(BuiltInMounts.BuiltIn mount) {
        return json -> {
            json.writeStringField("accessor", mount.accessor());
            json.writeObjectFieldStart("config");
            json.writeNumberField("default_lease_ttl", 0);
            json.writeBooleanField("force_no_cache", false);
            json.writeNumberField("max_lease_ttl", 0);
            list(json, "passthrough_request_headers", mount.passthroughRequestHeaders());
            json.writeEndObject();
            json.writeStringField("description", mount.description());
            json.writeBooleanField("external_entropy_access", false);
            json.writeBooleanField("local", mount.local());
            json.writeNullField("options");
            version(json);
            json.writeBooleanField("seal_wrap", mount.sealWrap());
            json.writeStringField("type", mount.type());
            json.writeStringField("uuid", mount.uuid());
        };
    }

    /** Its tuning, which is the system's. */
    static JsonFields builtInTuning(BuiltInMounts.BuiltIn mount, LeaseTtls system) {
        return json -> {
            json.writeNumberField("default_lease_ttl", system.standard().toSeconds());
            json.writeStringField("description", mount.description());
            json.writeBooleanField("force_no_cache", false);
            json.writeNumberField("max_lease_ttl", system.longest().toSeconds());
            list(json, "passthrough_request_headers", mount.passthroughRequestHeaders());
        };
    }

    private static void version(JsonGenerator json) throws IOException {
        json.writeStringField("plugin_version", "");
        json.writeStringField("running_plugin_version", RUNNING_VERSION);
        json.writeStringField("running_sha256", "");
    }

    private static void config(JsonGenerator json, MountEntry mount) throws IOException {
        MountConfig config = mount.config();
        list(json, "allowed_response_headers", config.allowedResponseHeaders());
        list(json, "audit_non_hmac_request_keys", config.auditNonHmacRequestKeys());
        list(json, "audit_non_hmac_response_keys", config.auditNonHmacResponseKeys());
        json.writeNumberField("default_lease_ttl", config.defaultLeaseTtl().toSeconds());
        json.writeBooleanField("force_no_cache", false);
        visibility(json, config);
        json.writeNumberField("max_lease_ttl", config.maxLeaseTtl().toSeconds());
        list(json, "passthrough_request_headers", config.passthroughRequestHeaders());
        json.writeStringField("token_type", tokenType(mount));
        if (config.lockout() != null) {
            json.writeObjectFieldStart(LockoutConfig.FIELD);
            lockout(json, config.lockout());
            json.writeEndObject();
        }
    }

    private static void lockout(JsonGenerator json, LockoutConfig lockout) throws IOException {
        json.writeNumberField(
                "user_lockout_counter_reset_duration", lockout.counterReset().toSeconds());
        json.writeBooleanField("user_lockout_disable", lockout.disable());
        json.writeNumberField("user_lockout_duration", lockout.duration().toSeconds());
        json.writeNumberField("user_lockout_threshold", lockout.threshold());
        if (!lockout.trustedCidrs().isEmpty()) {
            list(json, "user_lockout_trusted_cidrs", lockout.trustedCidrs());
        }
    }

    /** The tuning, with the lease times that apply. */
    static JsonFields tuning(MountEntry mount, LeaseTtls system) {
        MountConfig config = mount.config();
        return json -> {
            list(json, "allowed_response_headers", config.allowedResponseHeaders());
            list(json, "audit_non_hmac_request_keys", config.auditNonHmacRequestKeys());
            list(json, "audit_non_hmac_response_keys", config.auditNonHmacResponseKeys());
            json.writeNumberField(
                    "default_lease_ttl", config.effectiveDefaultTtl(system).toSeconds());
            json.writeStringField("description", mount.description());
            if (mount.externalEntropyAccess()) {
                json.writeBooleanField("external_entropy_access", true);
            }
            json.writeBooleanField("force_no_cache", false);
            visibility(json, config);
            json.writeNumberField(
                    "max_lease_ttl", config.effectiveMaxTtl(system).toSeconds());
            if (mount.options() != null && !mount.options().isEmpty()) {
                options(json, mount.options());
            }
            list(json, "passthrough_request_headers", config.passthroughRequestHeaders());
            json.writeStringField("token_type", tokenType(mount));
            if (config.lockout() != null) {
                lockout(json, config.lockout());
            }
        };
    }

    /** What a stranger may see of a mount that is to be listed for strangers. */
    static JsonFields forStrangers(MountEntry mount) {
        return json -> {
            json.writeStringField("description", mount.description());
            options(json, mount.options());
            json.writeStringField("type", mount.shownType());
        };
    }

    private static void visibility(JsonGenerator json, MountConfig config) throws IOException {
        if (!config.listingVisibility().isEmpty()) {
            json.writeStringField("listing_visibility", config.listingVisibility());
        }
    }

    private static void options(JsonGenerator json, @Nullable Map<String, String> options) throws IOException {
        if (options == null) {
            json.writeNullField("options");
            return;
        }
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, String> option : new java.util.TreeMap<>(options).entrySet()) {
            json.writeStringField(option.getKey(), option.getValue());
        }
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, String name, List<String> items) throws IOException {
        if (!items.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String item : items) {
                json.writeString(item);
            }
            json.writeEndArray();
        }
    }
}
