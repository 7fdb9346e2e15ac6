package io.portcullis.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import io.portcullis.fault.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens records (XAES-256-GCM with random 24-byte nonces), and makes keyed hashes (HMAC-SHA-256).
 *
 * <p>The keyring behind it lies in Redis, wrapped by the {@link SealKey}: versions of the record key, as a Tink keyset; one HMAC
 * key for the life of the store, used under one label per {@link Purpose}; and the mark of a development store. Safe for use by
 * many threads.
 */
public final class Seal {

    private static final String MAC = "HmacSHA256";
    private static final int MAC_KEY_LENGTH = 32;
    private static final byte FORMAT = 1;
    private static final Place KEYRING = Place.of(RecordKind.KEYRING, "keyring");

    private final Aead records;
    private final Map<Purpose, Mac> macs;

    private Seal(KeysetHandle recordKeys, byte[] macKey) throws GeneralSecurityException {
        this.records = RecordAead.of(recordKeys);
        this.macs = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            byte[] label = ("portcullis/" + purpose.name()).getBytes(StandardCharsets.US_ASCII);
            macs.put(purpose, mac(mac(macKey).doFinal(label)));
        }
    }

    /** A new keyring, wrapped: what {@code sys/init} stores. */
    public static byte[] newKeyring(SealKey key) {
        try {
            KeysetHandle recordKeys = RecordAead.newKeys();
            byte[] keyset = TinkProtoKeysetFormat.serializeKeyset(recordKeys, InsecureSecretKeyAccess.get());
            byte[] macKey = new byte[MAC_KEY_LENGTH];
            new SecureRandom().nextBytes(macKey);
            byte[] plain = ByteBuffer.allocate(2 + MAC_KEY_LENGTH + keyset.length)
                    .put(FORMAT)
                    .put((byte) (key.isPublished() ? 1 : 0))
                    .put(macKey)
                    .put(keyset)
                    .array();
            byte[] wrapped = key.wrap(plain, KEYRING.associatedData());
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(macKey, (byte) 0);
            Arrays.fill(keyset, (byte) 0);
            return wrapped;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot make a keyring", impossible);
        }
    }

    /**
     * Opens a wrapped keyring.
     *
     * @throws Fault 503 when the key does not fit, or a development key meets real data or the other way round
     */
    public static Seal unseal(SealKey key, byte[] wrapped) {
        try {
            ByteBuffer plain = ByteBuffer.wrap(key.unwrap(wrapped, KEYRING.associatedData()));
            byte format = plain.get();
            boolean development = plain.get() == 1;
            if (format != FORMAT || development != key.isPublished()) {
                throw Fault.unavailable(
                        development ? "this is a development store" : "this is not a development store");
            }
            byte[] macKey = new byte[MAC_KEY_LENGTH];
            plain.get(macKey);
            byte[] keyset = new byte[plain.remaining()];
            plain.get(keyset);
            return new Seal(TinkProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get()), macKey);
        } catch (GeneralSecurityException | java.nio.BufferUnderflowException doesNotOpen) {
            throw Fault.unavailable("the seal key does not open this keyring");
        }
    }

    /** Seals a record for one place. */
    public byte[] seal(Place place, byte[] plain) {
        try {
            return records.encrypt(plain, place.associatedData());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot seal a record", impossible);
        }
    }

    /**
     * Opens a record.
     *
     * @throws Fault 503 when it was changed, or belongs elsewhere: never read as "not there"
     */
    public byte[] open(Place place, byte[] sealed) {
        try {
            return records.decrypt(sealed, place.associatedData());
        } catch (GeneralSecurityException doesNotOpen) {
            throw Fault.unavailable("a record of kind " + place.kind() + " does not open in its place");
        }
    }

    /** The keyed hash of some bytes under a purpose: 32 bytes. */
    public byte[] hash(Purpose purpose, byte[]... parts) {
        try {
            Mac mac = (Mac) Objects.requireNonNull(macs.get(purpose)).clone();
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The keyed hash of a text, in base64url without padding: 43 characters. */
    public String id(Purpose purpose, String text) {
        byte[] hash = hash(purpose, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(new SecretKeySpec(key, MAC));
        return mac;
    }
}
