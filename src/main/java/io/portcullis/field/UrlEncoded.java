package io.portcullis.field;

import io.portcullis.fault.Fault;
import java.util.Arrays;
import java.util.function.Supplier;

/** Reads {@code name=value&...} with percent encoding, strictly, and without making strings of the values. */
final class UrlEncoded {

    /** Takes one pair: the name, and the decoded value, which is its own to keep or wipe. */
    interface Pairs {
        void add(String name, byte[] value);
    }

    private static final int MAX_PAIRS = 500;

    private UrlEncoded() {}

    /**
     * Hands over every pair in order; {@code +} is a space, a pair without {@code =} has an empty value, empty pairs are skipped.
     * What {@code malformed} says is thrown for a broken percent code, a bare {@code ;}, bytes that are not UTF-8, and more than
     * 500 pairs.
     */
    static void read(byte[] encoded, Supplier<Fault> malformed, Pairs pairs) {
        int count = 0;
        for (int start = 0, end; start < encoded.length; start = end + 1) {
            end = indexOf(encoded, '&', start, encoded.length);
            if (end > start) {
                if (++count > MAX_PAIRS || indexOf(encoded, ';', start, end) < end) {
                    throw malformed.get();
                }
                int equals = indexOf(encoded, '=', start, end);
                byte[] name = decode(encoded, start, equals, malformed);
                byte[] value = decode(encoded, Math.min(equals + 1, end), end, malformed);
                if (!StrictUtf8.isWellFormed(value)) {
                    throw malformed.get();
                }
                pairs.add(StrictUtf8.decode(name, malformed), value);
            }
        }
    }

    /** The first such byte in the range, else the range's end. */
    private static int indexOf(byte[] bytes, char wanted, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    private static byte[] decode(byte[] encoded, int start, int end, Supplier<Fault> malformed) {
        byte[] decoded = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = encoded[i];
            if (b == '%') {
                b = (byte) (hexadecimal(encoded, i + 1, end, malformed) << 4
                        | hexadecimal(encoded, i + 2, end, malformed));
                i += 2;
            }
            decoded[length++] = b == '+' && encoded[i] == '+' ? (byte) ' ' : b;
        }
        if (length == decoded.length) {
            return decoded;
        }
        byte[] exact = Arrays.copyOf(decoded, length);
        Arrays.fill(decoded, (byte) 0);
        return exact;
    }

    private static int hexadecimal(byte[] encoded, int index, int end, Supplier<Fault> malformed) {
        int digit = index < end ? Character.digit(encoded[index] & 0xff, 16) : -1;
        if (digit < 0) {
            throw malformed.get();
        }
        return digit;
    }
}
