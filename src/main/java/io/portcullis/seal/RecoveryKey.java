package io.portcullis.seal;

import io.portcullis.secret.SecretBytes;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * What the holders of a store can prove together that they are: 32 random bytes, split among them when the store is initialised. The
 * store keeps a keyed hash of it. It opens nothing.
 */
public final class RecoveryKey implements AutoCloseable {

    /** Most shares that it can be split into. */
    public static final int MOST_SHARES = 255;

    private static final int LENGTH = 32;

    private final SecretBytes bytes;

    private RecoveryKey(SecretBytes bytes) {
        this.bytes = bytes;
    }

    /** A new one. */
    public static RecoveryKey random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new RecoveryKey(SecretBytes.takeOver(bytes));
    }

    /**
     * Its shares, for the caller to wipe: by Shamir over the field of AES, each 32 bytes and the place at which the polynomials were
     * read, as Vault and OpenBao have them; a single share is the key itself. Takes up to a tenth of a second.
     *
     * @param shares 1 to {@value #MOST_SHARES}
     * @param threshold how many of them are needed: 2 to {@code shares}; does not matter for a single one
     */
    public List<SecretBytes> split(int shares, int threshold) {
        return shares == 1
                ? List.of(bytes.read(SecretBytes::copyOf))
                : bytes.read(key -> splitAmong(key, shares, threshold));
    }

    private static List<SecretBytes> splitAmong(byte[] key, int shares, int threshold) {
        ShamirSecretSplitter splitter =
                ShamirSecretSplitter.getInstance(ShamirSecretSplitter.Algorithm.AES, LENGTH, new SecureRandom());
        List<SecretBytes> split = new ArrayList<>();
        for (ShamirSplitSecretShare share :
                splitter.resplit(key, threshold, shares).getSecretShares()) {
            split.add(withPlace(share, split.size() + 1));
        }
        return split;
    }

    private static SecretBytes withPlace(ShamirSplitSecretShare share, int place) {
        try {
            byte[] values = share.getEncoded();
            byte[] whole = Arrays.copyOf(values, LENGTH + 1);
            whole[LENGTH] = (byte) place;
            Arrays.fill(values, (byte) 0);
            return SecretBytes.takeOver(whole);
        } catch (IOException impossible) {
            throw new IllegalStateException("a share cannot be read", impossible);
        }
    }

    /** What the store keeps of it. */
    public byte[] hash(Seal seal) {
        return bytes.read(key -> seal.hash(Purpose.RECOVERY, key));
    }

    @Override
    public void close() {
        bytes.close();
    }
}
