package io.portcullis.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The absolute path of a rule: which paths it matches, and how specific it is (spec of the system, 4.3 and 4.4).
 *
 * <p>It is exact, or a prefix (it ends in {@code *}), or it has wildcards: segments {@code +}, and possibly a {@code *} at the end
 * as well. Its head is what stands before its first wildcard; every path that it matches begins with its head.
 */
final class RulePath {

    /** The rule that decides comes first, of rules that match the same path. */
    static final Comparator<RulePath> BEST_FIRST = RulePath::compare;

    /** What no path of a policy may contain. */
    static final String FORBIDDEN = "+*";

    private final String text;
    private final String body;
    private final String head;
    private final boolean wildcards;
    private final boolean open;
    private final int plusSegments;
    private final int bytes;

    private RulePath(String text) {
        this.text = text;
        this.wildcards = text.equals("+") || text.startsWith("+/") || text.contains("/+");
        this.open = text.endsWith("*");
        this.body = open ? text.substring(0, text.length() - 1) : text;
        this.head = wildcards ? body.substring(0, body.indexOf('+')) : body;
        this.plusSegments = wildcards ? countPlusSegments() : 0;
        this.bytes = body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The path as a policy has it, behind the path of the policy's namespace, templates resolved. */
    static RulePath of(String text) {
        return new RulePath(text);
    }

    private int countPlusSegments() {
        int count = 0;
        for (int i = head.length(); i < body.length(); i++) {
            if (isPlusSegment(i)) {
                count++;
            }
        }
        return count;
    }

    /** As it was given; rules with the same text are one rule. */
    String text() {
        return text;
    }

    /** The text without its final {@code *}. */
    String body() {
        return body;
    }

    /** Whether it matches its own text only. */
    boolean isExact() {
        return !wildcards && !open;
    }

    /** Whether it has neither wildcard but a {@code *} at the end. */
    boolean isPrefix() {
        return !wildcards && open;
    }

    /** Whether it ends in {@code *}. */
    boolean isOpen() {
        return open;
    }

    /** Whether it matches the path; an exact one matches its own text only. */
    boolean matches(String path) {
        return path.startsWith(head) && matchesBehindHead(path);
    }

    private boolean matchesBehindHead(String path) {
        int at = head.length();
        for (int i = at; i < body.length(); i++) {
            if (isPlusSegment(i)) {
                at = endOfSegment(path, at);
            } else if (at < path.length() && path.charAt(at) == body.charAt(i)) {
                at++;
            } else {
                return false;
            }
        }
        return open || at == path.length();
    }

    /**
     * Whether it could match the path of a mount or something below it: spec 3.13. An open rule that ends further above than one
     * segment does not; whether it matches the mount itself is another question.
     *
     * @param mount ends in a slash
     */
    boolean reaches(String mount) {
        if (!wildcards) {
            return body.startsWith(mount);
        }
        int last = mount.length() - 1;
        int at = 0;
        for (int i = 0; i < body.length() && at < last; i++) {
            if (isPlusSegment(i)) {
                at = endOfSegment(mount, at);
            } else if (mount.charAt(at) == body.charAt(i)) {
                at++;
            } else {
                return false;
            }
            if (at == last) {
                return i + 1 == body.length() || body.charAt(i + 1) == '/';
            }
        }
        return open && mount.indexOf('/', at) >= last;
    }

    private boolean isPlusSegment(int index) {
        return body.charAt(index) == '+'
                && (index == 0 || body.charAt(index - 1) == '/')
                && (index + 1 == body.length() || body.charAt(index + 1) == '/');
    }

    /** Where the segment ends that begins at the index. */
    static int endOfSegment(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }

    private static int compare(RulePath left, RulePath right) {
        if (left.head.length() != right.head.length()) {
            return right.head.length() - left.head.length();
        }
        if (left.open != right.open) {
            return left.open ? 1 : -1;
        }
        if (left.plusSegments != right.plusSegments) {
            return left.plusSegments - right.plusSegments;
        }
        return left.bytes == right.bytes ? compareBytes(right.body, left.body) : right.bytes - left.bytes;
    }

    private static int compareBytes(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text;
    }
}
