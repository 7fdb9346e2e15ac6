package io.portcullis.tokenauth;

import io.portcullis.address.IpAddress;
import io.portcullis.field.Field;
import io.portcullis.field.GoDuration;
import io.portcullis.field.RawParameters;
import io.portcullis.field.Schema;
import io.portcullis.http.Call;
import io.portcullis.http.LogicalRequest;
import io.portcullis.http.Operation;
import io.portcullis.mount.LeaseTtls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls of endpoints, from the JSON that was sent, single quotes standing for double ones. */
final class Calls {

    private static final IpAddress CLIENT = IpAddress.parse("127.0.0.1").orElseThrow();

    private Calls() {}

    /** A write of these fields. */
    static Call of(List<Field> fields, String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        RawParameters raw = RawParameters.body(body, "application/json", Set.of());
        LogicalRequest request =
                new LogicalRequest("id", Operation.UPDATE, "", "auth/token/create", raw, CLIENT, "", () -> false);
        return new Call(request, Schema.of(fields.toArray(Field[]::new)).convert(raw, Map.of()), Map.of(), Map.of());
    }

    /** What is asked of a new token. */
    static CreationRequest creation(String json) {
        return CreationRequest.of(of(CreationRequest.FIELDS, json));
    }

    /** A role of these fields. */
    static TokenRole role(String json) {
        return written(TokenRole.untold("root", "role"), json).role();
    }

    /** A role after a write. */
    static RoleWrite.Written written(TokenRole before, String json) {
        return RoleWrite.of(of(RoleWrite.FIELDS, json), before, LeaseTtls.USUAL.longest());
    }

    /** The duration of a text like {@code 1h}; none for an empty one. */
    static Duration duration(String text) {
        return GoDuration.parse(text);
    }
}
