package io.portcullis.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints of one type of mount, or of {@code sys/}, in the order in which they are tried. */
public record Endpoints(List<Endpoint> all) {

    /** An endpoint and what the path captured. */
    public record Match(Endpoint endpoint, Map<String, String> captures) {}

    public Endpoints {
        all = List.copyOf(all);
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
