package io.portcullis.address;

import java.util.Optional;

/** The textual forms of IPv6: RFC 4291 is read, RFC 5952 is written. */
final class Ipv6Text {

    private static final int GROUPS = 8;
    private static final int[] BROKEN = new int[0];

    private Ipv6Text() {}

    /** The address; empty when the text is none. */
    static Optional<IpAddress> parse(String text) {
        int gap = text.indexOf("::");
        int[] left = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        int[] right = gap < 0 ? new int[0] : groups(text.substring(gap + 2), true);
        int given = left.length + right.length;
        boolean broken = left == BROKEN || right == BROKEN;
        if (broken || (gap < 0 ? given != GROUPS : given >= GROUPS)) {
            return Optional.empty();
        }
        int[] all = new int[GROUPS];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(right, 0, all, GROUPS - right.length, right.length);
        return Optional.of(new IpAddress(IpAddress.V6_BITS, half(all, 0), half(all, 4)));
    }

    /** The groups of a part without a gap, of which the last may be two groups in the dotted form; BROKEN if one is malformed. */
    private static int[] groups(String part, boolean last) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] texts = part.split(":", -1);
        if (texts.length > GROUPS) {
            return BROKEN;
        }
        Optional<Integer> dotted = last ? Ipv4Text.parse(texts[texts.length - 1]) : Optional.empty();
        int[] groups = new int[texts.length + (dotted.isPresent() ? 1 : 0)];
        for (int i = 0; i < texts.length - (dotted.isPresent() ? 1 : 0); i++) {
            groups[i] = group(texts[i]);
            if (groups[i] < 0) {
                return BROKEN;
            }
        }
        dotted.ifPresent(address -> {
            groups[groups.length - 2] = address >>> 16;
            groups[groups.length - 1] = address & 0xffff;
        });
        return groups;
    }

    /** One to four hexadecimal digits; -1 for anything else. */
    private static int group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int group = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            group = group << 4 | digit;
        }
        return group;
    }

    private static long half(int[] groups, int start) {
        long half = 0;
        for (int i = start; i < start + 4; i++) {
            half = half << 16 | groups[i];
        }
        return half;
    }

    /** Lower case, the longest run of two or more zero groups as {@code ::}, the first of several. */
    static String format(long high, long low) {
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeros(high, low, i);
            if (length > gapLength) {
                gapStart = i;
                gapLength = length;
            }
        }
        var text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groupAt(high, low, i)));
            }
        }
        return text.toString();
    }

    private static int zeros(long high, long low, int start) {
        int end = start;
        while (end < GROUPS && groupAt(high, low, end) == 0) {
            end++;
        }
        return end - start;
    }

    private static int groupAt(long high, long low, int index) {
        return (int) ((index < 4 ? high : low) >>> 48 - 16 * (index & 3)) & 0xffff;
    }
}
