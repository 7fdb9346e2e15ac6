package io.portcullis.system;

import java.util.Arrays;
import java.util.Base64;

/** A secret as text that can be wiped. */
final class SecretText {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private SecretText() {}

    /** Lower-case hexadecimal. */
    static char[] hex(byte[] secret) {
        char[] text = new char[2 * secret.length];
        for (int i = 0; i < secret.length; i++) {
            text[2 * i] = HEX[secret[i] >> 4 & 0xf];
            text[2 * i + 1] = HEX[secret[i] & 0xf];
        }
        return text;
    }

    /** Base64 with padding. */
    static char[] base64(byte[] secret) {
        byte[] encoded = Base64.getEncoder().encode(secret);
        char[] text = new char[encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            text[i] = (char) encoded[i];
        }
        Arrays.fill(encoded, (byte) 0);
        return text;
    }
}
