package io.portcullis.namespace;

import io.portcullis.fault.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** How a namespace is named in a header: spec of namespaces, 1.2 and 1.3. */
public final class NamespacePath {

    private NamespacePath() {}

    /**
     * The path that a header names.
     *
     * @param header as sent, one character for each byte of UTF-8
     * @throws Fault 404 when it is no UTF-8: no namespace has such a name
     */
    public static String ofHeader(String header) {
        if (header.isEmpty()) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException malformed) {
            throw Fault.of(404, "namespace not found");
        }
    }

    /**
     * The path that a text names: without empty and dot segments, with a final slash; empty for the first namespace. What climbs above that
     * begins with {@code ../}, and is the path of no namespace. One slash at the beginning says nothing; nothing climbs above a second one.
     */
    static String of(String text) {
        boolean rooted = text.startsWith("//");
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : text.split("/", -1)) {
            if (segment.equals("..")
                    && !segments.isEmpty()
                    && !segments.getLast().equals("..")) {
                segments.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".") && (!segment.equals("..") || !rooted)) {
                segments.addLast(segment);
            }
        }
        String path = segments.isEmpty() ? "" : String.join("/", segments) + "/";
        return path.equals("root/") ? "" : path;
    }
}
