package io.portcullis.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** The versions of the record key that a process has: the last one seals, all of them open. */
final class RecordKeys {

    /** Tink begins what it seals with this byte and the id of the key. */
    private static final byte TINK_PREFIX = 1;

    private static final int PREFIX_LENGTH = 5;

    private final Aead aead;
    private final int[] ids;
    private final LongAdder sealed = new LongAdder();

    RecordKeys(KeysetHandle keys) throws GeneralSecurityException {
        this.aead = RecordAead.of(keys);
        this.ids =
                IntStream.range(0, keys.size()).map(i -> keys.getAt(i).getId()).toArray();
    }

    /** How many there are: none ever goes. */
    int versions() {
        return ids.length;
    }

    /** How many records were sealed since this process has the last one. */
    long sealed() {
        return sealed.sum();
    }

    /** Whether a record was sealed by a version that is not among these, as far as its first bytes say. */
    boolean lack(byte[] record) {
        return record.length > PREFIX_LENGTH
                && record[0] == TINK_PREFIX
                && !has(ByteBuffer.wrap(record, 1, Integer.BYTES).getInt());
    }

    private boolean has(int id) {
        for (int each : ids) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }

    byte[] seal(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
        sealed.increment();
        return aead.encrypt(plain, associatedData);
    }

    byte[] open(byte[] record, byte[] associatedData) throws GeneralSecurityException {
        return aead.decrypt(record, associatedData);
    }
}
