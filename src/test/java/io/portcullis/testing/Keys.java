package io.portcullis.testing;

import io.portcullis.seal.SealKey;
import java.util.Arrays;

/** Seal keys of real servers. */
public final class Keys {

    private Keys() {}

    /** The usual one. */
    public static SealKey own() {
        return of(1);
    }

    /** One of many. */
    public static SealKey of(int fill) {
        byte[] bytes = new byte[SealKey.LENGTH];
        Arrays.fill(bytes, (byte) fill);
        return SealKey.of(bytes);
    }
}
