package io.portcullis.address;

import io.portcullis.fault.Fault;
import java.util.List;

/**
 * Finds the client's address behind proxies, by the listener's {@code x_forwarded_for_*} options.
 *
 * @param authorized {@code authorized_addrs}: the proxies whose word counts; empty: the header is ignored
 * @param hopSkips {@code hop_skips}: how many entries from the right are passed over unseen
 * @param rejectNotPresent {@code reject_not_present}: refuse requests without the header
 * @param rejectNotAuthorized {@code reject_not_authorized}: refuse requests with the header from anybody else
 */
public record ForwardedFor(List<Cidr> authorized, int hopSkips, boolean rejectNotPresent, boolean rejectNotAuthorized) {

    private static final String HEADER = "x-forwarded-for";

    public ForwardedFor {
        authorized = List.copyOf(authorized);
        if (hopSkips < 0) {
            throw new IllegalArgumentException("x_forwarded_for_hop_skips cannot be negative");
        }
    }

    /** Believes nobody: the client is who connects. */
    public static ForwardedFor ignored() {
        return trusting(List.of());
    }

    /** Believes these proxies, the other options at their defaults: no hop skipped, everything else refused. */
    public static ForwardedFor trusting(List<Cidr> authorized) {
        return new ForwardedFor(authorized, 0, true, true);
    }

    /**
     * The client's address: of all entries of all lines, the right-most after the skipped ones that is not itself an authorized
     * proxy; the left-most if all are. Entries left of it may be forged, and are not read.
     *
     * @param peer who is connected
     * @param headerLines the values of the header, in order
     * @throws Fault 400 when the options refuse the request, or an entry that counts cannot be read
     */
    public IpAddress clientAddress(IpAddress peer, List<String> headerLines) {
        if (authorized.isEmpty()) {
            return peer;
        }
        if (headerLines.isEmpty()) {
            return orRefused(
                    peer, rejectNotPresent, "missing " + HEADER + " header and configured to reject when not present");
        }
        if (!isAuthorized(peer)) {
            return orRefused(
                    peer,
                    rejectNotAuthorized,
                    "client address not authorized for " + HEADER + " and configured to reject connection");
        }
        return behindProxies(String.join(",", headerLines).split(",", -1));
    }

    private IpAddress behindProxies(String[] entries) {
        int at = entries.length - 1 - hopSkips;
        if (at < 0) {
            throw Fault.badRequest("malformed %s configuration or request, hops to skip (%d) would skip before earliest"
                            .formatted(HEADER, hopSkips)
                    + " chain link (chain length %d)".formatted(entries.length));
        }
        IpAddress client = read(entries[at]);
        while (at > 0 && isAuthorized(client)) {
            client = read(entries[--at]);
        }
        return client;
    }

    private boolean isAuthorized(IpAddress address) {
        for (Cidr proxy : authorized) {
            if (proxy.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static IpAddress orRefused(IpAddress peer, boolean refused, String reason) {
        if (refused) {
            throw Fault.badRequest(reason);
        }
        return peer;
    }

    private static IpAddress read(String entry) {
        return AddressText.parse(entry.strip())
                .orElseThrow(() -> Fault.badRequest("error parsing client address from " + HEADER + " header"));
    }
}
