package io.portcullis.openapi;

import java.nio.charset.StandardCharsets;

/** Paths as they stand in an address. */
final class UrlPath {

    private static final String PLAIN = "-._~!$&'()*+,;=:@/";

    private UrlPath() {}

    /** A path with everything escaped that would be read as something else. */
    static String escaped(String path) {
        StringBuilder text = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0);
            text.append(plain ? String.valueOf(character) : String.format("%%%02X", each & 0xff));
        }
        return text.toString();
    }
}
