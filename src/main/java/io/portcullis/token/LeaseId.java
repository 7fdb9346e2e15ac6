package io.portcullis.token;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the lease of a token, without giving its power: {@code <path>/h<hash>}.
 *
 * @param path the path that the token was issued at
 * @param hash the keyed hash of its string
 */
record LeaseId(String path, String hash) {

    private static final Pattern FORM = Pattern.compile("(?<path>.+)/h(?<hash>[A-Za-z0-9_-]{43})", Pattern.DOTALL);

    /** The lease of a token. */
    static LeaseId of(StoredToken token) {
        return new LeaseId(token.entry().leasePath(), token.hash());
    }

    /** What a client says is one; empty when it cannot be. */
    static Optional<LeaseId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new LeaseId(matcher.group("path"), matcher.group("hash")))
                : Optional.empty();
    }

    /** As clients have it. */
    String text() {
        return path + "/h" + hash;
    }
}
