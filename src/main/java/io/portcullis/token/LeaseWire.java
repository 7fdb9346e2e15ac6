package io.portcullis.token;

import io.portcullis.http.JsonFields;
import java.time.Instant;

/** Leases as clients see them. */
final class LeaseWire {

    private LeaseWire() {}

    /** What a look-up shows, keys in alphabetical order. */
    static JsonFields lease(StoredToken token, String namespacePath, Instant now) {
        TokenLease lease = token.entry().lease();
        return json -> {
            TokenWire.instant(json, "expire_time", lease.expiresAt());
            json.writeStringField("id", LeaseId.of(token).text());
            TokenWire.instant(json, "issue_time", lease.issuedAt());
            TokenWire.instant(json, "last_renewal", lease.lastRenewedAt());
            if (!namespacePath.isEmpty()) {
                json.writeStringField("namespace_path", namespacePath);
            }
            json.writeStringField("path", token.entry().leasePath());
            json.writeBooleanField("renewable", lease.renewable());
            json.writeNumberField("ttl", lease.remaining(now).toSeconds());
        };
    }
}
