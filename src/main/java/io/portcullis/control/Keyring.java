package io.portcullis.control;

import io.portcullis.seal.RecordKind;

/** The keyring as an entry of the control plane: wrapped by the seal key instead of sealed, and read before all others. */
final class Keyring implements Kind<Boolean> {

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
    public Boolean empty() {
        return Boolean.FALSE;
    }

    @Override
    public Boolean put(Boolean part, String key, byte[] plain) {
        return Boolean.TRUE;
    }

    @Override
    public Boolean remove(Boolean part, String key) {
        return Boolean.FALSE;
    }
}
