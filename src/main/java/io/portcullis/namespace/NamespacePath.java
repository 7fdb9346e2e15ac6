package io.portcullis.namespace;

import java.util.ArrayDeque;
import java.util.Deque;

/** How a namespace is named in a header: spec of namespaces, 1.2 and 1.3. */
public final class NamespacePath {

    private NamespacePath() {}

    /**
     * The path that a header names: without empty and dot segments, with a final slash; empty for the first namespace. What climbs above that
     * begins with {@code ../}, and is the path of no namespace. One slash at the beginning says nothing; nothing climbs above a second one.
     */
    public static String of(String header) {
        boolean rooted = header.startsWith("//");
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : header.split("/", -1)) {
            if (segment.equals("..")
                    && !segments.isEmpty()
                    && !segments.getLast().equals("..")) {
                segments.removeLast();
            } else if (!segment.isEmpty()
                    && !segment.equals(".")
                    && (!segment.equals("..") || !rooted)) {
                segments.addLast(segment);
            }
        }
        String path = segments.isEmpty() ? "" : String.join("/", segments) + "/";
        return path.equals("root/") ? "" : path;
    }
}
