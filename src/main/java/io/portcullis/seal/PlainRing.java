package io.portcullis.seal;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A keyring out of its wrapping: the mark of a development store, the HMAC key, and the versions of the record key as a Tink keyset.
 * Whoever opened it closes it, which wipes the HMAC key.
 */
final class PlainRing implements AutoCloseable {

    private static final byte FORMAT = 1;
    private static final int MAC_KEY_LENGTH = 32;
    private static final byte[] PLACE = Place.of(RecordKind.KEYRING, "keyring").associatedData();

    private final boolean development;
    private final byte[] macKey;
    private final KeysetHandle recordKeys;

    private PlainRing(boolean development, byte[] macKey, KeysetHandle recordKeys) {
        this.development = development;
        this.macKey = macKey;
        this.recordKeys = recordKeys;
    }

    /** A new one, with keys that nobody ever had. */
    static PlainRing fresh(boolean development) throws GeneralSecurityException {
        byte[] macKey = new byte[MAC_KEY_LENGTH];
        new SecureRandom().nextBytes(macKey);
        return new PlainRing(development, macKey, RecordAead.newKeys());
    }

    /** Opens a wrapped one; empty when the key is not the one that wrapped it, or it is no keyring of ours. */
    static Optional<PlainRing> open(SealKey key, byte[] wrapped) {
        try {
            byte[] plain = key.unwrap(wrapped, PLACE);
            try {
                return parse(ByteBuffer.wrap(plain));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (GeneralSecurityException | BufferUnderflowException doesNotOpen) {
            return Optional.empty();
        }
    }

    private static Optional<PlainRing> parse(ByteBuffer plain) throws GeneralSecurityException {
        if (plain.get() != FORMAT) {
            return Optional.empty();
        }
        boolean development = plain.get() == 1;
        byte[] macKey = new byte[MAC_KEY_LENGTH];
        plain.get(macKey);
        byte[] keyset = new byte[plain.remaining()];
        plain.get(keyset);
        try {
            return Optional.of(new PlainRing(
                    development, macKey, TinkProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())));
        } finally {
            Arrays.fill(keyset, (byte) 0);
        }
    }

    /** Whether it belongs to a development store. */
    boolean isDevelopment() {
        return development;
    }

    byte[] macKey() {
        return macKey;
    }

    KeysetHandle recordKeys() {
        return recordKeys;
    }

    /** The same with one more version of the record key, which seals from now on; it shares the HMAC key with this one. */
    PlainRing rotated() throws GeneralSecurityException {
        return new PlainRing(development, macKey, RecordAead.withNewKey(recordKeys));
    }

    /** As it is stored. */
    byte[] wrappedBy(SealKey key) throws GeneralSecurityException {
        byte[] keyset = TinkProtoKeysetFormat.serializeKeyset(recordKeys, InsecureSecretKeyAccess.get());
        byte[] plain = ByteBuffer.allocate(2 + MAC_KEY_LENGTH + keyset.length)
                .put(FORMAT)
                .put((byte) (development ? 1 : 0))
                .put(macKey)
                .put(keyset)
                .array();
        try {
            return key.wrap(plain, PLACE);
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(keyset, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(macKey, (byte) 0);
    }
}
