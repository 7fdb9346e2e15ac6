package io.portcullis.field;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Bytes that must be UTF-8 to the letter: a lenient reader takes different passwords for the same one. */
final class StrictUtf8 {

    private StrictUtf8() {}

    /** Whether the bytes are well-formed: no overlong form, no surrogate, nothing beyond U+10FFFF. Copies nothing. */
    static boolean isWellFormed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int length = bytes[i] >= 0 ? 1 : sequenceLength(bytes, i);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /** The text; what {@code malformed} says is thrown when there is none. */
    static String decode(byte[] bytes, Supplier<Fault> malformed) {
        if (!isWellFormed(bytes)) {
            throw malformed.get();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Length of the sequence of several bytes that begins here, 0 when it is malformed. */
    private static int sequenceLength(byte[] bytes, int start) {
        int lead = bytes[start] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || start + length > bytes.length) {
            return 0;
        }
        for (int i = start + 1; i < start + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[start + 1] & 0xff;
        boolean exact = switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
        return exact ? length : 0;
    }

    /** Whether a surrogate stands alone in the text: an escape sequence can bring it there. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) != 2) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
