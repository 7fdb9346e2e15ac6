package io.portcullis.http;

import io.portcullis.fault.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-escapes of a request target, whose characters stand for one byte each. */
final class Escapes {

    private Escapes() {}

    /**
     * The text behind the escapes; the argument itself if it has none.
     *
     * @throws Fault 400 for a control byte, a blank, {@code #}, an incomplete escape, or bytes that are not UTF-8
     */
    static String decode(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            requireLegal(c);
            if (c == '%' || c >= 0x80) {
                return decodeAll(raw);
            }
        }
        return raw;
    }

    private static String decodeAll(String raw) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            requireLegal(c);
            if (c == '%') {
                bytes[length++] = escaped(raw, i);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return utf8(bytes, length);
    }

    private static void requireLegal(char c) {
        if (c <= ' ' || c == 0x7f || c == '#') {
            throw Fault.badRequest("malformed request target");
        }
    }

    private static byte escaped(String raw, int percent) {
        if (percent + 2 >= raw.length()
                || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                || !HexFormat.isHexDigit(raw.charAt(percent + 2))) {
            throw Fault.badRequest("malformed percent-escape in the request target");
        }
        return (byte) HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
    }

    private static String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Fault.badRequest("request target is not UTF-8");
        }
    }
}
