package io.portcullis.seal;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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

    private final Map<Purpose, Mac> macs;
    private volatile RecordKeys records;

    Seal(PlainRing ring) throws GeneralSecurityException {
        this.records = new RecordKeys(ring.recordKeys());
        this.macs = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            byte[] label = ("portcullis/" + purpose.name()).getBytes(StandardCharsets.US_ASCII);
            macs.put(purpose, mac(mac(ring.macKey()).doFinal(label)));
        }
    }

    /** A new keyring, wrapped: what {@code sys/init} stores. */
    public static byte[] newKeyring(SealKey key) {
        try (PlainRing ring = PlainRing.fresh(key.isPublished())) {
            return ring.wrappedBy(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot make a keyring", impossible);
        }
    }

    /**
     * Opens a wrapped keyring with the only key that there is.
     *
     * @throws Fault 503 when the key does not fit, or a development key meets real data or the other way round
     */
    public static Seal unseal(SealKey key, byte[] wrapped) {
        SealKeys.Unsealing outcome = SealKeys.only(key).unseal(wrapped);
        if (outcome instanceof SealKeys.Open open) {
            return open.seal();
        }
        throw Fault.unavailable(outcome.toString());
    }

    /**
     * Takes over the record keys of the same store's keyring as it is now, once that is known to be committed: what this one seals
     * and opens with grows, and never changes.
     *
     * @return this one; the other where that is the keyring of another store
     */
    public Seal grownBy(Seal now) {
        byte[] mine = hash(Purpose.CONTROL);
        if (!MessageDigest.isEqual(mine, now.hash(Purpose.CONTROL))) {
            return now;
        }
        synchronized (this) {
            if (now.records.versions() > records.versions()) {
                records = now.records;
            }
        }
        return this;
    }

    /** How many versions of the record key there are; the last one seals. */
    public int versions() {
        return records.versions();
    }

    /** How many records were sealed here since this process has the last version of the record key. */
    public long sealedRecords() {
        return records.sealed();
    }

    /** Whether a record names a version of the record key that this process does not have, or not yet. */
    public boolean lacksKeyOf(byte[] sealed) {
        return records.lack(sealed);
    }

    /** Seals a record for one place. */
    public byte[] seal(Place place, byte[] plain) {
        try {
            return records.seal(plain, place.associatedData());
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
            return records.open(sealed, place.associatedData());
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
