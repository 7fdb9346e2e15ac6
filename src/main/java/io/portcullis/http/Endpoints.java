package io.portcullis.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The endpoints of one type of mount, or of {@code sys/}.
 *
 * @param name the type, or {@link #SYS}
 * @param about what they are for, in a few sentences
 * @param all in the order in which they are tried
 * @param open paths at which nobody needs a token to hear that there is nothing; a final {@code *} stands for whatever follows
 * @param sudo paths that need {@code sudo}, likewise
 * @param spelling makes one path of all that lead to the same
 */
public record Endpoints(
        String name, String about, List<Endpoint> all, List<String> open, List<String> sudo, Spelling spelling) {

    /** The name of those of {@code sys/}. */
    public static final String SYS = "sys";

    /** The one spelling of a path below the mount: what the policies see, and what is executed. */
    @FunctionalInterface
    public interface Spelling {

        /** For mounts whose paths have one spelling only. */
        Spelling AS_SENT = (operation, path) -> path;

        String of(Operation operation, String path);
    }

    /** An endpoint and what the path captured. */
    public record Match(Endpoint endpoint, Map<String, String> captures) {}

    public Endpoints {
        all = List.copyOf(all);
        open = List.copyOf(open);
        sudo = List.copyOf(sudo);
    }

    /** These, and more that are tried after them. */
    public Endpoints and(List<Endpoint> more) {
        return new Endpoints(
                name, about, Stream.concat(all.stream(), more.stream()).toList(), open, sudo, spelling);
    }

    /** Whether a path that is no endpoint's may be told so to everybody. */
    public boolean isOpen(String path) {
        return isAmong(open, path);
    }

    /** Whether a path needs {@code sudo} beside the capability for the operation. */
    public boolean needsSudo(String path) {
        return isAmong(sudo, path);
    }

    private static boolean isAmong(List<String> patterns, String path) {
        for (String pattern : patterns) {
            boolean found = pattern.endsWith("*")
                    ? path.regionMatches(0, pattern, 0, pattern.length() - 1)
                    : path.equals(pattern);
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** The endpoint of a path below the mount. */
    public Optional<Match> match(String path) {
        for (Endpoint endpoint : all) {
            Optional<Map<String, String>> captures = endpoint.match(path);
            if (captures.isPresent()) {
                return Optional.of(new Match(endpoint, captures.get()));
            }
        }
        return Optional.empty();
    }
}
