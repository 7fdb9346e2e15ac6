package io.portcullis.token;

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
