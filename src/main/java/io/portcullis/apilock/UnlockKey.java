package io.portcullis.apilock;

import io.portcullis.seal.Purpose;
import io.portcullis.seal.Seal;
import io.portcullis.token.TokenString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What unlocks a namespace: told once, and kept only as a keyed hash (invariant S1). */
final class UnlockKey {

    private UnlockKey() {}

    /** 24 characters of base 62. */
    static String random() {
        return TokenString.random();
    }

    /** What is kept of a key. */
    static String hash(Seal seal, String namespaceId, String key) {
        return seal.id(Purpose.UNLOCK, namespaceId + " " + key);
    }

    /** Whether a key is the one that was kept; takes the same time wherever it differs. */
    static boolean matches(Seal seal, String namespaceId, String key, String hash) {
        return MessageDigest.isEqual(bytes(hash(seal, namespaceId, key)), bytes(hash));
    }

    private static byte[] bytes(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }
}
