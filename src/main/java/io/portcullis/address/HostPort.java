package io.portcullis.address;

import java.util.Optional;

/**
 * Where a server listens or is reached.
 *
 * @param host a name or an IP address, one of IPv6 without brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {

    private static final int MOST_PORT = 65_535;

    public HostPort {
        if (host.isEmpty() || port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("not a host and a port");
        }
    }

    /** What {@code HOST:PORT} says, IPv6 in brackets: {@code 127.0.0.1:8200}, {@code [::]:8200}; empty for any other text. */
    public static Optional<HostPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        boolean goodHost = bracketed ? IpAddress.parse(bare).isPresent() : bare.matches("[A-Za-z0-9._-]+");
        boolean goodPort = port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= MOST_PORT;
        return goodHost && goodPort ? Optional.of(new HostPort(bare, Integer.parseInt(port))) : Optional.empty();
    }

    /** {@code HOST:PORT}, IPv6 in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
