package io.portcullis.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** Makes Tink's primitive out of a keyset, its key types registered first. */
final class RecordAead {

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private RecordAead() {}

    static Aead of(KeysetHandle keys) throws GeneralSecurityException {
        return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** A keyset of one new XAES-256-GCM key. */
    static KeysetHandle newKeys() throws GeneralSecurityException {
        return withNewKey(KeysetHandle.newBuilder());
    }

    /** The same keys and one more, which seals from now on. */
    static KeysetHandle withNewKey(KeysetHandle keys) throws GeneralSecurityException {
        return withNewKey(KeysetHandle.newBuilder(keys));
    }

    private static KeysetHandle withNewKey(KeysetHandle.Builder keys) throws GeneralSecurityException {
        return keys.addEntry(
                        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE)
                                .withRandomId()
                                .makePrimary())
                .build();
    }
}
