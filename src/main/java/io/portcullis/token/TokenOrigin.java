package io.portcullis.token;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a token comes from.
 *
 * @param mountAccessor the mount that gave it: no longer there, the token is void
 * @param path the path of the request that made it
 * @param displayName for people
 * @param meta what the auth method knows of its holder; null when there is nothing
 * @param parent the token that it was made with, and lives as long as; null for an orphan
 * @param role the token role that it was made by; null for none
 */
public record TokenOrigin(
        String mountAccessor,
        String path,
        String displayName,
        @Nullable Map<String, String> meta,
        @Nullable Parent parent,
        @Nullable String role) {

    /**
     * The token that a child lives as long as.
     *
     * @param hash the keyed hash of its string
     * @param accessor of it: a custom string may be used again, an accessor never is
     * @param generation how many ancestors the child has, with this one
     * @param line the hashes of ancestors above it, nearest first, at most {@value #LONGEST_LINE}: only for reading ahead, what each
     *     ancestor says of its own parent counts
     */
    public record Parent(String hash, String accessor, int generation, List<String> line) {

        private static final int LONGEST_LINE = 24;

        public Parent {
            line = List.copyOf(line);
        }

        /** The parent of its children's children, which is the child with these. */
        Parent below(String childHash, String childAccessor) {
            List<String> longer = Stream.concat(Stream.of(hash), line.stream())
                    .limit(LONGEST_LINE)
                    .toList();
            return new Parent(childHash, childAccessor, generation + 1, longer);
        }
    }

    /** The origin of a token without a parent, made by no role. */
    public static TokenOrigin orphan(
            String mountAccessor, String path, String displayName, @Nullable Map<String, String> meta) {
        return new TokenOrigin(mountAccessor, path, displayName, meta, null, null);
    }

    /** The same without a parent. */
    TokenOrigin orphaned() {
        return new TokenOrigin(mountAccessor, path, displayName, meta, null, role);
    }
}
