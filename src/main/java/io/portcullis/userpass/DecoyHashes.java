package io.portcullis.userpass;

import io.portcullis.mount.Username;
import io.portcullis.password.DummyHashes;
import io.portcullis.password.PasswordHash;
import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the password for a name that no account has is checked against, so that it takes the work that an account's takes (threats A3). */
final class DecoyHashes {

    private final DummyHashes hashes = DummyHashes.create();

    /** The one for a name among accounts of these costs. */
    PasswordHash of(Seal seal, Username name, Map<Integer, Long> costToAccounts) {
        return hashes.ofCost(cost(seal, name, costToAccounts));
    }

    /**
     * A cost as the accounts of the bucket have it (threats A3): the name's own place among them, which hardly moves when accounts
     * come and go.
     */
    private static int cost(Seal seal, Username name, Map<Integer, Long> costToAccounts) {
        long total = costToAccounts.values().stream().mapToLong(Long::longValue).sum();
        if (total <= 0) {
            return PasswordHash.DEFAULT_COST;
        }
        byte[] hash = seal.hash(Purpose.NAME, name.text().getBytes(StandardCharsets.US_ASCII));
        long pick = (long) ((ByteBuffer.wrap(hash).getLong() >>> 1) * 0x1p-63 * total);
        for (Map.Entry<Integer, Long> each : costToAccounts.entrySet()) {
            pick -= each.getValue();
            if (pick < 0) {
                return each.getKey();
            }
        }
        return PasswordHash.DEFAULT_COST;
    }
}
