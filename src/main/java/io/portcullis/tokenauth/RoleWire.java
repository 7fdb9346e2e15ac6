package io.portcullis.tokenauth;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.http.JsonFields;
import io.portcullis.http.JsonOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Token roles as clients see them: spec of tokens, 2.4, keys in alphabetical order. */
final class RoleWire {

    private RoleWire() {}

    /** All of a role; what was written by an older name shows under both. */
    static JsonFields role(TokenRole role) {
        TokenRole.Limits limits = role.limits();
        return json -> {
            if (role.entityAliases() == null) {
                json.writeNullField("allowed_entity_aliases");
            } else {
                JsonOutput.strings(json, "allowed_entity_aliases", role.entityAliases());
            }
            JsonOutput.strings(json, "allowed_policies", role.policies().allowed());
            JsonOutput.strings(json, "allowed_policies_glob", role.policies().allowedGlobs());
            if (limits.olderNames().contains("bound_cidrs")) {
                stringsIfAny(json, "bound_cidrs", limits.boundCidrs());
            }
            JsonOutput.strings(json, "disallowed_policies", role.policies().disallowed());
            JsonOutput.strings(json, "disallowed_policies_glob", role.policies().disallowedGlobs());
            json.writeNumberField("explicit_max_ttl", older(limits, "explicit_max_ttl", limits.explicitMaxTtl()));
            json.writeStringField("name", role.name());
            json.writeBooleanField("orphan", role.orphan());
            json.writeStringField("path_suffix", role.pathSuffix());
            json.writeNumberField("period", older(limits, "period", limits.period()));
            json.writeBooleanField("renewable", role.renewable());
            stringsIfAny(json, "token_bound_cidrs", limits.boundCidrs());
            json.writeNumberField(
                    "token_explicit_max_ttl", limits.explicitMaxTtl().toSeconds());
            json.writeBooleanField("token_no_default_policy", role.noDefaultPolicy());
            if (limits.numUses() != 0) {
                json.writeNumberField("token_num_uses", limits.numUses());
            }
            json.writeNumberField("token_period", limits.period().toSeconds());
            json.writeStringField("token_type", role.type());
        };
    }

    private static long older(TokenRole.Limits limits, String name, Duration value) {
        return limits.olderNames().contains(name) ? value.toSeconds() : 0;
    }

    private static void stringsIfAny(JsonGenerator json, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            JsonOutput.strings(json, name, values);
        }
    }
}
