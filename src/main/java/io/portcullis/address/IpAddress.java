package io.portcullis.address;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An address of IPv4 or IPv6. One of IPv4 that is written as IPv6 ({@code ::ffff:10.0.0.1}) is the address of IPv4.
 *
 * @param bits 32 or 128
 * @param high the first 64 bits; 0 for IPv4
 * @param low the last 64 bits; for IPv4 the 32 bits of the address
 */
public record IpAddress(int bits, long high, long low) {

    static final int V4_BITS = 32;
    static final int V6_BITS = 128;
    private static final long MAPPED = 0xffffL << 32;

    public IpAddress {
        if (bits == V6_BITS && high == 0 && (low & -1L << 32) == MAPPED) {
            bits = V4_BITS;
            low &= 0xffff_ffffL;
        }
        if (bits != V6_BITS && (bits != V4_BITS || high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("not an address of " + bits + " bits");
        }
    }

    /**
     * The address that the text is: four decimal numbers without leading zeros, or the forms of RFC 4291. No port, bracket, zone
     * or blank. Empty when it is none.
     */
    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0
                ? Ipv6Text.parse(text)
                : Ipv4Text.parse(text).map(IpAddress::v4);
    }

    /** The address of 4 or 16 bytes, as a socket has it. */
    public static IpAddress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length) {
            case 4 -> v4(buffer.getInt());
            case 16 -> new IpAddress(V6_BITS, buffer.getLong(), buffer.getLong());
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static IpAddress v4(int address) {
        return new IpAddress(V4_BITS, 0, address & 0xffff_ffffL);
    }

    /** Whether it is an address of IPv4. */
    public boolean isV4() {
        return bits == V4_BITS;
    }

    /** Whether it is of this very machine: {@code 127.0.0.0/8} or {@code ::1}. */
    public boolean isLoopback() {
        return isV4() ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** The 4 or 16 bytes. */
    public byte[] bytes() {
        return isV4()
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** The canonical text (RFC 5952 for IPv6). */
    @Override
    public String toString() {
        return isV4() ? Ipv4Text.format((int) low) : Ipv6Text.format(high, low);
    }
}
