package io.portcullis.token;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.http.JsonFields;
import io.portcullis.http.JsonOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tokens as clients see them: {@code data} of a look-up, {@code auth} of a login or renewal. */
public final class TokenWire {

    private TokenWire() {}

    /**
     * What a look-up shows: spec of tokens, 2.5, keys in alphabetical order.
     *
     * @param id how the token was named; empty where its accessor named it
     * @param namespacePath the path of its namespace; empty for the first
     */
    public static JsonFields lookup(String id, String namespacePath, StoredToken stored, Instant now) {
        TokenEntry entry = stored.entry();
        return json -> {
            json.writeStringField("accessor", entry.accessor());
            if (!entry.boundCidrs().isEmpty()) {
                JsonOutput.strings(json, "bound_cidrs", entry.boundCidrs());
            }
            json.writeNumberField("creation_time", entry.lease().issuedAt().getEpochSecond());
            json.writeNumberField("creation_ttl", entry.lease().creationTtl().toSeconds());
            json.writeStringField("display_name", entry.origin().displayName());
            json.writeStringField("entity_id", entry.entityId());
            instant(json, "expire_time", entry.lease().expiresAt());
            json.writeNumberField(
                    "explicit_max_ttl", entry.lease().explicitMaxTtl().toSeconds());
            json.writeStringField("id", id);
            if (entry.hasLease()) {
                instant(json, "issue_time", entry.lease().issuedAt());
            }
            if (entry.lease().lastRenewedAt() != null) {
                instant(json, "last_renewal", entry.lease().lastRenewedAt());
                json.writeNumberField(
                        "last_renewal_time", entry.lease().lastRenewedAt().getEpochSecond());
            }
            meta(json, "meta", entry.origin().meta());
            if (!namespacePath.isEmpty()) {
                json.writeStringField("namespace_path", namespacePath);
            }
            json.writeNumberField(
                    "num_uses", stored.isSpent() ? -1 : stored.usesLeft().orElse(0));
            json.writeBooleanField("orphan", entry.isOrphan());
            json.writeStringField("path", entry.origin().path());
            if (!entry.lease().period().isZero()) {
                json.writeNumberField("period", entry.lease().period().toSeconds());
            }
            JsonOutput.strings(json, "policies", entry.policies());
            if (entry.hasLease()) {
                json.writeBooleanField("renewable", entry.lease().renewable());
            }
            if (entry.origin().role() != null) {
                json.writeStringField("role", entry.origin().role());
            }
            json.writeNumberField("ttl", entry.lease().remaining(now).toSeconds());
            json.writeStringField("type", "service");
        };
    }

    /** The block that hands a token out: spec of tokens, 3.2. */
    public static JsonFields auth(String string, TokenEntry entry, Duration ttl) {
        return json -> {
            json.writeStringField("client_token", string);
            json.writeStringField("accessor", entry.accessor());
            JsonOutput.strings(json, "policies", entry.policies());
            if (!entry.policies().isEmpty()) {
                JsonOutput.strings(json, "token_policies", entry.policies());
            }
            meta(json, "metadata", entry.origin().meta());
            json.writeNumberField("lease_duration", ttl.toSeconds());
            json.writeBooleanField("renewable", entry.lease().renewable());
            json.writeStringField("entity_id", entry.entityId());
            json.writeStringField("token_type", "service");
            json.writeBooleanField("orphan", entry.isOrphan());
            json.writeNullField("mfa_requirement");
            json.writeNumberField("num_uses", entry.uses());
        };
    }

    private static void meta(JsonGenerator json, String name, @Nullable Map<String, String> meta) throws IOException {
        if (meta == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> each : new TreeMap<>(meta).entrySet()) {
            json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }

    static void instant(JsonGenerator json, String name, @Nullable Instant instant) throws IOException {
        if (instant == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, instant.toString());
        }
    }
}
