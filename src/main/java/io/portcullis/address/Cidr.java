package io.portcullis.address;

import io.portcullis.fault.Fault;
import io.portcullis.fault.GoText;
import java.util.Optional;

/**
 * A network, or a single address: one entry of {@code token_bound_cidrs}.
 *
 * @param address an address in the network; its host bits are kept, for the text only
 * @param prefix how many of its leading bits the network shares: 0 to 32, or 0 to 128
 */
public record Cidr(IpAddress address, int prefix) {

    private static final int MAPPED_BITS = IpAddress.V6_BITS - IpAddress.V4_BITS;

    public Cidr {
        if (prefix < 0 || prefix > address.bits()) {
            throw new IllegalArgumentException("not a prefix of an address of " + address.bits() + " bits: " + prefix);
        }
    }

    /**
     * The network that the text is: an address, with a slash and a number of bits if it is more than one. IPv6 may stand in
     * brackets. IPv4 written as IPv6 counts its bits as IPv6 does, from 96 on.
     *
     * @throws Fault 400 {@code error parsing address "x": ...} for anything else: a port, a mask that does not fit, a name
     */
    public static Cidr parse(String text) {
        return read(text).orElseThrow(() -> {
            String quoted = GoText.quote(text);
            return Fault.badRequest("error parsing address " + quoted + ": Unable to convert " + quoted
                    + " to an IPv4 or IPv6 address, or a UNIX Socket");
        });
    }

    /** Whether the address is in the network; one of IPv4 never is in one of IPv6. */
    public boolean contains(IpAddress other) {
        if (other.bits() != address.bits()) {
            return false;
        }
        int highBits = address.isV4() ? 0 : Math.min(prefix, Long.SIZE);
        int lowBits = address.isV4() ? prefix + Integer.SIZE : Math.max(prefix - Long.SIZE, 0);
        return ((address.high() ^ other.high()) & mask(highBits)) == 0
                && ((address.low() ^ other.low()) & mask(lowBits)) == 0;
    }

    /** As it is stored and shown: a full-length mask is left out, host bits are not. */
    public String text() {
        return prefix == address.bits() ? address.toString() : address + "/" + prefix;
    }

    @Override
    public String toString() {
        return text();
    }

    private static long mask(int leadingBits) {
        return leadingBits == 0 ? 0 : -1L << Long.SIZE - leadingBits;
    }

    private static Optional<Cidr> read(String text) {
        String bare = withoutBrackets(text);
        int slash = bare.indexOf('/');
        if (slash < 0) {
            return IpAddress.parse(bare).map(address -> new Cidr(address, address.bits()));
        }
        Optional<IpAddress> address = IpAddress.parse(bare.substring(0, slash));
        boolean longForm = bare.lastIndexOf(':', slash) >= 0;
        int bits = number(bare.substring(slash + 1));
        return address.flatMap(network -> of(network, longForm && network.isV4() ? bits - MAPPED_BITS : bits));
    }

    private static Optional<Cidr> of(IpAddress address, int prefix) {
        return prefix < 0 || prefix > address.bits() ? Optional.empty() : Optional.of(new Cidr(address, prefix));
    }

    private static String withoutBrackets(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.indexOf(':') >= 0;
        return bracketed ? text.substring(1, text.length() - 1) : text;
    }

    /** Up to three decimal digits; -1 for anything else. */
    private static int number(String text) {
        boolean digits = text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }
}
