package io.portcullis.token;

import java.security.SecureRandom;

/** Makes what nobody can guess: 24 characters of base 62, 143 random bits. */
public final class TokenString {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenString() {}

    /** A random string; each of the 62 characters is as likely at each place. */
    public static String random() {
        StringBuilder text = new StringBuilder(LENGTH);
        byte[] bytes = new byte[2 * LENGTH];
        while (text.length() < LENGTH) {
            RANDOM.nextBytes(bytes);
            for (int i = 0; i < bytes.length && text.length() < LENGTH; i++) {
                int value = bytes[i] & 0x3f;
                if (value < BASE62.length()) {
                    text.append(BASE62.charAt(value));
                }
            }
        }
        return text.toString();
    }
}
