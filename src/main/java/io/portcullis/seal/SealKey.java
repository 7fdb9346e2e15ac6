package io.portcullis.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The 32 bytes that wrap the keyring. They come from a file, never from Redis.
 *
 * <p>The key of {@code -dev} is a published constant: every development node can join every development store, and none may
 * touch another.
 */
public final class SealKey {

    /** Length of the key in bytes. */
    public static final int LENGTH = 32;

    private static final String PUBLISHED = "portcullis -dev: not a secret!!!";

    private final Aead aead;
    private final boolean published;

    private SealKey(byte[] key, boolean published) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("the seal key must be " + LENGTH + " bytes long");
        }
        this.aead = aead(key);
        this.published = published;
    }

    /** A key of the operator's own; the caller wipes its copy. */
    public static SealKey of(byte[] key) {
        if (java.security.MessageDigest.isEqual(key, publishedBytes())) {
            throw new IllegalArgumentException("this is the published key of -dev: it protects nothing");
        }
        return new SealKey(key, false);
    }

    /** The published key of {@code -dev}. */
    public static SealKey development() {
        return new SealKey(publishedBytes(), true);
    }

    /** Whether it is the published key. */
    public boolean isPublished() {
        return published;
    }

    byte[] wrap(byte[] keyring, byte[] associatedData) throws GeneralSecurityException {
        return aead.encrypt(keyring, associatedData);
    }

    byte[] unwrap(byte[] wrapped, byte[] associatedData) throws GeneralSecurityException {
        return aead.decrypt(wrapped, associatedData);
    }

    private static byte[] publishedBytes() {
        return PUBLISHED.getBytes(StandardCharsets.US_ASCII);
    }

    private static Aead aead(byte[] key) {
        try {
            XAesGcmParameters parameters = XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, 12);
            XAesGcmKey xaes =
                    XAesGcmKey.create(parameters, SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()), null);
            return RecordAead.of(KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(xaes).withRandomId().makePrimary())
                    .build());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("XAES-256-GCM is not there", impossible);
        }
    }
}
