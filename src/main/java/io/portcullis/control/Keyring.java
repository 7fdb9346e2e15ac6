package io.portcullis.control;

import io.portcullis.seal.RecordKind;
import java.util.Optional;

/** The keyring as an entry of the control plane: wrapped by the seal key instead of sealed, and read before all others. Its part is what is stored. */
final class Keyring implements Kind<Optional<byte[]>> {

    static final Keyring KIND = new Keyring();
    static final String KEY = "keyring";

    private Keyring() {}

    @Override
    public String name() {
        return "keyring";
    }

    @Override
    public RecordKind record() {
        return RecordKind.KEYRING;
    }

    @Override
    public Optional<byte[]> empty() {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> put(Optional<byte[]> part, String key, byte[] wrapped) {
        return Optional.of(wrapped);
    }

    @Override
    public Optional<byte[]> remove(Optional<byte[]> part, String key) {
        return Optional.empty();
    }
}
