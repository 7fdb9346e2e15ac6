package io.portcullis.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints of one type of mount, or of {@code sys/}.
 *
 * @param all in the order in which they are tried
 * @param openPrefixes beginnings of paths below which nobody needs a token to hear that there is nothing
 */
public record Endpoints(List<Endpoint> all, List<String> openPrefixes) {

    /** An endpoint and what the path captured. */
    public record Match(Endpoint endpoint, Map<String, String> captures) {}

    public Endpoints {
        all = List.copyOf(all);
        openPrefixes = List.copyOf(openPrefixes);
    }

    /** Whether a path that is no endpoint's may be told so to everybody. */
    public boolean isOpen(String path) {
        return openPrefixes.stream().anyMatch(path::startsWith);
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
