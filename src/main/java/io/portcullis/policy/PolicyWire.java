package io.portcullis.policy;

import io.portcullis.field.GoTime;
import io.portcullis.http.JsonFields;

/** Policies as clients see them: spec of the system, 3.19, keys in alphabetical order. */
final class PolicyWire {

    private PolicyWire() {}

    /** As {@code sys/policies/acl/:name} shows it. */
    static JsonFields policy(Policy policy) {
        return fields(policy, "policy");
    }

    /** As {@code sys/policy/:name} shows it. */
    static JsonFields legacy(Policy policy) {
        return fields(policy, "rules");
    }

    private static JsonFields fields(Policy policy, String textName) {
        return json -> {
            json.writeBooleanField("allow_slashes_in_identity_templates", policy.allowSlashes());
            json.writeBooleanField("allow_wildcards_in_identity_templates", policy.allowWildcards());
            json.writeBooleanField("cas_required", policy.casRequired());
            if (policy.expiresAt() != null) {
                json.writeStringField("expiration", GoTime.format(policy.expiresAt()));
            }
            if (policy.modified() != null) {
                json.writeStringField("modified", GoTime.format(policy.modified()));
            }
            json.writeStringField("name", policy.name());
            json.writeStringField(textName, policy.text());
            json.writeNumberField("version", policy.version());
        };
    }
}
