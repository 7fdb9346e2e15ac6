package io.portcullis.password;

/** Bcrypt's own base 64: another alphabet, no padding, bits from the left, spare bits at the end. */
final class BcryptBase64 {

    private static final String ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private BcryptBase64() {}

    /** The bytes that a text of the alphabet holds whole; spare bits at its end are ignored. */
    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * 6 / 8];
        for (int i = 0; i < bytes.length; i++) {
            int first = i * 8 / 6;
            int pair = value(text, first) << 6 | value(text, first + 1);
            bytes[i] = (byte) (pair >> (4 - i * 8 % 6));
        }
        return bytes;
    }

    /** The text of the bytes, its spare bits zero. */
    static String encode(byte[] bytes) {
        int length = (bytes.length * 8 + 5) / 6;
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int first = i * 6 / 8;
            int pair = (bytes[first] & 0xff) << 8 | (first + 1 < bytes.length ? bytes[first + 1] & 0xff : 0);
            text.append(ALPHABET.charAt(pair >> (10 - i * 6 % 8) & 63));
        }
        return text.toString();
    }

    private static int value(String text, int index) {
        return ALPHABET.indexOf(text.charAt(index));
    }
}
