package io.portcullis.userpass;

import com.fasterxml.jackson.core.JsonGenerator;
import io.portcullis.http.JsonFields;
import io.portcullis.token.TokenParameters;
import java.io.IOException;
import java.util.List;

/** An account as administrators see it: the {@code token_*} fields, and their older names with the same values. */
final class UserpassWire {

    private UserpassWire() {}

    static JsonFields account(TokenParameters token) {
        return json -> {
            if (!token.boundCidrs().isEmpty()) {
                strings(json, "bound_cidrs", token.boundCidrs());
            }
            json.writeNumberField("max_ttl", token.maxTtl().toSeconds());
            strings(json, "policies", token.policies());
            strings(json, "token_bound_cidrs", token.boundCidrs());
            json.writeNumberField(
                    "token_explicit_max_ttl", token.explicitMaxTtl().toSeconds());
            json.writeNumberField("token_max_ttl", token.maxTtl().toSeconds());
            json.writeBooleanField("token_no_default_policy", token.noDefaultPolicy());
            json.writeNumberField("token_num_uses", token.numUses());
            json.writeNumberField("token_period", token.period().toSeconds());
            strings(json, "token_policies", token.policies());
            json.writeBooleanField("token_strictly_bind_ip", token.strictlyBindIp());
            json.writeNumberField("token_ttl", token.ttl().toSeconds());
            json.writeStringField("token_type", token.type());
            json.writeNumberField("ttl", token.ttl().toSeconds());
        };
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
