package io.portcullis.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;

/** Where a client is sent that asked for a path with empty, {@code .} or {@code ..} segments: spec of the envelope, 1.1 step 8. */
final class CleanPath {

    /** Paths that exist only with a slash at the end. */
    private static final Set<String> FOLDERS = Set.of("/v1/sys", "/v1/sys/pprof");

    private CleanPath() {}

    /** Whether a path that begins with a slash needs no redirect. */
    static boolean isClean(String rawPath) {
        return !rawPath.contains("//") && !hasDotSegments(rawPath) && !FOLDERS.contains(rawPath);
    }

    /** Whether one of the segments of a path that begins with a slash is {@code .} or {@code ..}. */
    static boolean hasDotSegments(String path) {
        for (int dot = path.indexOf("/."); dot >= 0; dot = path.indexOf("/.", dot + 1)) {
            int end = path.startsWith("/..", dot) ? dot + 3 : dot + 2;
            if (end == path.length() || path.charAt(end) == '/') {
                return true;
            }
        }
        return false;
    }

    /** The relative reference to answer with: the cleaned path and the query, with only the bytes that a URI may have. */
    static String location(Target target) {
        String path = escape(clean(target.rawPath()), "\"<>\\^`{|}");
        return target.query().isEmpty() ? path : path + "?" + escape(target.query(), "");
    }

    /** The path without empty and dot segments; a slash at the end stays, and is added where the path is a folder. */
    static String clean(String rawPath) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : rawPath.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String path = "/" + String.join("/", segments);
        boolean folder = rawPath.endsWith("/") || path.equals("/v1") || FOLDERS.contains(path);
        return folder && !segments.isEmpty() ? path + "/" : path;
    }

    private static String escape(String bytes, String illegal) {
        StringBuilder escaped = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c >= 0x80 || illegal.indexOf(c) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
