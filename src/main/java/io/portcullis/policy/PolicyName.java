package io.portcullis.policy;

import io.portcullis.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The one spelling of a policy's name: trimmed, in lower case. Slashes in it make folders. */
public final class PolicyName {

    private static final int MOST_BYTES = 512;
    private static final List<String> PLACES = List.of("policies/acl/", "policies/detailed/acl/", "policy/");

    private PolicyName() {}

    /** The name in that spelling, letter by letter as Unicode maps them without regard to their neighbours; may be empty. */
    public static String normalised(String name) {
        int[] letters = name.codePoints().toArray();
        int begin = 0;
        int end = letters.length;
        while (begin < end && isSpace(letters[begin])) {
            begin++;
        }
        while (end > begin && isSpace(letters[end - 1])) {
            end--;
        }
        StringBuilder normal = new StringBuilder(name.length());
        for (int i = begin; i < end; i++) {
            normal.appendCodePoint(Character.toLowerCase(letters[i]));
        }
        return normal.toString();
    }

    private static boolean isSpace(int letter) {
        return letter >= '\t' && letter <= '\r' || letter == 0x85 || Character.isSpaceChar(letter);
    }

    /**
     * The path with the name of a policy or of a folder of them in its one spelling, other paths as they are. A slash at its end is
     * no part of the name.
     *
     * @param path below {@code sys/}
     */
    public static String spelledPath(String path) {
        for (String place : PLACES) {
            if (path.startsWith(place)) {
                String name = path.substring(place.length());
                return name.endsWith("/")
                        ? place + normalised(name.substring(0, name.length() - 1)) + "/"
                        : place + normalised(name);
            }
        }
        return path;
    }

    /**
     * The name, or the folder without its slash, that stands in a path of one spelling.
     *
     * @throws Fault 400 when it is too long or has an empty segment, such as that after a slash at its end
     */
    static String checked(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Fault.badRequest("policy name is longer than " + MOST_BYTES + " bytes");
        }
        if (name.isEmpty() || name.startsWith("/") || name.endsWith("/") || name.contains("//")) {
            throw Fault.badRequest("policy name has an empty segment");
        }
        return name;
    }

    /**
     * The order of listings: in every folder first its names, then its folders from last to first, each with all that is in it.
     */
    static int compareInFolders(String one, String other) {
        int from = 0;
        while (true) {
            int slash = one.indexOf('/', from);
            int otherSlash = other.indexOf('/', from);
            if (slash < 0 || otherSlash < 0) {
                return slash == otherSlash ? one.compareTo(other) : Integer.compare(slash, otherSlash);
            }
            int order = other.substring(from, otherSlash + 1).compareTo(one.substring(from, slash + 1));
            if (order != 0) {
                return order;
            }
            from = slash + 1;
        }
    }
}
