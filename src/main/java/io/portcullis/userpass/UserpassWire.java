package io.portcullis.userpass;

import io.portcullis.http.JsonFields;
import io.portcullis.http.JsonOutput;
import io.portcullis.token.TokenParameters;

/** An account as administrators see it: the {@code token_*} fields, and their older names with the same values. */
final class UserpassWire {

    private UserpassWire() {}

    static JsonFields account(TokenParameters token) {
        return json -> {
            if (!token.boundCidrs().isEmpty()) {
                JsonOutput.strings(json, "bound_cidrs", token.boundCidrs());
            }
            json.writeNumberField("max_ttl", token.maxTtl().toSeconds());
            JsonOutput.strings(json, "policies", token.policies());
            JsonOutput.strings(json, "token_bound_cidrs", token.boundCidrs());
            json.writeNumberField(
                    "token_explicit_max_ttl", token.explicitMaxTtl().toSeconds());
            json.writeNumberField("token_max_ttl", token.maxTtl().toSeconds());
            json.writeBooleanField("token_no_default_policy", token.noDefaultPolicy());
            json.writeNumberField("token_num_uses", token.numUses());
            json.writeNumberField("token_period", token.period().toSeconds());
            JsonOutput.strings(json, "token_policies", token.policies());
            json.writeBooleanField("token_strictly_bind_ip", token.strictlyBindIp());
            json.writeNumberField("token_ttl", token.ttl().toSeconds());
            json.writeStringField("token_type", token.type());
            json.writeNumberField("ttl", token.ttl().toSeconds());
        };
    }
}
