package io.portcullis.http;

import io.portcullis.fault.Fault;

/**
 * A request target (RFC 9112, 3.2) in origin or absolute form, well formed and decoded once.
 *
 * @param authority host and port of the absolute form; empty for the origin form
 * @param rawPath the path as sent, beginning with a slash
 * @param path the path behind the escapes; the same object as {@code rawPath} if it has none
 * @param query what follows the first question mark, as sent; empty if nothing does
 */
record Target(String authority, String rawPath, String path, String query) {

    /** Where the API lives; spelled exactly so, not escaped. */
    static final String API = "/v1/";

    /**
     * Parses a target whose characters stand for one byte each.
     *
     * @throws Fault 400 if it is of another form, or {@link Escapes#decode} refuses its path or query
     */
    static Target parse(String uri) {
        int start = uri.startsWith("/") ? 0 : endOfAuthority(uri);
        int question = uri.indexOf('?', start);
        String rawPath = uri.substring(start, question < 0 ? uri.length() : question);
        String query = question < 0 ? "" : uri.substring(question + 1);
        if (rawPath.isEmpty()) {
            rawPath = "/";
        }
        Escapes.decode(query);
        return new Target(authority(uri, start), rawPath, Escapes.decode(rawPath), query);
    }

    private static int endOfAuthority(String uri) {
        int authority = uri.regionMatches(true, 0, "http://", 0, 7) ? 7 : 8;
        if (authority == 8 && !uri.regionMatches(true, 0, "https://", 0, 8)) {
            throw Fault.badRequest("malformed request target");
        }
        int end = authority;
        while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
            end++;
        }
        if (end == authority) {
            throw Fault.badRequest("malformed request target");
        }
        return end;
    }

    private static String authority(String uri, int end) {
        return end == 0 ? "" : uri.substring(uri.indexOf("://") + 3, end);
    }

    /** Whether the path lies below {@code /v1/}. */
    boolean isApi() {
        return rawPath.startsWith(API);
    }

    /** What follows {@code /v1/} in the decoded path; only for an API path. */
    String apiPath() {
        return path.substring(API.length());
    }

    /** Whether every character of the decoded path has a glyph, or is a plain blank. */
    boolean isPrintable() {
        return path == rawPath || path.codePoints().allMatch(Target::isPrintable);
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }

    /** Whether the decoded path has a segment {@code .} or {@code ..}, however it was spelled. */
    boolean hasDotSegments() {
        return CleanPath.hasDotSegments(path);
    }
}
