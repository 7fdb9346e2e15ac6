package io.portcullis.token;

import io.portcullis.namespace.Namespace;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the lease of a token, without giving its power: {@code <path>/h<hash>}, and {@code .<namespace id>} behind it outside the first namespace.
 *
 * @param path the path that the token was issued at
 * @param hash the keyed hash of its string
 * @param namespaceId the namespace of the token
 */
record LeaseId(String path, String hash, String namespaceId) {

    private static final Pattern FORM = Pattern.compile(
            "(?<path>.+)/h(?<hash>[A-Za-z0-9_-]{43})(\\.(?<namespace>[A-Za-z0-9]{5}))?", Pattern.DOTALL);

    /** The lease of a token. */
    static LeaseId of(StoredToken token) {
        return new LeaseId(
                token.entry().leasePath(), token.hash(), token.entry().namespaceId());
    }

    /** What a client says is one; empty when it cannot be. */
    static Optional<LeaseId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new LeaseId(
                        matcher.group("path"),
                        matcher.group("hash"),
                        Optional.ofNullable(matcher.group("namespace")).orElse(Namespace.ROOT_ID)))
                : Optional.empty();
    }

    /** As clients have it. */
    String text() {
        return path + "/h" + hash + Namespace.suffix(namespaceId);
    }
}
