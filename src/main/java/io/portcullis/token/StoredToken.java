package io.portcullis.token;

import io.portcullis.fault.Fault;
import java.util.List;
import java.util.OptionalLong;

/**
 * A token as it was read.
 *
 * @param hash the keyed hash of its string: the id that it is stored under
 * @param entry what it is
 * @param sealed the bytes of the entry: a change is written only over these
 * @param usesLeft empty when it is good for any number
 */
public record StoredToken(String hash, TokenEntry entry, byte[] sealed, OptionalLong usesLeft) {

    /** Whether its last use is taken. */
    public boolean isSpent() {
        return usesLeft.isPresent() && usesLeft.getAsLong() == 0;
    }

    /**
     * It as the parent of a new token.
     *
     * @throws Fault 400 when it has too many ancestors to have children
     */
    public TokenOrigin.Parent asParent() {
        TokenOrigin.Parent above = entry.origin().parent();
        TokenOrigin.Parent parent = above == null
                ? new TokenOrigin.Parent(hash, entry.accessor(), 1, List.of())
                : above.below(hash, entry.accessor());
        if (parent.generation() > Lineage.MOST_GENERATIONS) {
            throw Fault.badRequest("a token has at most " + Lineage.MOST_GENERATIONS + " ancestors");
        }
        return parent;
    }

    /** The same token with another count. */
    StoredToken with(long left) {
        return new StoredToken(hash, entry, sealed, OptionalLong.of(left));
    }

    /** The same stored bytes, seen as this entry: what is written over them is made from it. */
    StoredToken seenAs(TokenEntry seen) {
        return seen == entry ? this : new StoredToken(hash, seen, sealed, usesLeft);
    }

    @Override
    public String toString() {
        return "StoredToken(" + entry + ")";
    }
}
