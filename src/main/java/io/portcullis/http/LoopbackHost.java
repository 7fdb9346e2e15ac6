package io.portcullis.http;

/** Names under which a server that listens on loopback may be called: a page cannot reach it by a name that it controls. */
public final class LoopbackHost {

    private LoopbackHost() {}

    /** Whether a {@code Host} header, with or without port, is {@code localhost}, {@code 127.0.0.0/8} or {@code [::1]}. */
    public static boolean matches(String host) {
        String name = withoutPort(host);
        return name.equalsIgnoreCase("localhost") || name.equals("[::1]") || isLoopbackV4(name);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || colon < host.indexOf(']') ? host : host.substring(0, colon);
    }

    private static boolean isLoopbackV4(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals("127")) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }
}
