package io.portcullis.address;

import java.util.Optional;

/** The dotted form of IPv4. */
final class Ipv4Text {

    private Ipv4Text() {}

    /** Four decimal numbers up to 255 without leading zeros; empty for anything else. */
    static Optional<Integer> parse(String text) {
        int address = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = part < 3 ? text.indexOf('.', at) : text.length();
            int octet = end < 0 ? -1 : octet(text, at, end);
            if (octet < 0) {
                return Optional.empty();
            }
            address = address << 8 | octet;
            at = end + 1;
        }
        return Optional.of(address);
    }

    static String format(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    private static int octet(String text, int start, int end) {
        int length = end - start;
        if (length < 1 || length > 3 || length > 1 && text.charAt(start) == '0') {
            return -1;
        }
        int octet = 0;
        for (int i = start; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            octet = octet * 10 + digit - '0';
        }
        return octet > 255 ? -1 : octet;
    }
}
