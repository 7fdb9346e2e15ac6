package io.portcullis.address;

import java.util.Optional;

/** Addresses with or without a port: {@code 10.0.0.1}, {@code 10.0.0.1:80}, {@code ::1}, {@code [::1]}, {@code [::1]:80}. */
final class AddressText {

    private AddressText() {}

    /** The address, the port dropped; empty when it is no such text. */
    static Optional<IpAddress> parse(String text) {
        int bracket = text.indexOf(']');
        if (text.startsWith("[") && bracket > 0) {
            String host = text.substring(1, bracket);
            return host.indexOf(':') >= 0 ? parse(host, text.substring(bracket + 1)) : Optional.empty();
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        return hasPort ? parse(text.substring(0, colon), text.substring(colon)) : parse(text, "");
    }

    private static Optional<IpAddress> parse(String host, String port) {
        return port.isEmpty() || isPort(port) ? IpAddress.parse(host) : Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.length() >= 2
                && text.length() <= 6
                && text.startsWith(":")
                && text.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
